import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RepReason } from "../../../../server/core/availability/rep.ts";
import { noMatch } from "../../../../server/core/match/account.ts";
import { compileRouter } from "../../../../server/core/route/compile-router.ts";
import type { RouteAnswer } from "../../../../server/core/route/decision.ts";
import type { Outcome } from "../../../../server/core/route/flow.ts";
import type { LedgerEntry } from "../../../../server/core/route/pools/ledger.ts";
import { openPoolBook } from "../../../../server/core/route/pools/pool-book.ts";
import { nobodyText } from "../../../../server/core/route/pools/settle-pool.ts";
import { replayRoute } from "../../../../server/core/route/replay-route.ts";
import { route } from "../../../../server/core/route/route.ts";
import type { Rule } from "../../../../server/core/route/router.ts";
import type { Subject } from "../../../../server/core/route/subject.ts";
import type { Setup } from "../../../../server/core/setup.ts";
import { someLedger, someMember, somePool, someRep, someSetup } from "../../../support/some-setup.ts";
import { qualified, someMatch, someSubject } from "../../../support/some-subject.ts";

const meetingTypeId = "intro";
const offerPool = (poolId: string): Outcome => ({ kind: "offerPool", poolId, meetingTypeId });
const offerOwner = (otherwise: Outcome): Outcome => ({ kind: "offerOwner", meetingTypeId, otherwise });

interface World {
  readonly subject?: Subject;
  readonly states?: Readonly<Record<string, RepReason>>;
  readonly entries?: readonly LedgerEntry[];
  readonly excluded?: readonly string[];
}

function ask(setup: Setup, { subject = someSubject(), states = {}, entries = [], excluded = [] }: World = {}): RouteAnswer {
  return route(compileRouter(setup), {
    subject,
    repState: (repId) => states[repId] ?? null,
    ledgers: (poolId) =>
      openPoolBook(
        setup.pools.find((pool) => pool.id === poolId)!,
        entries.filter((entry) => entry.poolId === poolId),
      ),
    excluded: new Set(excluded),
  });
}

const owned = someSubject({ country: "DE" }, { match: someMatch({ ownerRepId: "olga" }) });
const germany: Rule = {
  id: "germany",
  name: "Germany",
  when: { field: "lead.country", op: "equals", value: "DE" },
  then: offerPool("dach"),
};

describe("the way through the rules", () => {
  const setup = someSetup({
    pools: [somePool("dach", ["ada"]), somePool("rest", ["bo"])],
    rules: [germany, { ...germany, id: "again", then: { kind: "redirect", url: "https://example.com" } }],
    catchAll: offerPool("rest"),
  });

  it("the first rule that matches decides, and is told in words", () => {
    expect(ask(setup, { subject: someSubject({ country: "DE" }) })).toEqual({
      outcome: "offered",
      ruleId: "germany",
      path: [{ ruleId: "germany", answer: "yes", because: "lead.country is DE" }],
      meetingTypeId,
      repId: "ada",
      poolId: "dach",
      turns: [{ poolId: "dach", ledgerSeq: 0, reasons: [["chosen", 1]] }],
    });
  });

  it("what no rule matches is caught", () => {
    expect(ask(setup)).toMatchObject({ outcome: "offered", ruleId: null, path: [], repId: "bo" });
  });

  it.each([
    [
      { kind: "redirect", url: "https://example.com/self-serve" },
      { outcome: "redirect", url: "https://example.com/self-serve" },
    ],
    [
      { kind: "message", text: "Read this." },
      { outcome: "message", text: "Read this." },
    ],
    [
      { kind: "disqualify", text: "Not yet." },
      { outcome: "disqualified", text: "Not yet." },
    ],
  ] as const)("$0.kind is answered as it is written", (catchAll, answer) => {
    expect(ask(someSetup({ catchAll }))).toEqual({ ...answer, ruleId: null, path: [], turns: [] });
  });

  it.each(["disqualified", "spam"] as const)("a lead that is %s gets the policy's message, and no rule is asked", (kind) => {
    const subject = someSubject({ country: "DE" }, { verdict: { ...qualified, kind } });
    const refused = someSetup({ ...setup, rules: [germany], qualify: { rules: [], message: "Thank you." } });
    expect(ask(refused, { subject })).toEqual({ outcome: "disqualified", ruleId: null, path: [], text: "Thank you.", turns: [] });
  });
});

describe("the owner", () => {
  const setup = someSetup({
    reps: [someRep("olga"), someRep("gone", { active: false })],
    pools: [somePool("rest", ["bo"])],
    catchAll: offerOwner(offerPool("rest")),
  });

  it("is offered when he can be, and no pool loses a turn", () => {
    const answer = ask(setup, { subject: owned });
    expect(answer).toMatchObject({ outcome: "offered", repId: "olga", owner: { repId: "olga", reason: "chosen" }, turns: [] });
    expect(answer.poolId).toBeUndefined();
  });

  it.each(["calendar_unread", "away", "capped"] as const)("who cannot (%s) is said, and the pool has the lead", (reason) => {
    const answer = ask(setup, { subject: owned, states: { olga: reason } });
    expect(answer).toMatchObject({ outcome: "offered", repId: "bo", poolId: "rest", owner: { repId: "olga", reason } });
  });

  it.each([
    ["gone", "inactive"],
    ["stranger", "unknown_rep"],
  ])("%s is not offered but said to be %s", (ownerRepId, reason) => {
    const subject = someSubject({}, { match: someMatch({ ownerRepId }) });
    expect(ask(setup, { subject })).toMatchObject({ repId: "bo", owner: { repId: ownerRepId, reason } });
  });

  it("who lost the lead is not asked again", () => {
    expect(ask(setup, { subject: owned, excluded: ["olga"] })).toMatchObject({
      repId: "bo",
      owner: { repId: "olga", reason: "excluded" },
    });
  });

  it("when nobody owns the lead the pool has it, and no owner is said", () => {
    expect(ask(setup, { subject: someSubject({}, { match: noMatch }) })).not.toHaveProperty("owner");
  });
});

describe("when everybody is away", () => {
  const away = { ada: "calendar_busy", bo: "calendar_lost" } as const;

  it("the pool's own message is the answer, with every reason", () => {
    const setup = someSetup({ pools: [somePool("p", ["ada", "bo"])], catchAll: offerPool("p") });
    expect(ask(setup, { states: away })).toEqual({
      outcome: "fallback",
      ruleId: null,
      path: [],
      text: "p is away",
      turns: [
        {
          poolId: "p",
          ledgerSeq: 0,
          reasons: [
            ["calendar_busy", 1],
            ["calendar_lost", 1],
          ],
        },
      ],
    });
  });

  it("another pool helps out, and both turns are told", () => {
    const first = somePool("first", ["ada", "bo"], { everybodyAway: { kind: "pool", poolId: "second" } });
    const setup = someSetup({ pools: [first, somePool("second", ["cy"])], catchAll: offerPool("first") });
    const answer = ask(setup, { states: away, entries: someLedger("second", [["cy", 1]]) });
    expect(answer).toMatchObject({ outcome: "offered", repId: "cy", poolId: "second" });
    expect(answer.turns.map((turn) => [turn.poolId, turn.ledgerSeq])).toEqual([
      ["first", 0],
      ["second", 1],
    ]);
  });

  it.each([
    ["refer to one another", "first"],
    ["refer to none", "nowhere"],
  ])("pools that %s still end in an answer", (_, poolId) => {
    const first = somePool("first", ["ada"], { everybodyAway: { kind: "pool", poolId: "second" } });
    const second = somePool("second", ["bo"], { everybodyAway: { kind: "pool", poolId } });
    const setup = someSetup({ pools: [first, second], catchAll: offerPool("first") });
    expect(ask(setup, { states: away })).toMatchObject({ outcome: "fallback", text: nobodyText });
  });

  it("who has not joined yet is not offered", () => {
    const pool = somePool("p", [someMember("ada", { joinedOn: "2026-07-01" })]);
    const answer = ask(someSetup({ pools: [pool], catchAll: offerPool("p") }));
    expect(answer).toMatchObject({ outcome: "fallback", turns: [{ reasons: [["inactive", 1]] }] });
  });
});

describe("a pool whose rep is chosen at booking", () => {
  const setupOf = (offer: "any" | "all") =>
    someSetup({ pools: [somePool("p", ["ada", "bo", "cy"], { offer })], catchAll: offerPool("p") });

  it("any: is offered without a rep as soon as one can", () => {
    const answer = ask(setupOf("any"), { states: { ada: "away" } });
    expect(answer).toMatchObject({
      outcome: "offered",
      poolId: "p",
      turns: [
        {
          reasons: [
            ["away", 1],
            ["lower_turn", 2],
          ],
        },
      ],
    });
    expect(answer).not.toHaveProperty("repId");
  });

  it("any: falls back when nobody can", () => {
    expect(ask(setupOf("any"), { states: { ada: "away", bo: "away", cy: "away" } }).outcome).toBe("fallback");
  });

  it("all: is offered when everybody can, and falls back when one cannot", () => {
    expect(ask(setupOf("all"))).toMatchObject({ outcome: "offered", turns: [{ reasons: [["lower_turn", 3]] }] });
    expect(ask(setupOf("all"), { states: { bo: "calendar_lost" } })).toMatchObject({
      outcome: "fallback",
      turns: [
        {
          reasons: [
            ["lower_turn", 1],
            ["calendar_lost", 1],
            ["lower_turn", 1],
          ],
        },
      ],
    });
    expect(ask(setupOf("all"), { excluded: ["cy"] }).outcome).toBe("fallback");
  });
});

const reps = ["r0", "r1", "r2", "r3", "r4", "r5"];
const reasons: readonly RepReason[] = ["calendar_busy", "calendar_unread", "away", "outside_hours", "capped", "inactive"];
const pools = ["first", "second", "third"];

const worlds = fc.record({
  pools: fc.tuple(
    ...pools.map((id) =>
      fc.record({
        members: fc.uniqueArray(fc.constantFrom(...reps), { minLength: 1 }),
        joined: fc.constantFrom(undefined, "2026-06-03", "2026-07-01"),
        weight: fc.constantFrom(0, 50, 100),
        offer: fc.constantFrom("rep" as const, "any" as const, "all" as const),
        rotation: fc.constantFrom("weighted" as const, "strict" as const),
        next: fc.constantFrom(undefined, ...pools),
        id: fc.constant(id),
      }),
    ),
  ),
  catchAll: fc.constantFrom<Outcome>(
    offerPool("first"),
    offerOwner(offerPool("first")),
    offerOwner({ kind: "message", text: "?" }),
  ),
  rules: fc.array(
    fc.constantFrom<Rule>(germany, { ...germany, id: "owner", then: offerOwner(offerOwner(offerPool("second"))) }),
    { maxLength: 2 },
  ),
  states: fc.dictionary(fc.constantFrom(...reps), fc.constantFrom(...reasons)),
  moves: fc.array(fc.tuple(fc.constantFrom(...pools), fc.constantFrom(...reps), fc.constantFrom(1, 1, 1, 0, -1)), {
    maxLength: 30,
  }),
  country: fc.constantFrom("DE", "FR"),
  owner: fc.constantFrom(undefined, "stranger", ...reps),
  spam: fc.boolean(),
  excluded: fc.uniqueArray(fc.constantFrom(...reps), { maxLength: 2 }),
});

type GivenWorld = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

function build(given: GivenWorld) {
  const made = given.pools.map(({ id, members, joined, weight, offer, rotation, next }) =>
    somePool(
      id,
      members.map((repId, i) =>
        someMember(repId, i === 0 ? { weight, ...(joined === undefined ? {} : { joinedOn: joined }) } : {}),
      ),
      { offer, rotation, ...(next === undefined ? {} : { everybodyAway: { kind: "pool" as const, poolId: next } }) },
    ),
  );
  const setup = someSetup({
    pools: made.map((pool) => (pool.id === "first" ? { ...pool } : pool)),
    reps: [someRep("r5", { active: false })],
    rules: given.rules.map((rule) => (rule.then.kind === "offerPool" ? { ...rule, then: offerPool("third") } : rule)),
    catchAll: given.catchAll,
  });
  const entries = pools.flatMap((id) =>
    someLedger(
      id,
      given.moves.filter(([poolId]) => poolId === id).map(([, repId, turns]) => [repId, turns]),
    ),
  );
  const match = given.owner === undefined ? noMatch : someMatch({ ownerRepId: given.owner });
  const verdict = given.spam ? { ...qualified, kind: "spam" as const } : qualified;
  return { setup, entries, subject: someSubject({ country: given.country }, { match, verdict }) };
}

describe("any lead in any setup", () => {
  it("is answered with one outcome that the visitor can be told", () => {
    fc.assert(
      fc.property(worlds, (given) => {
        const { setup, entries, subject } = build(given);
        const answer = ask(setup, { subject, entries, states: given.states, excluded: given.excluded });
        const told = {
          offered: answer.meetingTypeId,
          redirect: answer.url,
          message: answer.text,
          disqualified: answer.text,
          fallback: answer.text,
        };
        expect(told[answer.outcome]).toEqual(expect.any(String));
        if (answer.outcome === "offered") expect(answer.repId ?? answer.poolId).toEqual(expect.any(String));
        if (answer.repId !== undefined) {
          expect(given.states).not.toHaveProperty(answer.repId);
          expect(given.excluded).not.toContain(answer.repId);
          expect(["r5", "stranger"]).not.toContain(answer.repId);
        }
        for (const turn of answer.turns) {
          const size = setup.pools.find((pool) => pool.id === turn.poolId)!.members.length;
          expect(turn.reasons.reduce((sum, [, count]) => sum + count, 0)).toBe(size);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is answered the same when the decision is replayed later from what was recorded", () => {
    fc.assert(
      fc.property(worlds, (given) => {
        const { setup, entries, subject } = build(given);
        const answer = ask(setup, { subject, entries, states: given.states, excluded: given.excluded });
        const recorded = { ...subject, verdict: subject.verdict!, decidedAt: subject.now, route: answer };
        const later = pools.map((poolId): LedgerEntry => {
          const seq = entries.filter((entry) => entry.poolId === poolId).length + 1;
          return { ...someLedger(poolId, [["r0", 1]])[0]!, seq };
        });
        const stored = JSON.parse(JSON.stringify(recorded)) as typeof recorded;
        expect(replayRoute(compileRouter(setup), stored, [...later, ...entries])).toEqual(answer);
      }),
      { numRuns: 1_000 },
    );
  });
});
