import { describe, expect, it } from "vitest";
import type { RepReason } from "../../../../server/core/availability/rep.ts";
import { guardChanges, heldGuards } from "../../../../server/core/backtest/guards.ts";
import { leadsOfCsv } from "../../../../server/core/backtest/leads-of-csv.ts";
import { openBacktest } from "../../../../server/core/backtest/open-backtest.ts";
import { pastAway } from "../../../../server/core/backtest/past-away.ts";
import { reportHtml } from "../../../../server/core/backtest/report-html.ts";
import type { PastLead } from "../../../../server/core/backtest/simulation.ts";
import { tellReport } from "../../../../server/core/backtest/tell-report.ts";
import type { Lead } from "../../../../server/core/lead/lead.ts";
import type { Rule } from "../../../../server/core/route/router.ts";
import type { Setup } from "../../../../server/core/setup.ts";
import type { MeetingType } from "../../../../server/core/slots/meeting-type.ts";
import { instant } from "../../../../server/core/time.ts";
import { somePool, someRep, someSetup } from "../../../support/some-setup.ts";
import { someSubject } from "../../../support/some-subject.ts";

const intro: MeetingType = {
  id: "intro",
  name: "Intro",
  durationMinutes: 30,
  slotIntervalMinutes: 30,
  minimumNoticeMinutes: 0,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  offsetStartMinutes: 0,
  horizon: { kind: "days", days: 14 },
  meetingLimits: {},
  minuteLimits: {},
  location: { kind: "phone" },
};
const offer = (poolId: string) => ({ kind: "offerPool" as const, poolId, meetingTypeId: "intro" });
const rule = (id: string, value: string, poolId: string): Rule => ({
  id,
  name: id,
  when: { field: "lead.country", op: "equals", value },
  then: offer(poolId),
});
const setupWith = (rules: readonly Rule[], given: Partial<Setup> = {}): Setup => ({
  ...someSetup({
    pools: [somePool("dach", ["ann", "bo"]), somePool("rest", ["cy"])],
    reps: [someRep("cy", { timeZone: "America/New_York" })],
    rules,
    catchAll: offer("rest"),
  }),
  meetingTypes: [intro],
  ...given,
});

const monday = Date.UTC(2026, 5, 15, 9);
let count = 0;
const past = (lead: Partial<Lead>, away: Readonly<Record<string, RepReason>> = {}): PastLead => {
  count += 1;
  const { verdict: _, ...subject } = someSubject({ email: `person${count}@acme.com`, ...lead }, { now: instant(monday) });
  return { key: `l${count}`, subject, away: new Map(Object.entries(away)) };
};
const many = (country: string, size: number) => Array.from({ length: size }, () => past({ country }));

describe("a backtest", () => {
  const before = setupWith([rule("germany", "DE", "dach")]);
  const after = setupWith([rule("germany", "DE", "dach"), rule("austria", "AT", "dach")], {
    guards: { catchAllAtMost: 0.25, changedOwnerAtMost: 0.1 },
  });
  const backtest = openBacktest(before, after);
  backtest.take([...many("DE", 6), ...many("AT", 2), ...many("US", 4)]);
  const report = backtest.report();

  it("tells who changes owner, rule and wait, each with both reasons", () => {
    expect(report.leads).toBe(12);
    expect(report.changed).toEqual({ owner: 2, outcome: 0, rule: 2, wait: 2, turn: 0 });
    const [first] = report.changes;
    expect(first).toMatchObject({
      changes: ["owner", "rule", "wait"],
      before: { ruleId: null, repId: "cy", waitMinutes: 240, reason: "no rule matched: the catch-all; cy, next in rest" },
      after: { ruleId: "austria", repId: "ann", waitMinutes: 0, reason: "rule austria: lead.country is AT; ann, next in dach" },
    });
    expect(first?.who).toMatch(/^p•••@acme\.com$/);
  });

  it("counts outcomes, rules, the catch-all, and each rep's leads beside the fair share", () => {
    expect(report.before).toMatchObject({ catchAll: 6, fallback: 0, outcomes: { offered: 12 } });
    expect(report.after).toMatchObject({ catchAll: 4 });
    expect(report.rules).toEqual([
      { id: "germany", name: "germany", before: 6, after: 6 },
      { id: "austria", name: "austria", before: 0, after: 2 },
    ]);
    expect(report.reps.find(({ repId }) => repId === "ann")).toEqual({
      repId: "ann",
      name: "ann",
      before: 3,
      after: 4,
      turns: 4,
      due: 4,
    });
    expect(report.reps.find(({ repId }) => repId === "cy")).toMatchObject({ before: 6, after: 4 });
  });

  it("holds the draft to its own guards", () => {
    expect(report.guards).toEqual([
      { name: "catch-all", value: 4 / 12, atMost: 0.25, ok: false },
      { name: "changed owner", value: 2 / 12, atMost: 0.1, ok: false },
    ]);
  });

  it("holds it to the live version's guards too, and tells the ones that it drops or loosens", () => {
    const live = { ...before, guards: { catchAllAtMost: 0.2, fallbackAtMost: 0.5 } };
    const held = openBacktest(live, { ...after, guards: { catchAllAtMost: 0.25 } });
    held.take([...many("DE", 8), ...many("US", 4)]);
    const told = held.report();
    expect(told.guards).toEqual([
      { name: "catch-all", value: 4 / 12, atMost: 0.2, ok: false },
      { name: "fallback", value: 0, atMost: 0.5, ok: true },
    ]);
    expect(tellReport(told)).toContain(
      "LOOSENED: catch-all: at most 20 % → at most 25 %\nLOOSENED: fallback: at most 50 % → no bound",
    );
    expect(reportHtml(told, { title: "", madeAt: "" })).toContain('<li class="broken">LOOSENED: fallback');
  });

  it("reads as text, and as one HTML file without anything from elsewhere", () => {
    const text = tellReport(report);
    expect(text).toContain("12 leads, 2 of them treated otherwise: owner 2, outcome 0, rule 2, wait 2.");
    expect(text).toContain("BROKEN: catch-all 33.3 %, at most 25 %");
    expect(text).toContain("after   offered, 0 min: rule austria: lead.country is AT; ann, next in dach");
    const html = reportHtml(
      { ...report, changes: report.changes.map((one) => ({ ...one, who: "<b>x</b>" })) },
      { title: "T & <i>", madeAt: "now" },
    );
    expect(html).toContain("<title>T &amp; &lt;i&gt;</title>");
    expect(html).toContain("&lt;b&gt;x&lt;/b&gt;");
    expect(html).not.toMatch(/<script|https?:|<link|@import|<b>x/);
  });

  it("whose turn it is within the same pool is told apart, because any change moves turns", () => {
    const moved = openBacktest(before, after);
    moved.take([past({ country: "DE" }), past({ country: "AT" }), past({ country: "DE" })]);
    const { changed, changes } = moved.report();
    expect(changed).toMatchObject({ owner: 1, turn: 1 });
    expect(changes.map(({ after: { ruleId } }) => ruleId)).toEqual(["austria"]);
  });

  it("the same version twice changes nothing", () => {
    const same = openBacktest(before, before);
    same.take([...many("DE", 20), ...many("US", 5), past({ country: "DE" }, { ann: "away", bo: "calendar_busy" })]);
    expect(same.report()).toMatchObject({
      changes: [],
      changed: { owner: 0, outcome: 0, rule: 0, wait: 0, turn: 0 },
      after: { fallback: 1 },
    });
  });
});

it("who was away then is away in both versions, and who had a later turn is not", () => {
  const setup = setupWith([]);
  const away = pastAway(
    {
      outcome: "offered",
      ruleId: null,
      path: [],
      turns: [
        {
          poolId: "dach",
          ledgerSeq: 0,
          reasons: [
            ["calendar_busy", 1],
            ["chosen", 1],
          ],
        },
      ],
      owner: { repId: "olga", reason: "away" },
    },
    setup,
  );
  expect([...away]).toEqual([
    ["ann", "calendar_busy"],
    ["olga", "away"],
  ]);
});

it("a file of leads has a column a field, and tells what it cannot read by its line", () => {
  const text =
    "at,email,Country,page_url\n2026-06-15T09:00:00Z,a@b.co,DE,https://x.example/demo\nsoon,c@d.co,FR,\n2026-06-14T09:00:00+02:00,e@f.co,,\n";
  const { leads, problems } = leadsOfCsv(text, instant(0));
  expect(problems).toEqual([{ line: 3, reason: "at takes a time such as 2026-06-15T09:00:00Z" }]);
  expect(leads.map(({ id }) => id)).toEqual(["line-4", "line-2"]);
  expect(leads[1]).toMatchObject({
    form: {
      fields: [
        { name: "email", value: "a@b.co" },
        { name: "Country", value: "DE" },
      ],
    },
    page: { url: "https://x.example/demo" },
  });
});

it.each([
  { of: "no guards", held: {}, changes: [] },
  { of: "a guard that is new", draft: { catchAllAtMost: 0.1 }, held: { catchAllAtMost: 0.1 }, changes: [false] },
  {
    of: "a stricter guard",
    live: { catchAllAtMost: 0.2 },
    draft: { catchAllAtMost: 0.1 },
    held: { catchAllAtMost: 0.1 },
    changes: [false],
  },
  {
    of: "a weaker guard",
    live: { catchAllAtMost: 0 },
    draft: { catchAllAtMost: 0.1 },
    held: { catchAllAtMost: 0 },
    changes: [true],
  },
  {
    of: "no guard any more",
    live: { changedOwnerAtMost: 0.2, days: 7 },
    held: { changedOwnerAtMost: 0.2, days: 7 },
    changes: [true],
  },
  {
    of: "fewer days",
    live: { fallbackAtMost: 0.2 },
    draft: { fallbackAtMost: 0.2, days: 1 },
    held: { fallbackAtMost: 0.2 },
    changes: [true],
  },
  {
    of: "days of no bound",
    live: { days: 7 },
    draft: { fallbackAtMost: 0.2, days: 3 },
    held: { fallbackAtMost: 0.2, days: 3 },
    changes: [false],
  },
])(
  "the stricter of the live version's guards and the draft's is held, and what loosens is told: $of",
  ({ live, draft, held, changes }) => {
    expect(heldGuards(live, draft)).toEqual({ days: 30, ...held });
    expect(guardChanges(live, draft).map(({ loosens }) => loosens)).toEqual(changes);
  },
);
