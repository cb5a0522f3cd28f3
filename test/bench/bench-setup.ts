import type { Rep } from "../../server/core/availability/rep.ts";
import type { Account } from "../../server/core/match/account.ts";
import { type BusySpan } from "../../server/core/ports/calendar.ts";
import type { Rule } from "../../server/core/route/router.ts";
import type { Setup } from "../../server/core/setup.ts";
import { instant } from "../../server/core/time.ts";

const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "America/Santiago"];
const dayMs = 86_400_000;

function rep(index: number): Rep {
  return {
    id: `rep${index}`,
    name: `Rep ${index}`,
    email: `rep${index}@bench.example`,
    timeZone: zones[index % zones.length] ?? "UTC",
    hours: [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00" }],
    overrides: [],
    absences: [],
    travel: [],
    active: true,
    calendar: { kind: "builtin" },
  };
}

/** Three conditions a rule; only the last rule is for the leads of the bench. */
function rule(index: number, last: boolean): Rule {
  const campaign = last ? "bench" : `campaign-${index}`;
  return {
    id: `rule${index}`,
    name: `Rule ${index}`,
    when: {
      all: [
        { field: "lead.country", op: "in", value: ["DE", "US"] },
        { field: "lead.companySize", op: "greater_or_equal", value: 50 },
        { field: "lead.utm.campaign", op: "equals", value: campaign },
      ],
    },
    then: { kind: "offerPool", poolId: "pool", meetingTypeId: "demo" },
  };
}

/** A pool of `reps`, 1,000 rules of which the last matches, a half-hour meeting on a quarter-hour grid for 14 days. */
export function benchSetup(reps: number, rules = 1_000): Setup {
  const everybody = Array.from({ length: reps }, (_, index) => rep(index));
  return {
    company: { name: "Bench", timeZone: "UTC" },
    sites: [],
    reps: everybody,
    pools: [
      {
        id: "pool",
        name: "Pool",
        rotation: "weighted",
        offer: "rep",
        members: everybody.map(({ id }) => ({ repId: id, weight: 100, priority: 2 })),
        everybodyAway: { kind: "message", text: "Later." },
      },
    ],
    meetingTypes: [
      {
        id: "demo",
        name: "Demo",
        durationMinutes: 30,
        slotIntervalMinutes: 15,
        minimumNoticeMinutes: 60,
        bufferBeforeMinutes: 10,
        bufferAfterMinutes: 10,
        offsetStartMinutes: 0,
        horizon: { kind: "days", days: 14 },
        meetingLimits: {},
        minuteLimits: {},
        location: { kind: "phone" },
      },
    ],
    router: {
      id: "main",
      name: "Main",
      qualify: {
        rules: [{ id: "work", when: { field: "lead.freeMail", op: "is_false" }, reason: "Work address", points: 10 }],
        message: "No.",
      },
      rules: Array.from({ length: rules }, (_, index) => rule(index, index === rules - 1)),
      catchAll: { kind: "message", text: "Nobody." },
    },
  };
}

/** Busy times of one rep: short ones, spread evenly over the fortnight, different for each rep. */
export function benchBusy(index: number, count: number, now: number): BusySpan[] {
  return Array.from({ length: count }, (_, i) => {
    const startAt = now + Math.floor(((i + (index % 17) / 17) * 14 * dayMs) / count);
    return { startAt: instant(startAt), endAt: instant(startAt + 20 * 60_000) };
  });
}

export function benchAccounts(count: number): Account[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `acc${index}`,
    name: `Account ${index}`,
    domains: [`account${index}.example`],
    facts: {},
  }));
}
