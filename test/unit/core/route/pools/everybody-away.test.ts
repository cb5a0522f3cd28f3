import { describe, expect, it } from "vitest";
import type { RepReason } from "../../../../../server/core/availability/rep.ts";
import { compileRouter } from "../../../../../server/core/route/compile-router.ts";
import type { EverybodyAway } from "../../../../../server/core/route/pools/pool.ts";
import { openPoolBook } from "../../../../../server/core/route/pools/pool-book.ts";
import { replayRoute } from "../../../../../server/core/route/replay-route.ts";
import { route } from "../../../../../server/core/route/route.ts";
import { checkPools } from "../../../../../server/core/setup-checks/check-pools.ts";
import { instant } from "../../../../../server/core/time.ts";
import { someLedger, somePool, someRep, someSetup } from "../../../../support/some-setup.ts";
import { qualified, someSubject } from "../../../../support/some-subject.ts";

const message = { kind: "message", text: "away" } as const;
const alert = ["team@example.com"];

function ask(everybodyAway: EverybodyAway, able: Readonly<Record<string, readonly string[]>> = {}) {
  const pools = [somePool("p", ["ada", "bo"], { everybodyAway }), somePool("q", ["cy"])];
  const setup = someSetup({
    pools,
    reps: [someRep("stand")],
    catchAll: { kind: "offerPool", poolId: "p", meetingTypeId: "demo" },
  });
  const ledger = someLedger("p", [["ada", 1]]);
  const compiled = compileRouter(setup);
  const subject = someSubject();
  const answer = route(compiled, {
    subject,
    repState: (repId, typeId): RepReason | null => (able[repId]?.includes(typeId) ? null : "calendar_busy"),
    ledgers: (poolId) => openPoolBook(pools.find((pool) => pool.id === poolId)!, poolId === "p" ? ledger : []),
  });
  const recorded = {
    lead: subject.lead,
    match: subject.match,
    verdict: qualified,
    decidedAt: instant(subject.now),
    route: answer,
  };
  expect(replayRoute(compiled, recorded, ledger)).toEqual(answer);
  return answer;
}

describe("when everybody of a pool is away", () => {
  it("another pool is asked", () => {
    expect(ask({ kind: "pool", poolId: "q" }, { cy: ["demo"] })).toMatchObject({ outcome: "offered", repId: "cy", poolId: "q" });
  });

  it("a nominee takes the meeting, and the member whose turn it was keeps lead and turn", () => {
    const nominee = { kind: "nominee", repId: "stand", otherwise: message } as const;
    expect(ask(nominee, { stand: ["demo"] })).toMatchObject({
      outcome: "offered",
      repId: "stand",
      standInFor: "bo",
      poolId: "p",
    });
    expect(ask(nominee)).toMatchObject({ outcome: "fallback", text: "away" });
    expect(ask(nominee, { bo: ["demo"], stand: ["demo"] })).not.toHaveProperty("standInFor");
  });

  it("later times are those of a meeting type that may be booked further ahead", () => {
    const later = { kind: "later", meetingTypeId: "demo-later", otherwise: { kind: "pool", poolId: "q" } } as const;
    expect(ask(later, { ada: ["demo-later"] })).toMatchObject({ outcome: "offered", meetingTypeId: "demo-later", repId: "ada" });
    expect(ask(later, { cy: ["demo"] })).toMatchObject({ outcome: "offered", meetingTypeId: "demo", repId: "cy" });
  });

  it("somebody is told, or the visitor reads a message: it is never silent", () => {
    expect(ask({ kind: "queue", queueId: "triage", text: "wait", alert })).toMatchObject({
      outcome: "fallback",
      text: "wait",
      queue: { id: "triage", alert },
    });
    expect(ask({ kind: "callBack", text: "we call", alert })).toMatchObject({
      text: "we call",
      queue: { id: "call-back-p", alert },
    });
    expect(ask(message)).toMatchObject({ outcome: "fallback", text: "away" });
  });
});

describe("the check of a setup", () => {
  const faults = (everybodyAway: EverybodyAway) =>
    checkPools(someSetup({ pools: [somePool("p", ["ada"], { everybodyAway })] })).map(({ path }) => path);

  it("finds a stand-in, a type of meeting or a pool that is not there, however deep, and circles", () => {
    expect(faults({ kind: "nominee", repId: "ada", otherwise: message })).toEqual([]);
    expect(faults({ kind: "nominee", repId: "no", otherwise: message })).toEqual(["pools[0].everybodyAway.repId"]);
    const deep = { kind: "later", meetingTypeId: "no", otherwise: { kind: "pool", poolId: "p" } } as const;
    expect(faults(deep)).toEqual(["pools[0].everybodyAway.meetingTypeId", "pools[0].everybodyAway.otherwise.poolId"]);
  });
});
