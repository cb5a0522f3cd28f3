import { describe, expect, it } from "vitest";
import type { Rep } from "../../../../../server/core/availability/rep.ts";
import { askPool } from "../../../../../server/core/route/pools/ask-pool.ts";
import { turnsOfEnd } from "../../../../../server/core/route/pools/gives-back.ts";
import { lackingReps } from "../../../../../server/core/route/pools/lacking-reps.ts";
import type { Pool } from "../../../../../server/core/route/pools/pool.ts";
import { openPoolBook } from "../../../../../server/core/route/pools/pool-book.ts";
import { resetWindow } from "../../../../../server/core/route/pools/reset-window.ts";
import { instant } from "../../../../../server/core/time.ts";
import { createRepStanding } from "../../../../../server/state/rep-standing.ts";
import { someLedger, someMember, somePool, someRep } from "../../../../support/some-setup.ts";
import { someSubject } from "../../../../support/some-subject.ts";

const ask = (pool: Pool, given: { reps?: readonly Rep[]; loads?: Readonly<Record<string, number>>; country?: string } = {}) => {
  const reps = new Map((given.reps ?? pool.members.map(({ repId }) => someRep(repId))).map((rep) => [rep.id, rep]));
  return askPool(pool, {
    pools: new Map([[pool.id, pool]]),
    reps,
    meetingTypeId: "demo",
    ask: {
      subject: someSubject(given.country === undefined ? {} : { country: given.country }),
      repState: () => null,
      ledgers: () => openPoolBook(pool, []),
      load: (repId) => given.loads?.[repId] ?? 0,
    },
  });
};

describe("the least loaded", () => {
  const pool = somePool("p", [someMember("ada", { weight: 200 }), "bo", "cy", someMember("di", { weight: 0 })], {
    rotation: "leastLoaded",
  });

  it("is the one with the least open for the weight; equal loads go in fair order, and a reserve comes last", () => {
    expect(ask(pool, { loads: { ada: 3, bo: 1, cy: 2 } }).repId).toBe("bo");
    expect(ask(pool, { loads: { ada: 3, bo: 2, cy: 2 } }).repId).toBe("ada");
    expect(ask(pool, { loads: { ada: 9, bo: 9, cy: 9, di: 0 } }).repId).toBe("ada");
  });

  it("is recorded with what everybody had, so that the decision can be made again", () => {
    expect(ask(pool, { loads: { ada: 3, bo: 1 } }).turn.loads).toEqual([3, 1, 0, 0]);
    expect(ask(somePool("q", ["ada"])).turn.loads).toBeUndefined();
  });
});

describe("what a lead needs", () => {
  const reps = [
    someRep("ada", { skills: ["Enterprise"], attributes: { country: ["DE", "AT"] } }),
    someRep("bo", { attributes: { country: ["fr"] } }),
    someRep("cy"),
  ];
  const members = ["ada", "bo", "cy"];

  it("a skill is had or not, whatever its case, and who lacks it is not asked", () => {
    const { repId, turn } = ask(somePool("p", ["cy", "bo", "ada"], { requires: [{ skill: "enterprise" }] }), { reps });
    expect(repId).toBe("ada");
    expect(turn.reasons).toEqual([
      ["lacks_skill", 2],
      ["chosen", 1],
    ]);
  });

  it("an attribute holds the lead's own value; a lead that does not say it goes to anybody, or to nobody", () => {
    const requires = (unknown: "anybody" | "nobody") =>
      somePool("p", members, { requires: [{ attribute: "country", field: "lead.country", unknown }] });
    expect(ask(requires("anybody"), { reps, country: "FR" }).repId).toBe("bo");
    expect(ask(requires("anybody"), { reps, country: "PL" }).made).toBe(false);
    expect(ask(requires("anybody"), { reps }).repId).toBe("ada");
    expect(ask(requires("nobody"), { reps }).made).toBe(false);
  });

  it("nobody lacks anything in a pool that requires nothing", () => {
    const pool = somePool("p", members);
    expect(lackingReps(pool, new Map(), someSubject({})).size).toBe(0);
  });

  it("who could not take a lead is owed nothing for it, and nothing is taken from him when it is cancelled", () => {
    const pool = somePool("p", members);
    const [entry] = someLedger("p", [["ada", 1]]);
    const book = openPoolBook(pool, [{ ...entry!, details: { without: ["cy"] } }]);
    const owed = () => ["ada", "bo", "cy"].map((repId) => book.balance(repId)?.shortfall);
    expect(owed()).toEqual([-0.5, 0.5, 0]);
    book.apply({ ...entry!, seq: 2, kind: "cancelled", turns: -1 });
    for (const one of owed()) expect(one).toBeCloseTo(0, 9);
  });
});

describe("what a turn's end gives back", () => {
  it("is as the pool says, but a meeting that the rep missed always counts", () => {
    expect(turnsOfEnd("cancelled")).toBe(-1);
    expect(turnsOfEnd("noShow")).toBe(-1);
    expect(turnsOfEnd("reassigned")).toBe(-1);
    expect(turnsOfEnd("repNoShow")).toBe(0);
    const keeps = { cancelled: false, noShow: false, reassigned: false };
    for (const end of ["cancelled", "noShow", "reassigned", "repNoShow"] as const) expect(turnsOfEnd(end, keeps)).toBe(0);
  });
});

describe("who takes no new leads", () => {
  const monday = instant(Date.parse("2026-06-15T08:00:00Z"));
  const hour = 3_600_000;

  it("is who has as many as the cap of the local day allows, until that day is over", () => {
    const standing = createRepStanding();
    const rep = someRep("ada", { timeZone: "America/New_York", caps: { leads: { day: 2 } } });
    standing.load({ reps: [rep, someRep("bo")], pools: [] }, [{ repId: "ada", createdAt: instant(monday - 5 * hour) }]);
    expect(standing.reason("ada", monday)).toBeNull();
    standing.took("ada", monday);
    expect(standing.reason("ada", monday)).toBeNull();
    standing.took("ada", monday);
    expect(standing.reason("ada", monday)).toBe("capped");
    expect([...standing.unable(monday)]).toEqual([["ada", "capped"]]);
    expect(standing.reason("ada", instant(monday + 20 * hour))).toBeNull();
    expect(standing.reason("bo", monday)).toBeNull();
  });

  it("is whoever is to get none at all, which is a cap of 0", () => {
    const standing = createRepStanding();
    standing.load({ reps: [someRep("ada", { caps: { leads: { month: 0 } } })], pools: [] }, []);
    expect(standing.reason("ada", monday)).toBe("capped");
  });

  it("is who is paused, until the pause ends", () => {
    const standing = createRepStanding();
    standing.putPauses([{ repId: "ada", pausedAt: monday, untilAt: instant(monday + hour), by: "ops" }]);
    expect(standing.reason("ada", monday)).toBe("paused");
    expect(standing.reason("ada", instant(monday + hour))).toBeNull();
  });

  it("a week begins on Sunday", () => {
    const week = resetWindow("week", instant(Date.parse("2026-06-17T12:00:00Z")), "UTC");
    expect(new Date(week.startAt).toISOString()).toBe("2026-06-14T00:00:00.000Z");
    expect(new Date(resetWindow("week", instant(Date.parse("2026-06-14T00:00:00Z")), "UTC").startAt).toISOString()).toBe(
      "2026-06-14T00:00:00.000Z",
    );
  });
});
