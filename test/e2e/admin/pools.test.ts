import { beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "../../support/axe-findings.ts";
import { looks, overflow, useConsole } from "./console-world.ts";

describe("the pools", () => {
  const world = useConsole({ command: "demo" });
  beforeAll(async () => {
    for (const firm of ["alder", "birch", "cedar"])
      await world.submit({ name: "Mina Okafor", email: `mina@${firm}.example`, company: firm, country: "US" });
  });

  it.each(looks)("say who can be offered, and have nothing that axe finds: $name", async ({ options }) => {
    const page = await world.open("pools", options);
    await page.getByText("5 members, 5 bookable").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it("tell each member's balance entry by entry", async () => {
    const page = await world.open("pools");
    await page.getByRole("link", { name: "Growth team" }).click();
    await page.getByRole("heading", { name: "Growth team" }).waitFor();
    const [first] = await page.getByRole("button", { name: /turns owed to/ }).all();
    await first?.click();
    await page.locator(".ledger li").first().waitFor();
    expect(await page.locator(".ledger").innerText()).toMatch(/turns? of others|was offered a lead/);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it("say so when there is no such pool", async () => {
    const page = await world.open("pools/nowhere");
    await page.getByRole("heading", { name: "There is no such pool" }).waitFor();
  });
});
