import { describe, expect, it } from "vitest";
import { horizonMinutes } from "../../../../server/core/slots/horizon.ts";
import { isBookable, repStarts } from "../../../../server/core/slots/rep-starts.ts";
import { decodeStarts } from "../../../../server/core/slots/starts.ts";
import { isTeamBookable, teamStarts } from "../../../../server/core/slots/team-starts.ts";
import { instant } from "../../../../server/core/time.ts";
import { minute, type SampleQuestion, sampleBooking, sampleInput, sampleType } from "../../../support/sample-slots.ts";

function shown(question: SampleQuestion): string[] {
  return decodeStarts(repStarts(sampleInput(question))).map((start) => new Date(start * 60_000).toISOString().slice(5, 16));
}

const week = ["2026-06-15T00:00Z", "2026-06-22T00:00Z"] as const;
const atNine = { hours: [{ days: [0, 1, 2, 3, 4, 5, 6] as const, start: "09:00", end: "10:00" }] };

describe("the rules of slots, one by one", () => {
  const cases: readonly (readonly [string, SampleQuestion, string[]])[] = [
    ["hours are read in the rep's zone", {}, ["06-15T07:00", "06-15T08:00", "06-15T09:00"]],
    ["a start exactly at now plus notice is offered", { now: "2026-06-15T08:00Z" }, ["06-15T08:00", "06-15T09:00"]],
    ["a second later it is not", { now: "2026-06-15T08:00:01Z" }, ["06-15T09:00"]],
    [
      "an override replaces the whole day, and rows of one date add up",
      {
        rep: {
          overrides: [
            { date: "2026-06-15", start: "20:00", end: "21:00" },
            { date: "2026-06-15", start: "06:00", end: "07:00" },
          ],
        },
      },
      ["06-15T04:00", "06-15T18:00"],
    ],
    [
      "an absence takes both its dates",
      { rep: { ...atNine, absences: [{ start: "2026-06-16", end: "2026-06-20" }] }, range: week },
      ["06-15T07:00", "06-21T07:00"],
    ],
    [
      "on a journey the hours are those of the place, and the days before and after at home",
      {
        rep: { ...atNine, travel: [{ start: "2026-06-16", end: "2026-06-17", timeZone: "America/New_York" }] },
        range: ["2026-06-15T00:00Z", "2026-06-19T00:00Z"],
      },
      ["06-15T07:00", "06-16T13:00", "06-17T13:00", "06-18T07:00"],
    ],
    [
      "a journey without an end is for good",
      {
        rep: { ...atNine, travel: [{ start: "2026-06-16", timeZone: "Asia/Tokyo" }] },
        range: ["2026-06-15T00:00Z", "2026-06-18T00:00Z"],
      },
      ["06-15T07:00", "06-16T00:00", "06-17T00:00"],
    ],
    [
      "windows that touch at midnight are one",
      {
        rep: {
          hours: [
            { days: [1], start: "23:00", end: "24:00" },
            { days: [2], start: "00:00", end: "01:00" },
          ],
        },
        type: { durationMinutes: 120 },
        range: week,
      },
      ["06-15T21:00"],
    ],
    [
      "buffers keep a distance to busy times, not to the edge of the hours",
      {
        type: { durationMinutes: 30, slotIntervalMinutes: 30, bufferBeforeMinutes: 10, bufferAfterMinutes: 25 },
        busy: [["2026-06-15T08:00Z", "2026-06-15T09:00Z"]],
      },
      ["06-15T07:00", "06-15T09:30"],
    ],
    [
      "a booking's own buffers add to the new meeting's",
      {
        type: { durationMinutes: 15, slotIntervalMinutes: 15, bufferBeforeMinutes: 15 },
        bookings: [
          {
            ...sampleBooking("2026-06-15T08:00Z", 30),
            blockStartMinute: minute("2026-06-15T07:30Z"),
            blockEndMinute: minute("2026-06-15T09:15Z"),
          },
        ],
      },
      ["06-15T07:00", "06-15T07:15", "06-15T09:30", "06-15T09:45"],
    ],
    [
      "a limit counts meetings of this type alone, on the rep's own days",
      {
        type: { durationMinutes: 60, meetingLimits: { day: 1 } },
        bookings: [{ ...sampleBooking("2026-06-15T21:30Z"), meetingTypeId: "other" }, sampleBooking("2026-06-15T22:00Z")],
        range: ["2026-06-15T00:00Z", "2026-06-17T00:00Z"],
      },
      ["06-15T07:00", "06-15T08:00", "06-15T09:00"],
    ],
    [
      "a week begins on Sunday",
      {
        rep: atNine,
        type: { meetingLimits: { week: 1 } },
        bookings: [sampleBooking("2026-06-15T12:00Z")],
        range: ["2026-06-19T00:00Z", "2026-06-23T00:00Z"],
      },
      ["06-21T07:00", "06-22T07:00"],
    ],
    [
      "a month ends with its last local day",
      {
        rep: atNine,
        type: { meetingLimits: { month: 1 } },
        bookings: [sampleBooking("2026-06-01T12:00Z")],
        range: ["2026-06-29T00:00Z", "2026-07-02T00:00Z"],
      },
      ["07-01T07:00"],
    ],
    [
      "minutes may be used up exactly, and not passed",
      {
        rep: atNine,
        type: { minuteLimits: { day: 90 } },
        bookings: [sampleBooking("2026-06-15T12:00Z", 30), sampleBooking("2026-06-16T12:00Z", 31)],
        range: ["2026-06-15T00:00Z", "2026-06-17T00:00Z"],
      },
      ["06-15T07:00"],
    ],
    [
      "today is day 0 of the horizon",
      { rep: atNine, type: { horizon: { kind: "days", days: 1 } }, range: week },
      ["06-15T07:00", "06-16T07:00"],
    ],
    [
      "a day lasts to its last second in the rep's zone",
      { rep: atNine, type: { horizon: { kind: "days", days: 0 } }, now: "2026-06-14T21:59:59Z", range: week },
      [],
    ],
    [
      "working days leave out the weekend in counting, not in offering",
      {
        rep: atNine,
        type: { horizon: { kind: "workingDays", days: 2 } },
        now: "2026-06-18T12:00Z",
        range: ["2026-06-15T00:00Z", "2026-06-29T00:00Z"],
      },
      ["06-19T07:00", "06-20T07:00", "06-21T07:00", "06-22T07:00"],
    ],
    [
      "a range has both its dates",
      { rep: atNine, type: { horizon: { kind: "range", start: "2026-06-17", end: "2026-06-18" } }, range: week },
      ["06-17T07:00", "06-18T07:00"],
    ],
    [
      "an offset moves the first start of free time, and the others with it",
      { type: { offsetStartMinutes: 10, durationMinutes: 50 } },
      ["06-15T07:10", "06-15T08:10", "06-15T09:10"],
    ],
    ["an inactive rep has none", { rep: { active: false } }, []],
  ];

  it.each(cases)("%s", (_, question, expected) => {
    expect(shown(question)).toEqual(expected);
  });

  it("a day of the horizon can be counted on another calendar than the rep's", () => {
    const input = sampleInput({
      rep: atNine,
      type: { horizon: { kind: "days", days: 0 } },
      now: "2026-06-14T16:00Z",
      range: week,
    });
    expect(decodeStarts(repStarts(input))).toEqual([]);
    expect(decodeStarts(repStarts({ ...input, horizonZone: "Asia/Tokyo" }))).toEqual([minute("2026-06-15T07:00Z")]);
  });

  it("a team meets in time that all have, though the grids of its members never meet", () => {
    const type = { durationMinutes: 45, slotIntervalMinutes: 45 };
    const late = { hours: [{ days: [1] as const, start: "09:15", end: "12:00" }] };
    const team = teamStarts([sampleInput({ type }), sampleInput({ type, rep: late })]);
    expect(decodeStarts(team)).toEqual(["07:15", "08:00", "08:45"].map((time) => minute(`2026-06-15T${time}Z`)));
  });

  it("the end of the range is not bookable, its last minute is, for a rep and for a team", () => {
    const until = (end: string) => sampleInput({ range: ["2026-06-15T00:00Z", end], now: "2026-06-14T00:00Z" });
    const startMinute = minute("2026-06-15T08:00Z");
    const [ends, reaches] = [until("2026-06-15T08:00Z"), until("2026-06-15T08:01Z")];
    expect([isBookable({ ...ends, startMinute }), isTeamBookable([ends, ends], startMinute)]).toEqual([false, false]);
    expect([isBookable({ ...reaches, startMinute }), isTeamBookable([reaches, reaches], startMinute)]).toEqual([true, true]);
    expect([isTeamBookable([ends, reaches], startMinute), isTeamBookable([reaches, ends], startMinute)]).toEqual([false, false]);
  });

  it("a time outside the range, off the grid or already gone is not bookable", () => {
    const input = sampleInput({ now: "2026-06-15T07:30Z" });
    const bookable = (iso: string) => isBookable({ ...input, startMinute: minute(iso) });
    expect(["2026-06-15T07:00Z", "2026-06-15T08:00Z", "2026-06-15T08:30Z", "2026-06-16T08:00Z"].map(bookable)).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect(isBookable({ ...input, startMinute: minute("2026-06-15T08:00Z") + 0.5 })).toBe(false);
  });
});

describe("how far ahead to look", () => {
  const now = instant(Date.parse("2026-06-18T21:30Z"));
  const ahead = (horizon: (typeof sampleType)["horizon"]) => horizonMinutes({ ...sampleType, horizon }, "Europe/Berlin", now);

  it("is to the end of the last local day", () => {
    expect(ahead({ kind: "days", days: 0 })).toBe(30);
    expect(ahead({ kind: "days", days: 2 })).toBe(30 + 2 * 1_440);
    expect(ahead({ kind: "workingDays", days: 2 })).toBe(30 + 4 * 1_440);
    expect(ahead({ kind: "range", start: "2026-06-01", end: "2026-06-19" })).toBe(30 + 1_440);
  });

  it("is one minute in the last seconds of the last day", () => {
    const late = instant(Date.parse("2026-06-18T21:59:59Z"));
    expect(horizonMinutes({ ...sampleType, horizon: { kind: "days", days: 0 } }, "Europe/Berlin", late)).toBe(1);
  });

  it("is nothing when the range is over, and never more than two years", () => {
    expect(ahead({ kind: "range", start: "2026-05-01", end: "2026-05-02" })).toBe(0);
    expect(ahead({ kind: "range", start: "2026-05-01", end: "9999-12-31" })).toBeLessThan(732 * 1_440);
  });
});
