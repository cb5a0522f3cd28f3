import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RepReason } from "../../../../server/core/availability/rep.ts";
import { noMatch } from "../../../../server/core/match/account.ts";
import { compileRouter } from "../../../../server/core/route/compile-router.ts";
import type { Outcome } from "../../../../server/core/route/flow.ts";
import type { LedgerEntry } from "../../../../server/core/route/pools/ledger.ts";
import { replayRoute } from "../../../../server/core/route/replay-route.ts";
import type { Rule } from "../../../../server/core/route/router.ts";
import { askRoute, germany, offerOwner, offerPool } from "../../../support/ask-route.ts";
import { someLedger, someMember, somePool, someRep, someSetup } from "../../../support/some-setup.ts";
import { qualified, someMatch, someSubject } from "../../../support/some-subject.ts";

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
        const answer = askRoute(setup, { subject, entries, states: given.states, excluded: given.excluded });
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
        const answer = askRoute(setup, { subject, entries, states: given.states, excluded: given.excluded });
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
