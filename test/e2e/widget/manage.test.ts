import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { useWorld } from "./world.ts";

const world = useWorld();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const address = () => `${world.api.origin}/manage#manage-token`;

describe("the page of a booking", () => {
  it("shows the meeting in the visitor's zone, and its token in no address that is requested", async () => {
    const page = await world.open(address(), { timezoneId: "America/New_York" });
    await page.getByRole("heading", { name: "Your meeting" }).waitFor();
    await page.getByText("Wednesday, November 25, 2026").waitFor();
    await page.getByText(/5:00\s–\s5:30\sAM/).waitFor();
    expect(world.api.sent("/v1/bookings/view")).toEqual([{ token: "manage-token" }]);
    expect(world.api.requests.filter(({ path }) => path.includes("manage-token"))).toEqual([]);
    expect(await page.locator("meta[name=robots]").getAttribute("content")).toContain("noindex");
  });

  it("moves the meeting to another time", async () => {
    const page = await world.open(address());
    await page.getByRole("button", { name: "Choose another time" }).click();
    await page.locator(".time").nth(1).click();
    await page.getByText("Until now: Wednesday, November 25").waitFor();
    await page.getByRole("button", { name: "Move meeting" }).click();
    await page.getByRole("heading", { name: "Your meeting was moved" }).waitFor();
    await page.getByText("Tuesday, November 24, 2026").waitFor();
    expect(world.api.sent("/v1/bookings/reschedule")).toEqual([
      { token: "manage-token", start: "2026-11-24T09:30:00.000Z", timeZone: "Europe/Berlin" },
    ]);
  });

  it("offers fresh times when the chosen one was just taken", async () => {
    world.api.knobs.manage = "taken";
    const page = await world.open(address());
    await page.getByRole("button", { name: "Choose another time" }).click();
    await page.locator(".time").first().click();
    await page.getByRole("button", { name: "Move meeting" }).click();
    await page.getByText("That time was just taken").waitFor();
    await page.locator(".time").first().click();
    await page.getByRole("button", { name: "Move meeting" }).click();
    await page.getByRole("heading", { name: "Your meeting was moved" }).waitFor();
  });

  it("cancels only after a second word", async () => {
    const page = await world.open(address());
    await page.getByRole("button", { name: "Cancel meeting" }).click();
    expect(world.api.sent("/v1/bookings/cancel")).toEqual([]);
    await page.getByRole("button", { name: "Keep meeting" }).click();
    await page.getByRole("button", { name: "Cancel meeting" }).click();
    await page.getByRole("button", { name: "Yes, cancel it" }).click();
    await page.getByRole("heading", { name: "Your meeting was cancelled" }).waitFor();
    expect(world.api.sent("/v1/bookings/cancel")).toEqual([{ token: "manage-token" }]);
    expect(await page.getByRole("button", { name: "Choose another time" }).count()).toBe(0);
  });

  it("says so when the link is unknown", async () => {
    world.api.knobs.manage = "gone";
    const page = await world.open(address());
    await page.getByRole("heading", { name: "This link does not work" }).waitFor();
  });

  it("says so when the meeting cannot be changed any more", async () => {
    world.api.knobs.manage = "closed";
    const page = await world.open(address());
    await page.getByRole("button", { name: "Choose another time" }).click();
    await page.getByText("This meeting has begun or was cancelled").waitFor();
  });

  it("lets the visitor try again after an error", async () => {
    world.api.knobs.manage = "error";
    const page = await world.open(address());
    await page.getByRole("button", { name: "Choose another time" }).click();
    await page.getByText("We could not reach the calendar").waitFor();
    world.api.knobs.manage = "ok";
    await page.getByRole("button", { name: "Choose another time" }).click();
    await page.locator(".time").first().waitFor();
  });

  it.each(["light", "dark"] as const)("has nothing that axe finds, in %s, and fits 320 pixels", async (colorScheme) => {
    const page = await world.open(address(), { colorScheme, viewport: { width: 320, height: 640 } });
    await page.evaluate(axe);
    const steps = [
      () => page.getByRole("heading", { name: "Your meeting" }).waitFor(),
      () => page.getByRole("button", { name: "Cancel meeting" }).click(),
      () => page.getByRole("button", { name: "Keep meeting" }).click(),
      () =>
        page
          .getByRole("button", { name: "Choose another time" })
          .click()
          .then(() => page.locator(".time").first().waitFor()),
      () => page.locator(".time").first().click(),
      () =>
        page
          .getByRole("button", { name: "Move meeting" })
          .click()
          .then(() => page.getByText("was moved").waitFor()),
    ];
    for (const step of steps) {
      await step();
      const violations = await page.evaluate(
        "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))",
      );
      expect(violations).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    }
  });
});
