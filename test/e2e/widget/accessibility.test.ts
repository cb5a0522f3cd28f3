import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Knobs } from "../../support/stub-api.ts";
import { dialog, heading, submitForTimes, submitWarm, times, useWorld } from "./world.ts";

const world = useWorld();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Findings {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What axe finds in the page, best practices included. */
const findings = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<Findings>("axe.run(document)");
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ""}`));
};

const body = `<main><h1>Contact</h1><form method="post" action="/contact"><label>Name <input name="name"></label>
  <label>Work e-mail <input type="email" name="email"></label><button>Send</button></form></main>`;

const dark = "<style>html{background:#101114;color:#eee}</style>";
const narrow = { width: 320, height: 640 };
interface State {
  readonly name: string;
  readonly prepare: (page: Page) => Promise<unknown>;
  readonly knobs?: Partial<Knobs>;
}

const slow = { submission: 30_000, config: 0, booking: 0 };
const states: readonly State[] = [
  { name: "looking for times", prepare: (page) => submitWarm(page).then(() => dialog(page).waitFor()), knobs: { delayMs: slow } },
  { name: "times", prepare: (page) => submitForTimes(page) },
  { name: "no times", prepare: (page) => submitWarm(page).then(() => heading(page).waitFor()), knobs: { submission: "empty" } },
  {
    name: "a message",
    prepare: (page) => submitWarm(page).then(() => heading(page).waitFor()),
    knobs: { submission: "message" },
  },
  { name: "confirm", prepare: (page) => submitForTimes(page).then(() => times(page).first().click()) },
  { name: "a field to mend", prepare: (page) => book(page, "nobody").then(() => page.getByText("Please check").waitFor()) },
  {
    name: "taken",
    prepare: (page) => book(page).then(() => page.getByText("just taken").waitFor()),
    knobs: { booking: "taken" },
  },
  {
    name: "an error",
    prepare: (page) => book(page).then(() => page.getByText("could not reach").waitFor()),
    knobs: { booking: "error" },
  },
  { name: "booked", prepare: (page) => book(page).then(() => page.getByText("You're booked").waitFor()) },
];

const book = async (page: Page, email?: string): Promise<void> => {
  await submitForTimes(page);
  await times(page).first().click();
  if (email) await page.locator(".handraise [name=email]").fill(email);
  await page.getByRole("button", { name: "Book meeting" }).click();
};

describe.each(states)("the booker: $name", ({ prepare, knobs = {} }) => {
  it("has nothing that axe finds, in light and in dark, and fits 320 pixels", async () => {
    for (const head of ["", dark]) {
      world.api.reset();
      Object.assign(world.api.knobs, knobs);
      const page = await world.open(world.put(body, { head }), { viewport: narrow });
      await prepare(page);
      expect(await findings(page)).toEqual([]);
      const widths = await dialog(page).evaluate((element) => [
        element.scrollWidth,
        element.clientWidth,
        document.documentElement.scrollWidth,
      ]);
      expect(widths[0]).toBe(widths[1]);
      expect(widths[2]).toBeLessThanOrEqual(narrow.width);
      await page.context().close();
    }
  });
});

describe("the booker", () => {
  it("can be used by keyboard alone, from the form to the booked meeting", async () => {
    const page = await world.open(world.put(body));
    await submitForTimes(page);
    const focused = () => page.evaluate(() => document.querySelector(".handraise")?.shadowRoot?.activeElement?.textContent);
    expect(await focused()).toBe("Pick a time");
    for (let press = 0; press < 10; press++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.querySelector(".handraise")?.shadowRoot?.activeElement?.matches(".day"))) break;
    }
    expect(await focused()).toContain("24");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("2");
    await page.keyboard.press("Home");
    expect(await focused()).toBe("29");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    expect(await focused()).toBe("4");
    await page.keyboard.press("Enter");
    await page.locator(".handraise").getByText("Friday, December 4", { exact: true }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(focused).toBe("Confirm your meeting");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("You're booked").waitFor();
    expect(await focused()).toBe("You're booked");
    await page.keyboard.press("Escape");
    await page.waitForURL(/thanks/);
    expect(world.api.sent("/v1/bookings")).toMatchObject([{ start: expect.stringMatching(/^2026-12-04/) }]);
  });

  it("tells a screen reader its name, the days and their number of times", async () => {
    const page = await world.open(world.put(body));
    await submitForTimes(page);
    expect(await dialog(page).getAttribute("aria-label")).toBe("Meet with Maya Lindqvist");
    await page
      .getByRole("gridcell", { selected: true })
      .getByRole("button", { name: /^Tuesday, November 24, times: \d+$/ })
      .waitFor();
    await page.getByRole("columnheader", { name: "Mon" }).waitFor();
    await page.getByRole("button", { name: "Saturday, November 28, no times", disabled: true }).waitFor();
    await page.getByRole("region", { name: "Times on Tuesday, November 24" }).waitFor();
  });

  it("gives the focus back to the form where the page stays", async () => {
    const page = await world.open(world.put(body, { tag: world.tag('data-handraise-after="stay"') }));
    await submitForTimes(page);
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Send");
  });

  it("does not take the focus when it stands inside the page", async () => {
    const page = await world.open(world.put(`${body}<div id="here"></div>`, { tag: world.tag('data-handraise-target="#here"') }));
    await submitForTimes(page);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Send");
    expect(await findings(page)).toEqual([]);
  });

  it("has targets of 44 pixels at 320", async () => {
    const page = await world.open(world.put(body), { viewport: narrow });
    await submitForTimes(page);
    const small = await page.locator(".handraise").evaluate((host) =>
      Array.from(host.shadowRoot?.querySelectorAll("button,select,a,input") ?? [])
        .map((target) => target.getBoundingClientRect())
        .filter(({ width, height }) => width < 43.5 || height < 43.5)
        .map(({ width, height }) => `${width}x${height}`),
    );
    expect(small).toEqual([]);
  });

  it("reads from right to left in Arabic, arrows included", async () => {
    const page = await world.open(world.put(body, { lang: "ar" }), { locale: "ar-EG", timezoneId: "Africa/Cairo" });
    await submitForTimes(page);
    const panel = page.locator(".handraise .panel");
    expect(await panel.getAttribute("dir")).toBe("rtl");
    const [rail, main] = await Promise.all([panel.locator(".rail").boundingBox(), panel.locator(".main").boundingBox()]);
    expect(rail?.x).toBeGreaterThan(main?.x ?? 0);
    // What the setup says keeps the direction of its own language.
    for (const part of [".type", ".description"])
      expect(await panel.locator(part).evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
    await panel.locator(".day[tabindex='0']").focus();
    await page.keyboard.press("ArrowLeft");
    const days = await page.evaluate(() => document.querySelector(".handraise")?.shadowRoot?.activeElement?.textContent);
    expect(days).toBe("٢٥");
    expect(await findings(page)).toEqual([]);
  });

  it.each(["de", "fr", "es", "pt", "ja"])("speaks the page's language: %s", async (lang) => {
    const page = await world.open(world.put(body, { lang }), { viewport: narrow });
    await submitForTimes(page);
    expect(await heading(page).textContent()).not.toBe("Pick a time");
    expect(await dialog(page).evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  });

  it("follows the page's background and not the system's wish", async () => {
    const page = await world.open(world.put(body, { head: "<style>body{background:#fff}</style>" }), { colorScheme: "dark" });
    await submitForTimes(page);
    expect(await dialog(page).evaluate((element) => getComputedStyle(element).backgroundColor)).toBe("rgb(255, 255, 255)");
  });

  it("keeps its words readable on any accent", async () => {
    for (const accent of ["#fde047", "#111111", "#e11d48", "#22c55e"]) {
      world.api.knobs.accent = accent;
      const page = await world.open(world.put(body));
      await submitForTimes(page);
      expect(await findings(page)).toEqual([]);
      await page.context().close();
    }
  });
});
