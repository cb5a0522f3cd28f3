import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RepReason } from "../../../../server/core/availability/rep.ts";
import { checkSetup } from "../../../../server/core/check-setup.ts";
import { type Account, type Match, noMatch } from "../../../../server/core/match/account.ts";
import { compileRouter } from "../../../../server/core/route/compile-router.ts";
import type { RouteAnswer } from "../../../../server/core/route/decision.ts";
import type { Flow, WhenNode } from "../../../../server/core/route/flow.ts";
import { replayRoute } from "../../../../server/core/route/replay-route.ts";
import { askRoute, meetingTypeId, type RouteWorld } from "../../../support/ask-route.ts";
import { someLedger, somePool, someRep, someSetup } from "../../../support/some-setup.ts";
import { qualified, someSubject } from "../../../support/some-subject.ts";

const say = (text: string): Flow => ({ kind: "message", text });
const pools = [somePool("east", ["ann", "bo"]), somePool("west", ["cy"])];
const reps = ["olga", "pat", "tim", "tom"].map((id) => someRep(id));

/** What the flow answers, which it answers again when it is replayed. */
function ask(catchAll: Flow, world: Omit<RouteWorld, "excluded"> = {}) {
  const setup = someSetup({ pools, reps, catchAll });
  const compiled = compileRouter(setup);
  const answer = askRoute(setup, world, compiled);
  const { subject = someSubject(), entries = [] } = world;
  const { lead, match, history } = subject;
  const recorded = { lead, match, ...(history ? { history } : {}), verdict: qualified, decidedAt: subject.now, route: answer };
  expect(replayRoute(compiled, recorded, entries)).toEqual(answer);
  return answer;
}

const account = (given: Partial<Account>): Account => ({ id: "a", name: "A", domains: [], facts: {}, ...given });
const matched = (given: Partial<Match>) => someSubject({}, { match: { ...noMatch, ...given } });

describe("a condition in the tree", () => {
  const tree: WhenNode = {
    kind: "when",
    when: { field: "lead.country", op: "equals", value: "DE" },
    then: say("Germany"),
    unknown: say("where?"),
    otherwise: say("elsewhere"),
  };
  it.each([
    ["yes", { country: "DE" }, "Germany"],
    ["no", { country: "FR" }, "elsewhere"],
    ["unknown", {}, "where?"],
  ])("%s has its own way, and the path says so", (answer, lead, text) => {
    expect(ask(tree, { subject: someSubject(lead) })).toMatchObject({
      text,
      nodes: [{ at: "catchAll", kind: "when", answer }],
    });
  });
  it("a missing field without a way of its own goes the other way, never the first", () => {
    const { unknown: _, ...rest } = tree;
    expect(ask(rest, {}).text).toBe("elsewhere");
  });
});

describe("a match in the tree", () => {
  const tree: Flow = {
    kind: "match",
    of: ["contact", "opportunity", "account", "team", "parent"],
    meetingTypeId,
    able: { kind: "offerOwner", meetingTypeId, otherwise: say("gone") },
    away: say("away"),
    none: say("none"),
  };
  it("nobody owns the lead", () => {
    expect(ask(tree)).toMatchObject({ text: "none", nodes: [{ kind: "match", answer: "none" }] });
  });
  it.each<[string, Partial<Match>, string]>([
    [
      "the contact's owner",
      { contact: { email: "a@b.co", ownerRepId: "olga" }, account: account({ ownerRepId: "pat" }) },
      "olga",
    ],
    ["the opportunity's", { opportunity: { id: "o", ownerRepId: "pat" }, account: account({ ownerRepId: "olga" }) }, "pat"],
    ["the account's", { account: account({ ownerRepId: "olga", teamRepIds: ["tim"] }) }, "olga"],
    ["the team's first", { account: account({ teamRepIds: ["tim", "tom"] }) }, "tim"],
    ["the team of a table", { account: account({ facts: { team: " tim; tom" } }) }, "tim"],
    [
      "the open opportunity's of a table",
      { account: account({ openOpportunity: true, facts: { opportunity_owner: "pat" } }) },
      "pat",
    ],
    ["not a closed opportunity's", { account: account({ ownerRepId: "olga", facts: { opportunity_owner: "pat" } }) }, "olga"],
    ["the parent's", { account: account({}), parent: account({ ownerRepId: "pat" }) }, "pat"],
  ])("%s is offered in the order of the sources", (_, match, repId) => {
    expect(ask(tree, { subject: matched(match) })).toMatchObject({
      outcome: "offered",
      repId,
      owner: { repId, reason: "chosen" },
    });
  });
  it("an owner who is away leaves it to the team, and each is told with the reason", () => {
    const subject = matched({ account: account({ ownerRepId: "olga", teamRepIds: ["tim", "tom"] }) });
    const answer = ask(tree, { subject, states: { olga: "away", tim: "calendar_busy" } });
    expect(answer).toMatchObject({ repId: "tom", owner: { repId: "tom", reason: "chosen" } });
    expect(answer.asked).toEqual([
      { repId: "olga", of: "account", reason: "away" },
      { repId: "tim", of: "team", reason: "calendar_busy" },
      { repId: "tom", of: "team", reason: "chosen" },
    ]);
  });
  it("found and away has its own way", () => {
    const subject = matched({ account: account({ ownerRepId: "olga" }) });
    expect(ask(tree, { subject, states: { olga: "away" } })).toMatchObject({ text: "away", owner: { reason: "away" } });
  });
});

describe("a split", () => {
  const tree = (id: string): Flow => ({
    kind: "split",
    id,
    by: "lead.email",
    parts: [
      { id: "a", weight: 1, then: say("a") },
      { id: "b", weight: 3, then: say("b") },
    ],
    otherwise: say("no key"),
  });
  const partOf = (email: string, id = "s1") => ask(tree(id), { subject: someSubject({ email }) }).text ?? "";
  it("the same key always goes the same way, and the parts have their shares", () => {
    const emails = Array.from({ length: 2_000 }, (_, i) => `person${i}@example.com`);
    const parts = emails.map((email) => partOf(email));
    expect(emails.map((email) => partOf(email))).toEqual(parts);
    expect(parts.filter((part) => part === "a").length / parts.length).toBeCloseTo(0.25, 1);
  });
  it("another split parts the same people in another way", () => {
    const emails = Array.from({ length: 200 }, (_, i) => `person${i}@example.com`);
    const both = emails.filter((email) => partOf(email, "s1") === partOf(email, "s2")).length;
    expect(both).toBeGreaterThan(80);
    expect(both).toBeLessThan(170);
  });
  it("a missing key has its own way", () => {
    expect(ask(tree("s1"))).toMatchObject({ text: "no key", nodes: [{ kind: "split", answer: "unknown" }] });
  });
});

describe("outcomes that cannot be met", () => {
  it("a named rep, then a pool, then several pools, then the queue", () => {
    const queue: Flow = { kind: "queue", queueId: "vip", text: "We call you.", alert: ["lead@example.com"] };
    const several: Flow = { kind: "offerPools", poolIds: ["east", "west"], meetingTypeId, otherwise: queue };
    const pool: Flow = { kind: "offerPool", poolId: "west", meetingTypeId, otherwise: several };
    const tree: Flow = { kind: "offerRep", repId: "olga", meetingTypeId, talkNow: true, otherwise: pool };
    expect(ask(tree)).toMatchObject({ repId: "olga", talkNow: true, asked: [{ repId: "olga", of: "rep", reason: "chosen" }] });
    expect(ask(tree, { states: { olga: "away" } })).toMatchObject({ repId: "cy", poolId: "west" });
    expect(ask(tree, { states: { olga: "away", cy: "away" } })).toMatchObject({ repId: "ann", poolId: "east" });
    expect(ask(tree, { states: { olga: "away", cy: "away", ann: "away", bo: "away" } })).toMatchObject({
      outcome: "fallback",
      text: "We call you.",
      queue: { id: "vip", alert: ["lead@example.com"] },
    });
  });
  it("a pool asked for a long meeting and then for a short one is told twice", () => {
    const short: Flow = { kind: "offerPool", poolId: "west", meetingTypeId: "short" };
    const answer = ask(
      { kind: "offerPool", poolId: "west", meetingTypeId: "long", otherwise: short },
      {
        states: { "cy long": "calendar_busy" },
      },
    );
    expect(answer).toMatchObject({ outcome: "offered", meetingTypeId: "short", repId: "cy" });
    expect(answer.turns.map(({ reasons }) => reasons)).toEqual([[["calendar_busy", 1]], [["chosen", 1]]]);
  });
  it("of several pools, the one whose next rep is owed most", () => {
    const tree: Flow = { kind: "offerPools", poolIds: ["east", "west"], meetingTypeId, otherwise: say("none") };
    const entries = someLedger("east", [["ann", 3]]);
    expect(ask(tree, { entries })).toMatchObject({ poolId: "east", repId: "bo" });
    expect(ask(tree, { entries, states: { bo: "away" } })).toMatchObject({ poolId: "west", repId: "cy" });
    const history = { personLeads: 1, domainLeads: 1, personBookings: 0, domainBookings: 0, earlierReps: ["cy"] };
    expect(ask(tree, { entries, subject: someSubject({}, { history }) })).toMatchObject({ poolId: "west", repId: "cy" });
  });
});

const leaf: fc.Arbitrary<Flow> = fc.constantFrom<Flow>(
  say("x"),
  { kind: "redirect", url: "https://example.com/" },
  { kind: "offerPool", poolId: "east", meetingTypeId },
  { kind: "queue", queueId: "q", text: "later", alert: ["a@example.com"] },
);
const anyFlow: fc.Arbitrary<Flow> = fc.letrec<{ flow: Flow }>((tie) => ({
  flow: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.record({
      kind: fc.constant("offerOwner" as const),
      meetingTypeId: fc.constantFrom("long", "short"),
      otherwise: tie("flow"),
    }),
    fc.record({
      kind: fc.constant("offerPool" as const),
      poolId: fc.constantFrom("east", "west"),
      meetingTypeId: fc.constantFrom("long", "short"),
      otherwise: tie("flow"),
    }),
    fc.record({
      kind: fc.constant("when" as const),
      when: fc.constantFrom("DE", "FR").map((value) => ({ field: "lead.country", op: "equals", value })),
      then: tie("flow"),
      otherwise: tie("flow"),
    }),
    fc.record({
      kind: fc.constant("match" as const),
      of: fc.constantFrom(["account"] as const, ["team", "parent"] as const),
      meetingTypeId: fc.constantFrom("long", "short"),
      able: tie("flow"),
      away: tie("flow"),
      none: tie("flow"),
    }),
  ),
})).flow;

it("every tree ends in an outcome that replays to the same, whoever can be offered", () => {
  const states = fc.dictionary(
    fc.constantFrom("olga", "tim", "pat", "ann long", "ann", "bo short", "cy", "cy long"),
    fc.constantFrom<RepReason>("away", "calendar_busy"),
  );
  fc.assert(
    fc.property(anyFlow, states, fc.boolean(), (tree, given, owned) => {
      const owner = owned ? { account: account({ ownerRepId: "olga", teamRepIds: ["tim"] }), ownerRepId: "olga" } : {};
      const { outcome }: RouteAnswer = ask(tree, { states: given, subject: matched(owner) });
      expect(["offered", "redirect", "message", "fallback"]).toContain(outcome);
    }),
    { numRuns: 500 },
  );
});

describe("the check of a tree", () => {
  const faults = (catchAll: Flow) =>
    checkSetup({ ...someSetup({ pools, reps, catchAll }), meetingTypes: [] }).map(({ path, message }) => `${path}: ${message}`);
  it("says what is not there, at any depth", () => {
    const tree: Flow = {
      kind: "when",
      when: { field: "lead.planet", op: "equals", value: "Mars" },
      then: { kind: "offerRep", repId: "nobody", meetingTypeId, otherwise: say("x") },
      otherwise: {
        kind: "split",
        id: "s",
        by: "lead.moon",
        parts: [
          { id: "a", weight: 1, then: { kind: "offerPools", poolIds: ["east", "east"], meetingTypeId, otherwise: say("x") } },
        ],
        otherwise: { kind: "redirect", url: "javascript:alert(1)" },
      },
    };
    expect(faults(tree)).toEqual([
      "router.catchAll.when.field: there is no field lead.planet here",
      "router.catchAll.then.repId: there is no rep nobody",
      "router.catchAll.then.meetingTypeId: there is no meeting type intro",
      "router.catchAll.otherwise.by: there is no field lead.moon here",
      "router.catchAll.otherwise.parts[0].then.poolIds[1]: east is named already",
      "router.catchAll.otherwise.parts[0].then.meetingTypeId: there is no meeting type intro",
      "router.catchAll.otherwise.otherwise.url: takes an http or https address",
    ]);
  });
});
