import { describe, expect, it } from "vitest";
import type { BusyRow } from "../../../db/store/calendars.ts";
import type { Rep, RepReason } from "../../../server/core/availability/rep.ts";
import { noSpans, toSpans } from "../../../server/core/availability/spans.ts";
import { compileRouter } from "../../../server/core/route/compile-router.ts";
import { openPoolBook } from "../../../server/core/route/pools/pool-book.ts";
import { replayRoute } from "../../../server/core/route/replay-route.ts";
import { route } from "../../../server/core/route/route.ts";
import { instant } from "../../../server/core/time.ts";
import { createRepCalendars } from "../../../server/state/rep-calendars.ts";
import { createRepStanding } from "../../../server/state/rep-standing.ts";
import { someBooking } from "../../support/a-meeting.ts";
import { sampleType } from "../../support/sample-slots.ts";
import { somePool, someRep, someSetup } from "../../support/some-setup.ts";
import { qualified, someSubject } from "../../support/some-subject.ts";

/** A Monday, an hour before everybody begins. */
const now = instant(Date.parse("2026-06-15T08:00:00Z"));
const minute = 60_000;
const inWeeks = (weeks: number) => instant(now + weeks * 7 * 1_440 * minute);
const week = { ...sampleType, horizon: { kind: "days", days: 5 } } as const;
const type = { ...week, location: { kind: "phone" } } as const;

/** What is so of Ada, whose turn it is before Bo's. */
interface Given {
  readonly rep?: Partial<Rep>;
  /** Her outside calendar as it was read; without it she uses the built-in one. */
  readonly reading?: Partial<BusyRow>;
  readonly pausedAt?: typeof now;
  readonly meetings?: readonly string[];
  readonly isExcluded?: true;
  readonly isNextInTurn?: boolean;
  readonly isGone?: true;
}

const reading: Omit<BusyRow, "repId"> = { spans: noSpans, startAt: now, endAt: inWeeks(2), checkedAt: now };
const outside = { calendar: { kind: "ics", urlEnv: "HANDRAISE_SECRET_ADA" } } as const;

/** Every reason of the closed list with what makes it; the type demands each. */
const reasons: Readonly<Record<RepReason, Given>> = {
  chosen: {},
  lower_turn: { isNextInTurn: false },
  outside_hours: { rep: { hours: [{ days: [6], start: "23:50", end: "24:00" }] } },
  calendar_busy: {
    rep: outside,
    reading: { spans: toSpans([{ startAt: now, endAt: inWeeks(1) }]) },
  },
  calendar_unread: { rep: outside, reading: { failure: "unreachable" } },
  calendar_stale: { rep: outside, reading: { checkedAt: instant(now - 60 * minute) } },
  calendar_lost: { rep: outside, reading: { failure: "auth_lost" } },
  capped: { rep: { caps: { meetings: { week: 1 } } }, meetings: ["2026-06-16T10:00:00Z"] },
  paused: { pausedAt: now },
  inactive: { rep: { active: false } },
  away: { rep: { absences: [{ start: "2026-06-15", end: "2026-06-26" }] } },
  lacks_skill: { rep: { skills: [] } },
  excluded: { isExcluded: true },
  unknown_rep: { isGone: true },
};

function decide({ rep, reading: read, pausedAt, meetings = [], isExcluded, isNextInTurn = true, isGone }: Given) {
  const ada = someRep("ada", { skills: ["enterprise"], ...rep });
  const reps = [...(isGone ? [] : [ada]), someRep("bo", { skills: ["enterprise"] })];
  const pool = somePool("p", isNextInTurn ? ["ada", "bo"] : ["bo", "ada"], { requires: [{ skill: "enterprise" }] });
  const setup = {
    ...someSetup({ pools: [pool], reps, catchAll: { kind: "offerPool", poolId: "p", meetingTypeId: type.id } }),
    reps,
    meetingTypes: [type],
  };
  const calendars = createRepCalendars({ polledMs: 10 * minute, watchedMs: 10 * minute });
  calendars.load({
    reps,
    pools: [pool],
    isLocal: ({ calendar }) => calendar.kind === "builtin",
    readings: read === undefined ? [] : [{ repId: "ada", ...reading, ...read }],
    bookings: meetings.map((iso, i) => {
      const startAt = instant(Date.parse(iso));
      const endAt = instant(startAt + 30 * minute);
      const times = { startAt, endAt, blockStartAt: startAt, blockEndAt: endAt };
      return { ...someBooking, ...times, id: `bk_${i}`, repId: "ada", meetingTypeId: "another" };
    }),
  });
  const standing = createRepStanding();
  standing.load(setup, []);
  standing.putPauses(pausedAt === undefined ? [] : [{ repId: "ada", pausedAt, by: "ops" }]);
  const compiled = compileRouter(setup);
  const subject = { ...someSubject({}, { now }), verdict: qualified };
  const answer = route(compiled, {
    subject,
    repState: (repId) => standing.reason(repId, now) ?? calendars.reason(repId, type, now),
    ledgers: () => openPoolBook(pool, []),
    excluded: new Set(isExcluded ? ["ada"] : []),
  });
  const { lead, match, verdict } = subject;
  const again = replayRoute(compiled, { lead, match, verdict, decidedAt: now, route: answer }, []);
  const said = answer.turns[0]?.reasons.flatMap(([reason, count]) => Array.from({ length: count }, () => reason)) ?? [];
  return { said: isNextInTurn ? said : said.toReversed(), answer, again };
}

describe("why a member of a pool is in or out", () => {
  it.each(Object.entries(reasons))("%s is said of who it is true of, and the decision replays", (reason, given) => {
    const { said, answer, again } = decide(given);
    expect(said).toEqual([reason, reason === "chosen" ? "lower_turn" : "chosen"]);
    expect(answer.repId).toBe(reason === "chosen" ? "ada" : "bo");
    expect(again).toEqual(answer);
  });
});

describe("caps", () => {
  const reasonOf = (given: Given) => decide(given).said[0];
  it("of meetings count those of every type in their week, and of leads none of them", () => {
    expect(reasonOf({ rep: { caps: { meetings: { week: 2 } } }, meetings: ["2026-06-16T10:00:00Z"] })).toBe("chosen");
    expect(reasonOf({ rep: { caps: { meetings: { week: 1 } } }, meetings: ["2026-06-09T10:00:00Z"] })).toBe("chosen");
    expect(reasonOf({ rep: { caps: { leads: { week: 1 } } }, meetings: ["2026-06-16T10:00:00Z"] })).toBe("chosen");
  });
  it("of 0 let nothing through", () => {
    expect(reasonOf({ rep: { caps: { leads: { month: 0 } } } })).toBe("capped");
    expect(reasonOf({ rep: { caps: { meetings: { day: 0 } } } })).toBe("capped");
  });
});
