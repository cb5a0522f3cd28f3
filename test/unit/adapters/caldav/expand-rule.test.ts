import * as fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { expandRule } from "../../../../server/adapters/calendars/caldav/expand-rule.ts";
import { ruleOf, wallOf } from "../../../../server/adapters/calendars/caldav/ical-values.ts";

const dayMs = 86_400_000;

function ours(rule: string, start: number, window: { from: number; to: number }): string[] {
  return expandRule(ruleOf(ICAL.Recur.fromString(rule)), start, window).map((at) => new Date(at).toISOString().slice(0, 16));
}

/** The same by the library's iterator, from the first occurrence on. */
function theirs(rule: string, start: number, window: { from: number; to: number }): string[] {
  const date = new Date(start);
  const first = ICAL.Time.fromData({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: 0,
    isDate: false,
  });
  const iterator = ICAL.Recur.fromString(rule).iterator(first);
  const found: string[] = [];
  for (let next = iterator.next(); next && wallOf(next) <= window.to; next = iterator.next()) {
    if (wallOf(next) >= window.from) found.push(new Date(wallOf(next)).toISOString().slice(0, 16));
  }
  return found;
}

const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const weekdayList = fc.uniqueArray(weekday, { minLength: 1, maxLength: 4 }).map((days) => `BYDAY=${days.join(",")}`);
const interval = fc.integer({ min: 1, max: 5 }).map((n) => `INTERVAL=${n}`);
const ordinal = fc.constantFrom(1, 2, 3, 4, -1, -2);
const monthDay = fc.uniqueArray(fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -28, max: -1 })), {
  minLength: 1,
  maxLength: 3,
});
const end = fc.oneof(
  fc.constant(""),
  fc.integer({ min: 1, max: 40 }).map((n) => `COUNT=${n}`),
);
const join = (...parts: string[]): string => parts.filter((part) => part !== "").join(";");

const daily = fc.tuple(interval, end).map(([i, e]) => join("FREQ=DAILY", i, e));
const weekly = fc
  .tuple(interval, weekdayList, fc.constantFrom("WKST=MO", "WKST=SU"), end)
  .map(([i, days, wkst, e]) => join("FREQ=WEEKLY", i, days, wkst, e));
const monthlyByDay = fc
  .tuple(interval, weekday, ordinal, end)
  .map(([i, day, n, e]) => join("FREQ=MONTHLY", i, `BYDAY=${n}${day}`, e));
const monthlyByMonthDay = fc
  .tuple(interval, monthDay, end)
  .map(([i, days, e]) => join("FREQ=MONTHLY", i, `BYMONTHDAY=${days.join(",")}`, e));
const yearly = fc
  .tuple(fc.integer({ min: 1, max: 12 }), weekday, ordinal, end)
  .map(([month, day, n, e]) => join("FREQ=YEARLY", `BYMONTH=${month}`, `BYDAY=${n}${day}`, e));
const hourly = fc.tuple(interval, end).map(([i, e]) => join("FREQ=HOURLY", i, e));

describe("rules of people's calendars", () => {
  const start = fc.integer({ min: 0, max: 5 * 366 * 24 * 4 }).map((quarter) => Date.UTC(2021, 0, 1) + quarter * 900_000);

  const offset = fc.integer({ min: -30, max: 700 });
  const days = fc.integer({ min: 1, max: 62 });

  // A series that starts at what is not itself an occurrence is undefined by the standard.
  const firstOccurrence = (rule: string, from: number): number => {
    const endless = ruleOf(ICAL.Recur.fromString(rule.replace(/;COUNT=\d+/, "")));
    const [first] = expandRule(endless, from, { from, to: from + 4 * 366 * dayMs });
    fc.pre(first !== undefined);
    return first ?? from;
  };

  test.each([
    ["daily", daily, 200],
    ["weekly", weekly, 200],
    ["monthly by weekday", monthlyByDay, 80],
    ["monthly by day", monthlyByMonthDay, 80],
    ["yearly", yearly, 80],
    ["hourly", hourly, 40],
  ] as const)("%s: the window has what an iteration from the start finds", (_name, rule, runs) => {
    fc.assert(
      fc.property(fc.record({ rule, start, offset, days }), (drawn) => {
        const first = firstOccurrence(drawn.rule, drawn.start);
        const window = { from: first + drawn.offset * dayMs, to: first + (drawn.offset + drawn.days) * dayMs };
        expect(ours(drawn.rule, first, window)).toEqual(theirs(drawn.rule, first, window));
      }),
      { numRuns: runs },
    );
  });
});

describe("rules that are seldom seen", () => {
  const window = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 11, 31, 23, 59) };
  const start = Date.UTC(2025, 11, 1, 9);
  test.each([
    ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", ["2026-05-11T09:00"]],
    ["FREQ=YEARLY;BYWEEKNO=20;COUNT=2", ["2026-05-11T09:00"]],
    ["FREQ=YEARLY;BYYEARDAY=1,-1", ["2026-01-01T09:00", "2026-12-31T09:00"]],
    ["FREQ=YEARLY;BYDAY=-1MO", ["2026-12-28T09:00"]],
    ["FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR", ["2026-02-13T09:00", "2026-03-13T09:00", "2026-11-13T09:00"]],
    ["FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", ["2026-02-13T09:00", "2026-03-13T09:00", "2026-11-13T09:00"]],
    [
      "FREQ=MONTHLY;INTERVAL=6;BYDAY=MO,TU,WE;BYSETPOS=1,-1",
      ["2026-06-01T09:00", "2026-06-30T09:00", "2026-12-01T09:00", "2026-12-30T09:00"],
    ],
    [
      "FREQ=DAILY;BYMONTH=7;BYMONTHDAY=4,5;BYHOUR=8,20",
      ["2026-07-04T08:00", "2026-07-04T20:00", "2026-07-05T08:00", "2026-07-05T20:00"],
    ],
    ["FREQ=DAILY;BYHOUR=8,12,20;BYSETPOS=-1;BYMONTH=7;BYMONTHDAY=4", ["2026-07-04T20:00"]],
    ["FREQ=HOURLY;INTERVAL=12;BYMONTH=2;BYMONTHDAY=28", ["2026-02-28T09:00", "2026-02-28T21:00"]],
    ["FREQ=MINUTELY;INTERVAL=30;BYHOUR=9;BYMONTH=2;BYMONTHDAY=28", ["2026-02-28T09:00", "2026-02-28T09:30"]],
    [
      "FREQ=WEEKLY;BYDAY=MO;BYMONTH=8",
      ["2026-08-03T09:00", "2026-08-10T09:00", "2026-08-17T09:00", "2026-08-24T09:00", "2026-08-31T09:00"],
    ],
    ["FREQ=MONTHLY;BYDAY=MO;BYMONTH=8;INTERVAL=1;COUNT=3", ["2026-08-03T09:00", "2026-08-10T09:00", "2026-08-17T09:00"]],
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", []],
    ["FREQ=DAILY;COUNT=0", []],
  ])("%s", (rule, expected) => {
    expect(ours(rule, start, window)).toEqual(expected);
  });

  test("a rule for each second of a year is refused", () => {
    expect(() => ours("FREQ=SECONDLY", start, window)).toThrow("too many");
  });
});
