import { describe, expect, it } from "vitest";
import { repStarts } from "../../../../server/core/slots/rep-starts.ts";
import { isEmpty } from "../../../../server/core/slots/starts.ts";
import { whyNoStarts } from "../../../../server/core/slots/why-no-starts.ts";
import { type SampleQuestion, sampleBooking, sampleInput } from "../../../support/sample-slots.ts";

const allDay = [["2026-06-15T00:00Z", "2026-06-16T00:00Z"]] as const;
const away = { absences: [{ start: "2026-06-15", end: "2026-06-15" }] };

describe("why a rep has no start", () => {
  const cases: readonly (readonly [string, SampleQuestion, string | null])[] = [
    ["there is one", {}, null],
    ["the rep is not active", { rep: { active: false, ...away } }, "inactive"],
    ["the rep has no hours", { rep: { hours: [] } }, "outside_hours"],
    ["the day is a Sunday", { range: ["2026-06-14T00:00Z", "2026-06-15T00:00Z"], now: "2026-06-13T00:00Z" }, "outside_hours"],
    ["an override closes the day", { rep: { overrides: [{ date: "2026-06-15", unavailable: true }] } }, "outside_hours"],
    ["the hours are shorter than the meeting", { type: { durationMinutes: 240 } }, "outside_hours"],
    ["the hours are over before the notice", { type: { minimumNoticeMinutes: 1_440 } }, "outside_hours"],
    ["the day is past the horizon", { now: "2026-06-01T00:00Z", type: { horizon: { kind: "days", days: 13 } } }, "outside_hours"],
    ["the rep is away, though busy too", { rep: away, busy: allDay }, "away"],
    ["the calendar is full", { busy: allDay }, "calendar_busy"],
    ["what is left is too short", { busy: [["2026-06-15T07:30Z", "2026-06-15T09:30Z"]] }, "calendar_busy"],
    [
      "bookings fill the hours, though a limit is reached too",
      { bookings: [sampleBooking("2026-06-15T07:00Z", 180)], type: { meetingLimits: { day: 1 } } },
      "calendar_busy",
    ],
    [
      "the day has all the meetings it may have",
      { bookings: [sampleBooking("2026-06-15T07:00Z")], type: { meetingLimits: { day: 1 } } },
      "capped",
    ],
    ["no meeting is allowed at all", { type: { minuteLimits: { month: 59 } } }, "capped"],
  ];

  it.each(cases)("%s", (_, question, reason) => {
    const input = sampleInput(question);
    expect(whyNoStarts(input)).toBe(reason);
    expect(isEmpty(repStarts(input))).toBe(reason !== null);
  });
});
