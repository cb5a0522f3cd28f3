import { describe, expect, it } from "vitest";
import { isAtRisk } from "../../../../server/core/escalate/at-risk.ts";
import { type Ladder, ladderOf, type Rung } from "../../../../server/core/escalate/ladder.ts";
import { isEnded, leadStates } from "../../../../server/core/escalate/lead-state.ts";
import { nextStep, type StepInput } from "../../../../server/core/escalate/next-step.ts";
import { outcomeReport } from "../../../../server/core/escalate/outcome-report.ts";
import { stateAfter } from "../../../../server/core/escalate/state-after.ts";
import { workingClock } from "../../../../server/core/escalate/working-clock.ts";
import { checkLadders } from "../../../../server/core/setup-checks/check-ladders.ts";
import { instant } from "../../../../server/core/time.ts";
import { somePool, someRep, someSetup } from "../../../support/some-setup.ts";

const iso = (text: string) => instant(Date.parse(text));
const told = (at: number | null) => (at === null ? null : new Date(at).toISOString());
const minute = 60_000;

describe("a working clock", () => {
  const berlin = someRep("ada", { timeZone: "Europe/Berlin" });
  const team = [{ days: [1, 2, 3, 4, 5] as const, start: "10:00", end: "16:00" }];
  const clock = (of: Ladder["clock"], holidays: readonly string[] = []) =>
    workingClock({
      ladder: { clock: of, hours: team, timeZone: "Europe/Berlin" },
      rep: berlin,
      repHolidays: holidays,
      teamHolidays: [],
    });

  it("runs in the rep's hours, in the team's, in both at once, or always", () => {
    const friday = iso("2026-06-19T15:30:00+02:00");
    expect(told(clock("rep").dueAt(friday, 120))).toBe("2026-06-22T07:30:00.000Z");
    expect(told(clock("team").dueAt(friday, 120))).toBe("2026-06-22T09:30:00.000Z");
    expect(told(clock("both").dueAt(friday, 120))).toBe("2026-06-22T09:30:00.000Z");
    expect(told(clock("always").dueAt(friday, 120))).toBe("2026-06-19T15:30:00.000Z");
  });

  it("stands still on holidays, and counts what has passed", () => {
    const friday = iso("2026-06-19T16:30:00+02:00");
    expect(told(clock("rep", ["2026-06-22"]).dueAt(friday, 60))).toBe("2026-06-23T07:30:00.000Z");
    expect(clock("rep").elapsed(friday, iso("2026-06-22T10:00:00+02:00"))).toBe(90);
    expect(clock("rep").elapsed(friday, friday)).toBe(0);
  });

  it("counts an hour that the clock change takes away or repeats as what it is", () => {
    const night = someRep("eve", { timeZone: "Europe/Berlin", hours: [{ days: [0], start: "01:00", end: "05:00" }] });
    const parts = { ladder: { clock: "rep", timeZone: "UTC" }, rep: night, repHolidays: [], teamHolidays: [] } as const;
    const { elapsed } = workingClock(parts);
    expect(elapsed(iso("2026-03-29T00:00:00+01:00"), iso("2026-03-29T12:00:00+02:00"))).toBe(180);
    expect(elapsed(iso("2026-10-25T00:00:00+02:00"), iso("2026-10-25T12:00:00+01:00"))).toBe(300);
  });

  it("says so when there is no working time at all", () => {
    const never = someRep("nil", { hours: [] });
    const parts = { ladder: { clock: "rep", timeZone: "UTC" }, rep: never, repHolidays: [], teamHolidays: [] } as const;
    expect(workingClock(parts).dueAt(iso("2026-06-19T00:00:00Z"), 1)).toBeNull();
  });
});

describe("the next step of a lead", () => {
  const stateAt = iso("2026-06-15T08:00:00Z");
  const rungs: readonly Rung[] = [
    { afterMinutes: 15, do: "remind" },
    { afterMinutes: 60, do: "reassign" },
  ];
  const step = (
    given: Partial<StepInput["lead"]> & { minutes: number; rungs?: readonly Rung[]; meeting?: StepInput["meeting"] },
  ) => {
    const { minutes, meeting, rungs: ladder = rungs, ...lead } = given;
    return nextStep({
      lead: { state: "assigned", stateAt, rung: 0, hasRep: true, ...lead },
      now: instant(stateAt + minutes * minute),
      rungs: ladder,
      dueAfter: (after) => instant(stateAt + after * minute),
      ...(meeting === undefined ? {} : { meeting }),
    });
  };

  it("is to wait for a rung, to climb it when it is due, and then the next", () => {
    expect(step({ minutes: 1 })).toEqual({ kind: "wait", dueAt: stateAt + 15 * minute });
    expect(step({ minutes: 15 })).toEqual({ kind: "climb", rung: rungs[0] });
    expect(step({ minutes: 16, rung: 1 })).toEqual({ kind: "wait", dueAt: stateAt + 60 * minute });
    expect(step({ minutes: 61, rung: 1 })).toEqual({ kind: "climb", rung: rungs[1] });
  });

  it("is never nothing: every state that has not ended has a deadline or is left", () => {
    for (const state of leadStates.filter((one) => !isEnded(one))) {
      for (const minutes of [0, 60, 1440 * 15, 1440 * 91]) {
        const { kind } = step({ state, minutes, rung: 9 });
        expect(["wait", "leave"]).toContain(kind);
      }
      expect(step({ state, minutes: 1440 * 91, rung: 9 }).kind).toBe("leave");
    }
  });

  it("an offer that nobody booked becomes the rep's, or waits for people", () => {
    expect(step({ state: "offered", minutes: 1440, rungs: [] })).toMatchObject({ kind: "leave", to: "assigned" });
    expect(step({ state: "offered", minutes: 1440, rungs: [], hasRep: false })).toMatchObject({ kind: "leave", to: "waiting" });
  });

  it("a meeting is met a day after its end unless somebody said otherwise; one that is gone gives the lead back", () => {
    const endAt = instant(stateAt + 60 * minute);
    const booked = (end: "ahead" | "met" | "no_show" | "none", minutes: number) =>
      step({ state: "booked", rungs: [], minutes, meeting: { endAt, end } });
    expect(booked("ahead", 1)).toEqual({ kind: "wait", dueAt: endAt + 1440 * minute });
    expect(booked("ahead", 1501)).toMatchObject({ kind: "leave", to: "met" });
    expect(booked("met", 70)).toMatchObject({ to: "met" });
    expect(booked("no_show", 70)).toMatchObject({ to: "no_show" });
    expect(booked("none", 1)).toMatchObject({ to: "assigned" });
  });
});

describe("a lead", () => {
  it("has the first ladder that is for its pool", () => {
    const ladder = (id: string, pools?: readonly string[]): Ladder => ({
      id,
      clock: "both",
      timeZone: "UTC",
      steps: {},
      ...(pools ? { pools } : {}),
    });
    const all = [ladder("a", ["p"]), ladder("b")];
    expect(ladderOf(all, "p")?.id).toBe("a");
    expect(ladderOf(all, undefined)?.id).toBe("b");
    expect(ladderOf([ladder("a", ["p"])], "q")).toBeNull();
  });

  it("is at risk when most of its time is used, unless its clock stands still", () => {
    const lead = { state: "assigned", stateAt: instant(0), dueAt: instant(100) } as const;
    expect(isAtRisk(lead, instant(74))).toBe(false);
    expect(isAtRisk(lead, instant(75))).toBe(true);
    expect(isAtRisk({ ...lead, pausedMinutes: 1 }, instant(99))).toBe(false);
    expect(isAtRisk({ ...lead, state: "met" }, instant(99))).toBe(false);
  });

  it("is moved by a touch only when nobody touched it before", () => {
    expect(stateAfter("assigned", "touched")).toBe("touched");
    expect(stateAfter("booked", "touched")).toBe("booked");
    expect(stateAfter("met", "won")).toBe("won");
    expect(stateAfter("won", "lost")).toBe("lost");
  });
});

describe("the report", () => {
  it("measures a pool, a rule and a rep by what became of their leads", () => {
    const lead = (id: string, given: object) => ({
      id: `lead_${id}`,
      createdAt: instant(0),
      outcome: "offered",
      state: "assigned" as const,
      ...given,
    });
    const leads = [
      lead("1", { poolId: "p", repId: "ada", state: "won" }),
      lead("2", { poolId: "p", repId: "bo", ruleId: "r" }),
      lead("3", { outcome: "fallback", state: "waiting" }),
    ];
    const event = (of: string, kind: "touched" | "booked" | "met", minutes: number) =>
      ({ seq: 1, leadId: `lead_${of}`, at: instant(minutes * minute), kind, by: "api" }) as const;
    const events = [event("1", "touched", 10), event("1", "met", 90), event("2", "booked", 5), event("2", "touched", 20)];
    expect(outcomeReport(leads, events, "pool")).toMatchObject([
      { id: "p", leads: 2, offered: 2, booked: 1, touched: 2, met: 1, won: 1, medianMinutesToTouch: 15 },
      { id: "none", leads: 1, offered: 0, medianMinutesToTouch: null },
    ]);
    expect(outcomeReport(leads, events, "rule").map(({ id }) => id)).toEqual(["catch-all", "r"]);
    expect(outcomeReport(leads, events, "rep").map(({ id }) => id)).toEqual(["ada", "bo", "none"]);
  });
});

describe("the check of a ladder", () => {
  it("finds a pool that is not there, steps out of order, and steps that are never reached", () => {
    const ladder: Ladder = {
      id: "l",
      pools: ["no"],
      clock: "both",
      timeZone: "UTC",
      steps: {
        assigned: [
          { afterMinutes: 30, do: "remind" },
          { afterMinutes: 10, do: "reassign" },
          { afterMinutes: 20, do: "remind" },
        ],
        booked: [{ afterMinutes: 5, do: "handOver" }],
      },
    };
    const setup = { ...someSetup({ pools: [somePool("p", ["ada"])] }), ladders: [ladder] };
    expect(checkLadders(setup).map(({ path }) => path)).toEqual([
      "ladders[0].pools[0]",
      "ladders[0].assigned[1].afterMinutes",
      "ladders[0].assigned[2]",
      "ladders[0].booked[0].do",
    ]);
    expect(checkLadders(someSetup({}))).toEqual([]);
  });
});
