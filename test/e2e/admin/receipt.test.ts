import { beforeAll, describe, expect, it } from "vitest";
import type { BookingAnswer, SubmissionAnswer } from "../../../server/contract/public.ts";
import { axeFindings } from "../../support/axe-findings.ts";
import { readJson } from "../../support/test-world.ts";
import { looks, overflow, panel, useConsole } from "./console-world.ts";

const world = useConsole({ command: "demo" });
const ids = { owned: "", pooled: "", later: "", refused: "", elsewhere: "" };
const growthTeam = ["Anna Keller", "Felix Laurent", "Maya Brooks", "Diego Morales", "Grace Liu"];

async function book(answer: SubmissionAnswer): Promise<void> {
  if (answer.outcome !== "offered") throw new TypeError(`not offered but ${answer.outcome}`);
  const start = new Date((answer.offer.times.firstMinute ?? 0) * 60_000).toISOString();
  const person = { timeZone: "Europe/Berlin", locale: "en-GB", name: "Mina Okafor", email: "mina@alderlogistics.example" };
  const body = JSON.stringify({ token: answer.offer.token, start, ...person });
  const booked = await readJson<BookingAnswer>(await fetch(`${world.server.origin}/v1/bookings`, { method: "POST", body }));
  if (booked.outcome !== "booked") throw new TypeError(`not booked but ${booked.outcome}`);
}

beforeAll(async () => {
  const owned = await world.submit({ name: "Mina Okafor", email: "mina@alderlogistics.example", country: "US" });
  await book(owned);
  const firm = (name: string, country: string) => ({
    name: "Ines Fournier",
    email: `ines@${name}.example`,
    company: name,
    country,
  });
  const answers = {
    owned,
    pooled: await world.submit(firm("first", "FR")),
    later: await world.submit(firm("second", "FR")),
    refused: await world.submit({ name: "Lee Chen", email: "lee@gmail.com", message: "I am a student" }),
    elsewhere: await world.submit(firm("third", "PT")),
  };
  for (const [name, { leadId }] of Object.entries(answers)) Object.assign(ids, { [name]: leadId });
});

const openReceipt = async (lead: keyof typeof ids, options = {}) => {
  const page = await world.open(`leads/${ids[lead]}`, options);
  await page.locator(".receipt-head h1").waitFor();
  return page;
};

describe("the receipt of an owned account's lead", () => {
  it("says at a glance that the owner was asked first, and what became of the meeting", async () => {
    const page = await openReceipt("owned");
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(
      "Mina O. of Alder Logistics was offered the times of Maya Brooks",
    );
    expect(await page.locator(".why").innerText()).toBe(
      "Maya Brooks owns Alder Logistics and could be offered, so no pool was asked.",
    );
    expect(await page.locator(".path strong").allInnerTexts()).toEqual([
      "Qualified",
      "Alder Logistics",
      "Accounts that have an owner",
      "Maya Brooks",
      "Booked",
    ]);
    expect(await panel(page, "Meeting").innerText()).toMatch(/Product demo with Maya Brooks\s+Booked, the invite is/);
    expect(await panel(page, "Account and owner").innerText()).toContain("alderlogistics.example is a domain of Alder Logistics");
  });

  it("tells the story paragraph by paragraph, without the person's address", async () => {
    const page = await openReceipt("owned");
    const story = panel(page, "The story");
    expect(await story.locator("dt").allInnerTexts()).toEqual(expect.arrayContaining(["Who asked", "The rule", "The meeting"]));
    expect(await story.innerText()).toContain("“Accounts that have an owner” matched");
    expect(await page.locator("body").innerText()).not.toContain("mina@alderlogistics.example");
  });

  it("shows every piece of evidence: facts by source, score, condition with the value seen, steps in ms, setup hash", async () => {
    const page = await openReceipt("owned");
    const facts = await panel(page, "What was known").innerText();
    for (const text of ["From the form", "From the account list", "From the page address", "alderlogistics.example"]) {
      expect(facts).toContain(text);
    }
    expect(await panel(page, "Qualification").innerText()).toMatch(/20 points\s+Writes from a company's address\s+\+20/);
    expect(await panel(page, "Rules").innerText()).toMatch(/match\.ownerRepId is not empty.*it was maya/s);
    const steps = panel(page, "Timeline").locator("li");
    expect(await steps.locator(".name").allInnerTexts()).toEqual(expect.arrayContaining(["Capture", "Match", "Route", "Slots"]));
    for (const took of await steps.locator(".number").allInnerTexts()) expect(took).toMatch(/^[\d.,]+ (ms|s)$/);
    expect(await panel(page, "How to check it").innerText()).toMatch(/\b[0-9a-f]{64}\b/);
    await page.getByText("Replays to the same answer").waitFor();
  });
});

describe("the receipt of a pool's lead", () => {
  it("answers every rep of the pool why or why not, with the turns and what was owed before and after", async () => {
    const page = await openReceipt("later");
    const pool = panel(page, "Every rep of Growth team");
    expect(new Set((await pool.locator("tbody th").allInnerTexts()).map((text) => text.split("\n").at(-1)))).toEqual(
      new Set(growthTeam),
    );
    const reasons = await pool.locator(".because").allInnerTexts();
    expect(reasons.filter((text) => text.includes("Chosen. Next in fair order"))).toHaveLength(1);
    expect(
      reasons.filter((text) => /^(Comes later|Owed the same): ?/.test(text.trim()) || text.includes("Owed the same, but")),
    ).toHaveLength(4);
    const chosen = pool.locator("tr.chosen");
    const name = (await chosen.locator("th").innerText()).split("\n").at(-1);
    expect(await page.locator(".why").innerText()).toContain(`${name} was next in fair order`);
    expect(await chosen.locator(".bar").innerText()).toMatch(/^0 \+1/);
    expect(await chosen.locator("td.number").textContent()).toMatch(/^0\.\d+ → +before, −0\.\d+ after18% share$/);
  });

  it("names the rules that did not match before the one that decided", async () => {
    const page = await openReceipt("pooled");
    const rules = panel(page, "Rules").locator("ol > li");
    expect(await rules.locator("> div > strong").allInnerTexts()).toEqual([
      "Accounts that have an owner",
      "1,000 people and more",
      "Countries that we serve",
    ]);
    expect(await rules.last().innerText()).toMatch(/matched and decided.*it was FR/s);
  });

  it("is at hand as JSON and as a link", async () => {
    const page = await openReceipt("pooled", { permissions: ["clipboard-read", "clipboard-write"] });
    const href = await page.getByRole("link", { name: "JSON" }).getAttribute("href");
    const { receipt } = await readJson<{ receipt: { leadId: string } }>(await fetch(`${world.server.origin}${href}`));
    expect(receipt.leadId).toBe(ids.pooled);
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  });
});

describe("the receipt of a lead that no rep got", () => {
  it("gives the reason of the verdict, and says that no rule was asked", async () => {
    const page = await openReceipt("refused");
    expect(await page.locator(".why").innerText()).toBe("A student at a personal address. No rule of the router was asked.");
    expect(await panel(page, "Rules").innerText()).toContain("No rule was asked");
    expect(await page.locator("table.turns").count()).toBe(0);
  });

  it("names the rule that answers with a message", async () => {
    const page = await openReceipt("elsewhere");
    expect(await page.locator(".why").innerText()).toBe("The rule “Other countries” matched. It answers with a message.");
  });
});

describe("what there is not", () => {
  it.each(["leads/lead_AAAAAAAAAAAAAAAAAAAAAA", "leads/nonsense"])("%s: no such lead, and the way back", async (path) => {
    const page = await world.open(path);
    await page.getByRole("heading", { name: "There is no such lead" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("link", { name: "All leads" }).click();
    await page.getByRole("heading", { name: "Leads", exact: true }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/admin/leads");
  });

  it("a page that was never there", async () => {
    const page = await world.open("nowhere/at/all");
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  });
});

describe.each(looks)("everybody can read a receipt: $name", ({ options }) => {
  it.each(["owned", "later", "refused"] as const)("%s: axe finds nothing, nothing reaches beyond the window", async (lead) => {
    const page = await openReceipt(lead, options);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
});

describe("the meeting of a lead", () => {
  it("tells its history, and goes to another rep or is called off by the operator's buttons", async () => {
    const answer = await world.submit({ name: "Ines Fournier", email: "ines@passed.example", company: "Passed", country: "FR" });
    await book(answer);
    const page = await world.open(`leads/${answer.leadId}`);
    const meeting = page.locator("#meeting");
    await meeting.getByText("Booked by the visitor").waitFor();
    await meeting.getByText("Change this meeting").click();
    await meeting.getByLabel(/^Why/).fill("Two at once.");
    expect(await axeFindings(page)).toEqual([]);
    await meeting.getByRole("button", { name: "Give it to another rep" }).click();
    await meeting.getByText("Went to another rep").waitFor();
    await meeting.getByText("Given to another rep by an operator").waitFor();
    expect(await meeting.locator("q").allInnerTexts()).toContain("Two at once.");
    await meeting.getByText("Change this meeting").click();
    if (process.env.HANDRAISE_SHOTS) await meeting.screenshot({ path: `${process.env.HANDRAISE_SHOTS}/console.png` });
    await meeting.getByRole("button", { name: "Call it off" }).click();
    await meeting.getByText("Cancelled by an operator").waitFor();
    expect(await meeting.getByText("Change this meeting").count()).toBe(0);
  });
});
