import fc from "fast-check";
import type { DateOverride, Rep, WeeklyHours } from "../../server/core/availability/rep.ts";
import type { MeetingType } from "../../server/core/slots/meeting-type.ts";
import type { Weekday } from "../../server/core/time.ts";
import type { OracleQuestion } from "./minute-oracle.ts";

/** Days on which a clock was changed, or nearly, and zones whose clocks do odd things: half hours, midnights, the other way. */
export const oddDays: readonly (readonly [zone: string, utcDate: string])[] = [
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["Europe/Berlin", "2026-03-29"],
  ["Europe/Dublin", "2026-10-25"],
  ["Australia/Lord_Howe", "2026-10-03"],
  ["Australia/Lord_Howe", "2026-04-04"],
  ["Australia/Sydney", "2026-10-03"],
  ["America/Santiago", "2026-04-05"],
  ["America/Santiago", "2026-09-06"],
  ["Africa/Cairo", "2026-04-23"],
  ["Africa/Cairo", "2026-10-29"],
  ["America/Havana", "2026-03-08"],
  ["America/Havana", "2026-11-01"],
  ["Atlantic/Azores", "2026-03-29"],
  ["Atlantic/Azores", "2026-10-25"],
  ["Africa/Casablanca", "2026-02-15"],
  ["Africa/Casablanca", "2026-03-22"],
  ["America/St_Johns", "2026-11-01"],
  ["Pacific/Chatham", "2026-09-26"],
  ["Antarctica/Troll", "2026-03-29"],
  ["Asia/Beirut", "2026-03-28"],
  ["Asia/Kolkata", "2026-06-15"],
  ["Asia/Kathmandu", "2026-12-31"],
  ["Pacific/Kiritimati", "2028-02-28"],
  ["Pacific/Pago_Pago", "2027-01-01"],
  ["UTC", "2026-06-15"],
];

const minuteOfDay = fc.oneof(
  fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15),
  fc.constantFrom(0, 30, 60, 90, 120, 150, 180, 1_380, 1_410, 1_440),
  fc.integer({ min: 0, max: 1_440 }),
);

function wallTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** Mostly windows that are some; now and then an empty one. */
const window = fc.oneof(
  { arbitrary: fc.tuple(minuteOfDay, minuteOfDay), weight: 1 },
  { arbitrary: fc.tuple(minuteOfDay, minuteOfDay).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const), weight: 6 },
);

const hours: fc.Arbitrary<WeeklyHours> = fc
  .tuple(
    fc.uniqueArray(
      fc.integer({ min: 0, max: 6 }).map((day) => day as Weekday),
      { minLength: 4 },
    ),
    window,
  )
  .map(([days, [start, end]]) => ({ days, start: wallTime(start), end: wallTime(end) }));

function dates(around: string): fc.Arbitrary<string> {
  return fc
    .integer({ min: -2, max: 3 })
    .map((days) => new Date(Date.parse(around) + days * 86_400_000).toISOString().slice(0, 10));
}

function overrides(around: string): fc.Arbitrary<DateOverride> {
  return fc.oneof(
    fc.tuple(dates(around), window).map(([date, [start, end]]) => ({ date, start: wallTime(start), end: wallTime(end) })),
    fc.record({ date: dates(around), unavailable: fc.constant(true as const) }),
  );
}

function repAround(zone: string, date: string): fc.Arbitrary<Rep> {
  const period = fc.tuple(dates(date), dates(date)).map(([start, end]) => ({ start, end }));
  return fc.record({
    id: fc.constant("rep"),
    name: fc.constant("Rep"),
    email: fc.constant("rep@example.com"),
    timeZone: fc.constant(zone),
    hours: fc.array(hours, { minLength: 1, maxLength: 3 }),
    overrides: fc.array(overrides(date), { maxLength: 2 }),
    absences: fc.oneof({ arbitrary: fc.constant([]), weight: 8 }, { arbitrary: fc.array(period, { maxLength: 1 }), weight: 1 }),
    travel: fc.oneof(
      { arbitrary: fc.constant([]), weight: 4 },
      {
        arbitrary: fc
          .record({ start: dates(date), timeZone: fc.constantFrom(...oddDays.map(([name]) => name)) })
          .map((trip) => [trip]),
        weight: 1,
      },
    ),
    active: fc.constant(true),
    calendar: fc.constant({ kind: "builtin" as const }),
  });
}

const limit = fc.oneof(
  { arbitrary: fc.constant({}), weight: 5 },
  { arbitrary: fc.record({ day: fc.integer({ min: 1, max: 2 }) }), weight: 1 },
  { arbitrary: fc.record({ week: fc.integer({ min: 0, max: 2 }) }), weight: 1 },
  { arbitrary: fc.record({ month: fc.integer({ min: 1, max: 2 }) }), weight: 1 },
);

function typeAround(date: string): fc.Arbitrary<MeetingType> {
  return fc.record({
    id: fc.constant("intro"),
    name: fc.constant("Intro"),
    durationMinutes: fc.constantFrom(5, 7, 15, 20, 30, 45, 60, 90, 120),
    slotIntervalMinutes: fc.constantFrom(5, 7, 10, 15, 20, 25, 30, 45, 60, 90, 120),
    minimumNoticeMinutes: fc.constantFrom(0, 0, 5, 60, 1_440),
    bufferBeforeMinutes: fc.constantFrom(0, 0, 5, 15, 60),
    bufferAfterMinutes: fc.constantFrom(0, 0, 5, 10, 30),
    offsetStartMinutes: fc.constantFrom(0, 0, 0, 5, 10, 45, 7),
    horizon: fc.oneof(
      { arbitrary: fc.constant({ kind: "days" as const, days: 60 }), weight: 4 },
      {
        arbitrary: fc.record({
          kind: fc.constantFrom("days" as const, "workingDays" as const),
          days: fc.integer({ min: 0, max: 4 }),
        }),
        weight: 1,
      },
      {
        arbitrary: fc.tuple(dates(date), dates(date)).map(([start, end]) => ({ kind: "range" as const, start, end })),
        weight: 1,
      },
    ),
    meetingLimits: limit,
    minuteLimits: limit.map((limits) => Object.fromEntries(Object.entries(limits).map(([kind, n]) => [kind, Number(n) * 45]))),
    location: fc.constant({ kind: "phone" as const }),
  });
}

/** A rep, a meeting type, a calendar and a moment, all near a day on which something odd happens to a clock. */
export const questions: fc.Arbitrary<OracleQuestion> = fc
  .constantFrom(...oddDays)
  .chain(([zone, date]) => questionsIn(zone, date));

export function questionsIn(zone: string, date: string): fc.Arbitrary<OracleQuestion> {
  const day = Date.parse(`${date}T00:00:00Z`);
  const startMinute = fc
    .oneof(
      fc.integer({ min: -24, max: 24 }).map((hour) => hour * 60),
      fc.integer({ min: -1_440, max: 1_440 }),
    )
    .map((minute) => day / 60_000 + minute);
  const busy = fc
    .tuple(fc.integer({ min: -20_000, max: 40_000 }), fc.constantFrom(1, 30, 60, 900, 1_800, 3_600, 5_400, 90_000))
    .map(([start, length]) => ({ startAt: day + start * 5_000, endAt: day + start * 5_000 + length * 1_000 }));
  const booking = fc
    .record({
      start: fc.integer({ min: -8_000, max: 5_000 }).map((minute) => day / 60_000 + minute),
      length: fc.constantFrom(15, 30, 60),
      before: fc.constantFrom(0, 0, 15),
      after: fc.constantFrom(0, 0, 20),
      meetingTypeId: fc.constantFrom("intro", "intro", "other"),
    })
    .map(({ start, length, before, after, meetingTypeId }) => ({
      startMinute: start,
      endMinute: start + length,
      blockStartMinute: start - before,
      blockEndMinute: start + length + after,
      meetingTypeId,
    }));
  return fc.record({
    rep: repAround(zone, date),
    type: typeAround(date),
    busy: fc.array(busy, { maxLength: 12 }),
    bookings: fc.array(booking, { maxLength: 4 }),
    range: fc
      .tuple(
        startMinute,
        fc.oneof(
          { arbitrary: fc.integer({ min: 600, max: 2 * 1_440 }), weight: 6 },
          { arbitrary: fc.constantFrom(0, 1, 20), weight: 1 },
        ),
      )
      .map(([start, length]) => ({ startMinute: start, endMinute: start + length })),
    now: fc
      .oneof(
        { arbitrary: fc.integer({ min: -3 * 86_400, max: -86_400 }), weight: 2 },
        { arbitrary: fc.integer({ min: -86_400, max: 86_400 }), weight: 1 },
      )
      .map((second) => day + second * 1_000),
  });
}
