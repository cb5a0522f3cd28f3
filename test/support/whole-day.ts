import type { Locator, Page } from "playwright-core";

/**
 * Chooses the second free day in the picker of a page in English, and gives the buttons of its times. That day is whole whenever a
 * test runs, while the first may have a single time left.
 */
export async function timesOfWholeDay(page: Page): Promise<Locator> {
  await page
    .getByRole("button", { name: /, times: \d+$/ })
    .nth(1)
    .click();
  return page.getByRole("button", { name: /^\d{1,2}:\d\d/ });
}
