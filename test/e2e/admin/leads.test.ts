import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "../../support/axe-findings.ts";
import { looks, overflow, useConsole } from "./console-world.ts";

const pageSize = 50;
const rows = (page: Page) => page.locator("table.leads tbody tr:not(.placeholder)");

describe("the list before the first lead", () => {
  const world = useConsole({ command: "demo" });

  it.each(looks)("tells how to get one and holds for everybody: $name", async ({ options }) => {
    const page = await world.open("", options);
    await page.getByRole("heading", { name: "No lead yet" }).waitFor();
    const sample = page.getByRole("link", { name: "Open the sample site" });
    await sample.waitFor();
    expect(await sample.getAttribute("href")).toBe("/demo/");
    expect(await page.locator("pre").innerText()).toBe(`<script async src="${world.server.origin}/w/handraise.js"></script>`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it("names the company and has no way out where nobody signed in", async () => {
    const page = await world.open("");
    await page.getByText("Tidewater Robotics").waitFor();
    expect(await page.getByRole("button", { name: "Sign out" }).count()).toBe(0);
  });

  it("copies the script tag", async () => {
    const page = await world.open("", { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("/w/handraise.js");
  });
});

describe("the list of leads", () => {
  const world = useConsole({ command: "demo" });
  const mina = { name: "Mina Okafor", email: "mina@alderlogistics.example", company: "Alder Logistics", country: "US" };
  beforeAll(async () => {
    await world.submit(mina);
    await world.submit({ email: "lee@gmail.com", message: "I am a student" });
    await world.submit({ name: "Sofia Duarte", email: "sofia@atlas.example", company: "Atlas", country: "PT" });
  });

  it("tells each lead's outcome, rep, company and both times", async () => {
    const page = await world.open("leads");
    await rows(page).first().waitFor();
    const cells = async (email: string) =>
      (await rows(page).filter({ hasText: email }).last().locator("td").allInnerTexts()).slice(1);
    const time = expect.stringMatching(/^(just now|\d+ min ago)\n\d{1,2} \w{3,4}, \d\d:\d\d$/);
    const none = expect.stringContaining("none");
    expect(await cells(mina.email)).toEqual(["Alder Logistics", "Offered", expect.stringContaining("Maya Brooks"), time]);
    expect(await cells("lee@gmail.com")).toEqual([none, "Disqualified", none, time]);
    expect(await cells("sofia@atlas.example")).toEqual(["Atlas", "Message", none, time]);
  });

  it("gets a new lead by itself within ten seconds, at the top", async () => {
    const page = await world.open("leads");
    await page.clock.install();
    await page.reload();
    await rows(page).first().waitFor();
    const before = await rows(page).count();
    await world.submit({ name: "Omar Haddad", email: "omar@birch.example", company: "Birch", country: "US" });
    await page.clock.runFor(10_000);
    await expect.poll(() => rows(page).count()).toBe(before + 1);
    expect(await rows(page).first().innerText()).toContain("Omar Haddad");
    expect(await page.getByRole("status").innerText()).toBe("1 new lead");
  });

  it("looks again when the window is looked at again, and keeps the rows that it has", async () => {
    const page = await world.open("leads");
    await rows(page).first().waitFor();
    await rows(page)
      .first()
      .evaluate((row) => row.setAttribute("data-kept", ""));
    await world.submit({ name: "Tom Becker", email: "tom@nordlicht.example", company: "Nordlicht", country: "DE" });
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await page.getByRole("link", { name: "Tom Becker" }).waitFor();
    expect(await rows(page).nth(1).getAttribute("data-kept")).toBe("");
  });

  it("is walked by keyboard: a lead opens with Enter, and going back returns to it", async () => {
    const page = await world.open("leads");
    const second = rows(page).nth(1).getByRole("link");
    await second.focus();
    const name = await second.innerText();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/admin\/leads\/lead_/);
    await page.locator(".receipt-head h1").waitFor();
    await page.goBack();
    await rows(page).first().waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(name);
  });

  it.each(looks)("has nothing that axe finds and fits the window: $name", async ({ options }) => {
    const page = await world.open("leads", options);
    await rows(page).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it("keeps what it has when the server is gone, and says that it is not up to date", async () => {
    const page = await world.open("leads");
    await rows(page).first().waitFor();
    const before = await rows(page).count();
    await page.context().setOffline(true);
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await page.getByText("Not up to date").waitFor();
    expect(await rows(page).count()).toBe(before);
    expect(await page.getByRole("status").innerText()).toBe("The server cannot be reached.");
    await page.context().setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await page.getByText("Live").waitFor();
  });
});

describe("more leads than a page holds", () => {
  const world = useConsole({ command: "demo" });
  const many = pageSize + 3;
  beforeAll(async () => {
    for (let i = 0; i < many; i++) await world.submit({ name: `Lead ${i}`, email: `lead@firm${i}.example`, country: "DE" });
  });

  it("are shown on demand, newest first and each once, and a fresh look keeps them", async () => {
    const page = await world.open("leads");
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(pageSize);
    await page.getByRole("button", { name: "Show older leads" }).click();
    await page.getByText("That is every lead.").waitFor();
    const names = () => page.locator("table.leads .who a").allInnerTexts();
    const expected = Array.from({ length: many }, (_, i) => `Lead ${many - 1 - i}`);
    expect(await names()).toEqual(expected);

    await world.submit({ name: "The newest", email: "newest@firm.example", country: "DE" });
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await page.getByRole("link", { name: "The newest" }).waitFor();
    expect(await names()).toEqual(["The newest", ...expected]);
  });

  it("replace the known ones when so many came that some would be missing between", async () => {
    const page = await world.open("leads");
    await rows(page).first().waitFor();
    await page.context().setOffline(true);
    for (let i = 0; i < many; i++) await world.submit({ name: `Later ${i}`, email: `later@firm${i}.example`, country: "DE" });
    await page.context().setOffline(false);
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await page.getByRole("link", { name: `Later ${many - 1}` }).waitFor();
    expect(await rows(page).count()).toBe(pageSize);
    await page.getByRole("button", { name: "Show older leads" }).click();
    await page.getByRole("link", { name: "Later 0", exact: true }).waitFor();
    expect(await page.getByRole("link", { name: /^Later \d+$/ }).count()).toBe(many);
  });
});
