import { describe, expect, it } from "vitest";
import { noMatch } from "../../../../server/core/match/account.ts";
import { nobodyText } from "../../../../server/core/route/pools/settle-pool.ts";
import { askRoute, germany, meetingTypeId, offerOwner, offerPool } from "../../../support/ask-route.ts";
import { someLedger, someMember, somePool, someRep, someSetup } from "../../../support/some-setup.ts";
import { qualified, someMatch, someSubject } from "../../../support/some-subject.ts";

describe("the way through the rules", () => {
  const setup = someSetup({
    pools: [somePool("dach", ["ada"]), somePool("rest", ["bo"])],
    rules: [germany, { ...germany, id: "again", then: { kind: "redirect", url: "https://example.com" } }],
    catchAll: offerPool("rest"),
  });

  it("the first rule that matches decides, and is told in words", () => {
    expect(askRoute(setup, { subject: someSubject({ country: "DE" }) })).toEqual({
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
    expect(askRoute(setup)).toMatchObject({ outcome: "offered", ruleId: null, path: [], repId: "bo" });
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
    expect(askRoute(someSetup({ catchAll }))).toEqual({ ...answer, ruleId: null, path: [], turns: [] });
  });

  it.each(["disqualified", "spam"] as const)("a lead that is %s gets the policy's message, and no rule is asked", (kind) => {
    const subject = someSubject({ country: "DE" }, { verdict: { ...qualified, kind } });
    const refused = someSetup({ ...setup, rules: [germany], qualify: { rules: [], message: "Thank you." } });
    expect(askRoute(refused, { subject })).toEqual({
      outcome: "disqualified",
      ruleId: null,
      path: [],
      text: "Thank you.",
      turns: [],
    });
  });
});

describe("the owner", () => {
  const owned = someSubject({ country: "DE" }, { match: someMatch({ ownerRepId: "olga" }) });
  const setup = someSetup({
    reps: [someRep("olga"), someRep("gone", { active: false })],
    pools: [somePool("rest", ["bo"])],
    catchAll: offerOwner(offerPool("rest")),
  });

  it("is offered when he can be, and no pool loses a turn", () => {
    const answer = askRoute(setup, { subject: owned });
    expect(answer).toMatchObject({ outcome: "offered", repId: "olga", owner: { repId: "olga", reason: "chosen" }, turns: [] });
    expect(answer.poolId).toBeUndefined();
  });

  it.each(["calendar_unread", "away", "capped"] as const)("who cannot (%s) is said, and the pool has the lead", (reason) => {
    const answer = askRoute(setup, { subject: owned, states: { olga: reason } });
    expect(answer).toMatchObject({ outcome: "offered", repId: "bo", poolId: "rest", owner: { repId: "olga", reason } });
  });

  it.each([
    ["gone", "inactive"],
    ["stranger", "unknown_rep"],
  ])("%s is not offered but said to be %s", (ownerRepId, reason) => {
    const subject = someSubject({}, { match: someMatch({ ownerRepId }) });
    expect(askRoute(setup, { subject })).toMatchObject({ repId: "bo", owner: { repId: ownerRepId, reason } });
  });

  it("who lost the lead is not asked again", () => {
    expect(askRoute(setup, { subject: owned, excluded: ["olga"] })).toMatchObject({
      repId: "bo",
      owner: { repId: "olga", reason: "excluded" },
    });
  });

  it("when nobody owns the lead the pool has it, and no owner is said", () => {
    expect(askRoute(setup, { subject: someSubject({}, { match: noMatch }) })).not.toHaveProperty("owner");
  });
});

describe("when everybody is away", () => {
  const away = { ada: "calendar_busy", bo: "calendar_lost" } as const;

  it("the pool's own message is the answer, with every reason", () => {
    const setup = someSetup({ pools: [somePool("p", ["ada", "bo"])], catchAll: offerPool("p") });
    expect(askRoute(setup, { states: away })).toEqual({
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
    const answer = askRoute(setup, { states: away, entries: someLedger("second", [["cy", 1]]) });
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
    expect(askRoute(setup, { states: away })).toMatchObject({ outcome: "fallback", text: nobodyText });
  });

  it("who has not joined yet is not offered", () => {
    const pool = somePool("p", [someMember("ada", { joinedOn: "2026-07-01" })]);
    const answer = askRoute(someSetup({ pools: [pool], catchAll: offerPool("p") }));
    expect(answer).toMatchObject({ outcome: "fallback", turns: [{ reasons: [["inactive", 1]] }] });
  });
});

describe("a pool whose rep is chosen at booking", () => {
  const setupOf = (offer: "any" | "all") =>
    someSetup({ pools: [somePool("p", ["ada", "bo", "cy"], { offer })], catchAll: offerPool("p") });

  it("any: is offered without a rep as soon as one can", () => {
    const answer = askRoute(setupOf("any"), { states: { ada: "away" } });
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
    expect(askRoute(setupOf("any"), { states: { ada: "away", bo: "away", cy: "away" } }).outcome).toBe("fallback");
  });

  it("all: is offered when everybody can, and falls back when one cannot", () => {
    expect(askRoute(setupOf("all"))).toMatchObject({ outcome: "offered", turns: [{ reasons: [["lower_turn", 3]] }] });
    expect(askRoute(setupOf("all"), { states: { bo: "calendar_lost" } })).toMatchObject({
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
    expect(askRoute(setupOf("all"), { excluded: ["cy"] }).outcome).toBe("fallback");
  });
});
