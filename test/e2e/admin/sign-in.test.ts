import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFindings } from "../../support/axe-findings.ts";
import { smallSetup } from "../../support/test-world.ts";
import { applyFile, looks, overflow, useConsole } from "./console-world.ts";

const token = "operator-token-0123456789abcdef";
const world = useConsole({
  command: "start",
  env: { HANDRAISE_ADMIN_TOKEN: token },
  prepare: (databaseUrl) => applyFile(databaseUrl, smallSetup),
});
const heading = (page: Page) => page.getByRole("heading", { level: 1 });

async function signIn(page: Page, text: string): Promise<void> {
  await page.getByLabel("Operator token").fill(text);
  await page.getByRole("button", { name: "Sign in" }).click();
}

describe("in production", () => {
  it.each(looks)("nothing is shown before the sign-in, which holds for everybody: $name", async ({ options }) => {
    const page = await world.open("leads", options);
    await page.getByRole("heading", { name: "Sign in to Handraise" }).waitFor();
    expect(await page.locator("table, .top-bar").count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("token");
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it("the token brings the page that was asked for, and stays signed in through a reload", async () => {
    const { leadId } = await world.submit({ name: "Ada Byron", email: "ada@engines.example" });
    const page = await world.open(`leads/${leadId}`);
    await signIn(page, token);
    await page.getByText("Replays to the same answer").waitFor();
    expect(await heading(page).innerText()).toContain("was offered the times of Anna");
    await page.reload();
    await page.getByText("Replays to the same answer").waitFor();
  });

  it("signing out ends the session and leaves nothing personal in the page", async () => {
    await world.submit({ name: "Ada Byron", email: "ada@engines.example" });
    const page = await world.open("");
    await signIn(page, token);
    await page.getByText("ada@engines.example").first().waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Sign in to Handraise" }).waitFor();
    expect(await page.content()).not.toContain("ada@engines.example");
    await page.reload();
    await page.getByRole("heading", { name: "Sign in to Handraise" }).waitFor();
    const { status } = await page.request
      .get(`${world.server.origin}/v1/admin/leads`)
      .then((answer) => ({ status: answer.status() }));
    expect(status).toBe(401);
  });

  it("an empty or a wrong token is told beside the field, and too many of them wait", async () => {
    const page = await world.open("");
    await signIn(page, "");
    await page.getByText("Enter the operator token.").waitFor();
    await signIn(page, "not-the-operator-token-at-all");
    await page.getByText("That is not the operator token of this server.").waitFor();
    expect(await page.getByLabel("Operator token").getAttribute("aria-invalid")).toBe("true");
    expect(await axeFindings(page)).toEqual([]);
    const waiting = page.getByText(/Too many attempts\. Try again in \d+ seconds?\./);
    for (let i = 0; i < 10 && (await waiting.count()) === 0; i++) {
      const answered = page.waitForResponse((response) => response.url().endsWith("/v1/admin/session"));
      await signIn(page, `wrong-token-number-${i}-of-many`);
      await answered;
    }
    await waiting.waitFor();
  });
});
