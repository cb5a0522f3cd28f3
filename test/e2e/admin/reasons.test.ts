import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFindings } from "../../support/axe-findings.ts";
import { applyFile, looks, overflow, panel, useConsole } from "./console-world.ts";

/** Pools in which each member is in or out for a reason of their own; a lead's company names the pool. */
const setup = `
company: { name: Reasons, timeZone: Europe/Berlin }
reps:
  - { id: ann, name: Ann Able, email: ann@r.example }
  - { id: ben, name: Ben Able, email: ben@r.example }
  - { id: off, name: Olaf Off, email: off@r.example, active: false }
  - { id: gone, name: Greta Gone, email: gone@r.example, absences: [{ start: 2020-01-01, end: 2099-12-31 }] }
  - { id: never, name: Nils Never, email: never@r.example, hours: [] }
  - id: dark
    name: Dora Dark
    email: dark@r.example
    calendar: { kind: caldav, url: "http://127.0.0.1:9/", username: dark, passwordEnv: HANDRAISE_SECRET_DARK }
pools:
  - id: mixed
    name: Mixed team
    members: [off, gone, never, dark, { repId: ann, weight: 50 }, { repId: ben, weight: 0 }]
    everybodyAway: { kind: message, text: Later. }
  - { id: strict, name: Strict team, rotation: strict, members: [{ repId: ann, priority: 1 }, { repId: ben, priority: 3 }], everybodyAway: { kind: message, text: Later. } }
  - { id: any, name: Any team, offer: any, members: [ann, ben], everybodyAway: { kind: message, text: Later. } }
  - { id: all, name: All team, offer: all, members: [ann, ben], everybodyAway: { kind: message, text: Later. } }
  - { id: passing, name: Passing team, members: [off], everybodyAway: { kind: pool, poolId: mixed } }
  - { id: nobody, name: Nobody team, members: [off, gone], everybodyAway: { kind: message, text: We call you. } }
meetingTypes:
  - { id: intro, name: Intro call }
router:
  rules:
${["mixed", "strict", "any", "all", "passing", "nobody"]
  .map(
    (id) => `    - id: to-${id}
      name: For ${id}
      when: { all: [{ any: [{ field: lead.company, op: equals, value: ${id} }, { field: lead.country, op: equals, value: AQ }] }, { not: { field: lead.freeMail, op: is_true } }] }
      then: { kind: offerPool, poolId: ${id}, meetingTypeId: intro }`,
  )
  .join("\n")}
  catchAll: { kind: redirect, url: "https://elsewhere.example/" }
`;

const world = useConsole({
  command: "start",
  env: { HANDRAISE_MODE: "development", HANDRAISE_SECRET_DARK: "x" },
  prepare: (databaseUrl) => applyFile(databaseUrl, setup),
});

async function openFor(company: string, options = {}): Promise<Page> {
  const { leadId } = await world.submit({ name: "Ada Byron", email: `ada@${company}.example`, company });
  const page = await world.open(`leads/${leadId}`, options);
  await page.locator(".receipt-head h1").waitFor();
  return page;
}

/** Each member's name with why or why not, from the top. */
async function reasons(page: Page, pool: string): Promise<readonly string[]> {
  const rows = panel(page, `Every rep of ${pool}`).locator("tbody tr");
  return rows.evaluateAll((all) =>
    all.map(
      (row) => `${row.querySelector("th")?.lastChild?.textContent?.slice(2)}: ${row.querySelector(".because")?.textContent}`,
    ),
  );
}

const why = (page: Page) => page.locator(".why").innerText();

describe("why, and why not, in plain words", () => {
  it("tells a rep who is out the reason, a reserve that it was not needed, and the chosen one why", async () => {
    const page = await openFor("mixed");
    const told = await reasons(page, "Mixed team");
    expect(told).toHaveLength(6);
    expect(told).toEqual(
      expect.arrayContaining([
        "Olaf Off: Takes no leads now; the setup says so.",
        "Dora Dark: The calendar could not be read, and unknown is never free.",
        "Ann Able: Chosen. Next in fair order of those who could be offered; nobody had a turn yet.",
        "Ben Able: A reserve, asked only when nobody with a share can be offered.",
      ]),
    );
    expect(told.find((text) => text.startsWith("Greta"))).toMatch(/Away\.|No working hours/);
    expect(told.find((text) => text.startsWith("Nils"))).toMatch(/No working hours/);
    expect(await axeFindings(page)).toEqual([]);
  });

  it("tells of the priority where a pool rotates strictly", async () => {
    const page = await openFor("strict");
    expect(await reasons(page, "Strict team")).toEqual([
      "Ben Able: Chosen. First by priority, then by the longest wait, of those who could be offered.",
      "Ann Able: Comes later: Ben Able has the higher priority.",
    ]);
  });

  it.each([
    ["any", "Times were offered at which anybody of Any team is free."],
    ["all", "Times were offered at which everybody of All team is free."],
  ])("tells that %s of a team take part, without a chosen one", async (pool, says) => {
    const page = await openFor(pool);
    expect(await why(page)).toContain(says);
    expect(await page.locator("tr.chosen").count()).toBe(0);
  });

  it("shows every pool that was asked when the first one had nobody", async () => {
    const page = await openFor("passing");
    expect(await reasons(page, "Passing team")).toEqual(["Olaf Off: Takes no leads now; the setup says so."]);
    expect((await reasons(page, "Mixed team")).join("\n")).toContain("Ann Able: Chosen.");
    expect(await why(page)).toContain("Ann Able was next in fair order");
  });

  it("says so when nobody could be offered", async () => {
    const page = await openFor("nobody");
    expect(await why(page)).toBe("The rule “For nobody” matched. Nobody of Nobody team could be offered.");
    expect(await page.locator(".path strong").allInnerTexts()).toContain("Nobody");
  });

  it("tells of the catch-all, and of the page that a redirect leads to", async () => {
    const page = await openFor("unheard");
    expect(await why(page)).toBe("No rule matched, so the catch-all decided. It answers with another page.");
    expect(await panel(page, "Rules").innerText()).toContain("decided, because no rule matched");
    expect(await page.locator(".path").innerText()).toContain("https://elsewhere.example/");
  });

  it("shows groups of conditions with what each part saw", async () => {
    const page = await openFor("mixed");
    const trace = panel(page, "Rules").locator(".trace").first();
    expect((await trace.innerText()).replaceAll(/\s+/g, " ")).toMatch(
      /All of these.*Any of these.*lead\.company is mixed.*it was mixed.*lead\.country is AQ.*nothing there.*Not this.*lead\.freeMail is true.*it was false/,
    );
  });

  it.each(looks)("can be read by everybody: $name", async ({ options }) => {
    const page = await openFor("passing", options);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
});
