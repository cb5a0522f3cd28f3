import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { busySpans } from "../../../../server/adapters/calendars/caldav/busy-spans.ts";
import { failureOf } from "../../../../server/adapters/calendars/caldav/calendar-fault.ts";
import type { BusySpan } from "../../../../server/core/ports/calendar.ts";
import { instant } from "../../../../server/core/time.ts";
import { calendarText } from "../../../support/caldav-account.ts";
import { calendarCases } from "../../../support/calendar-cases.ts";

const question = (range: BusySpan, ignoreUids: readonly string[] = [], timeZone = "Europe/Berlin") => ({
  range,
  timeZone,
  ignoreUids: new Set(ignoreUids),
  ownAddresses: new Set(["ada@example.com"]),
});
const at = (iso: string) => instant(Date.parse(iso));
const summer = { startAt: at("2026-06-01T00:00Z"), endAt: at("2026-08-01T00:00Z") };
const object = (data: string, i = 0) => ({ url: `http://localhost/ada/office/${i}.ics`, data });

describe("what makes a rep busy", () => {
  test.each(calendarCases().map((row) => [row.name, row] as const))("%s", async (_name, { events, range, ignoreUids, busy }) => {
    const objects = events.map((lines, i) => object(calendarText(lines), i));
    expect(await busySpans(ICAL, objects, question(range, ignoreUids))).toEqual(busy);
  });
});

describe("an object that cannot be understood", () => {
  const read = (text: string) => busySpans(ICAL, [object(text)], question(summer));

  test("is busy from its start to its end, when these can be read", async () => {
    const broken = calendarText(["UID:x", "DTSTART:20260615T090000Z", "DTEND:20260615T100000Z", "no colon and no sense"]);
    expect(await read(broken)).toEqual([{ startAt: at("2026-06-15T09:00Z"), endAt: at("2026-06-15T10:00Z") }]);
    const day = calendarText(["UID:x", "DTSTART;VALUE=DATE:20260615", "DTEND;VALUE=DATE:20260615", "no sense"]);
    expect(await read(day)).toEqual([{ startAt: at("2026-06-14T22:00Z"), endAt: at("2026-06-15T22:00Z") }]);
  });

  test("is left out when it lies outside the range", async () => {
    expect(await read(calendarText(["UID:x", "DTSTART:20240615T090000Z", "DTEND:20240615T100000Z", "no sense"]))).toEqual([]);
  });

  test.each([
    ["its start is no time", ["UID:x", "DTSTART:2026-06-15", "DTEND:20260615T100000Z"]],
    ["its rule is no rule", ["UID:x", "DTSTART:20260615T090000Z", "DTEND:20260615T100000Z", "RRULE:FREQ=SOMETIMES"]],
    ["it happens each second", ["UID:x", "DTSTART:20260615T090000Z", "DTEND:20260615T100000Z", "RRULE:FREQ=SECONDLY"]],
    ["it has no start", ["UID:x", "SUMMARY:nothing"]],
  ])("fails the whole reading when %s: unknown is never free", async (_why, lines) => {
    const error = await read(calendarText(lines)).then(
      (spans) => spans,
      (fault: unknown) => failureOf(fault),
    );
    expect(error).toMatchObject({ kind: "refused", message: expect.stringContaining("the event 0.ics cannot be read") });
  });

  test("fails the whole reading when it is no calendar at all, or too large", async () => {
    await expect(read("<html>sign in</html>")).rejects.toThrow("cannot be read");
    await expect(read(calendarText(["UID:x", `SUMMARY:${"x".repeat(1_000_001)}`]))).rejects.toThrow("too large");
  });
});

test("whole days of a rep west of Greenwich are that rep's", async () => {
  const lines = calendarText(["UID:x", "DTSTART;VALUE=DATE:20260615"]);
  const spans = await busySpans(ICAL, [object(lines)], question(summer, [], "America/Los_Angeles"));
  expect(spans).toEqual([{ startAt: at("2026-06-15T07:00Z"), endAt: at("2026-06-16T07:00Z") }]);
});

test("a day that begins at one, because midnight is skipped, begins at one", async () => {
  const range = { startAt: at("2026-09-01T00:00Z"), endAt: at("2026-09-30T00:00Z") };
  const lines = calendarText(["UID:x", "DTSTART;VALUE=DATE:20260906"]);
  const spans = await busySpans(ICAL, [object(lines)], question(range, [], "America/Santiago"));
  expect(spans).toEqual([{ startAt: at("2026-09-06T04:00Z"), endAt: at("2026-09-07T03:00Z") }]);
});

test("a thousand series of ten years are read", async () => {
  const rules = ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=YEARLY"];
  const objects = Array.from({ length: 1000 }, (_, i) =>
    object(
      calendarText([`UID:${i}`, "DTSTART;TZID=Europe/Berlin:20160104T090000", "DURATION:PT30M", `RRULE:${rules[i % 4]}`]),
      i,
    ),
  );
  expect((await busySpans(ICAL, objects, question(summer))).length).toBeGreaterThan(50);
}, 10_000);
