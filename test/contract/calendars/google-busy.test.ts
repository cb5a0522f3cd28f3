import { describe, expect, test } from "vitest";
import type { BusySpan } from "../../../server/core/ports/calendar.ts";
import { at, deadlineMs, june, valueOf } from "../../support/calendar-calls.ts";
import type { FakeEvent } from "../../support/fake-google/event-store.ts";
import { openOn } from "../../support/google-account.ts";
import { googleForFile, home } from "../../support/google-for-file.ts";

const span = (start: string, end: string): BusySpan => ({ startAt: at(start), endAt: at(end) });

const { google, asked } = await googleForFile();

describe("what makes busy is the same whether Google says it or its events are read", () => {
  const nine = { start: { dateTime: "2026-06-15T09:00:00Z" }, end: { dateTime: "2026-06-15T10:00:00Z" } };
  const nineBusy = [span("2026-06-15T09:00Z", "2026-06-15T10:00Z")];
  const berlin = (time: string) => ({ dateTime: `2026-06-${time}`, timeZone: "Europe/Berlin" });
  const rows: readonly (readonly [string, readonly Partial<FakeEvent>[], readonly BusySpan[]])[] = [
    ["an event", [nine], nineBusy],
    ["a tentative one", [{ ...nine, status: "tentative" }], nineBusy],
    ["out of office", [{ ...nine, eventType: "outOfOffice" }], nineBusy],
    ["focus time", [{ ...nine, eventType: "focusTime" }], nineBusy],
    ["an event from a mail", [{ ...nine, eventType: "fromGmail" }], nineBusy],
    ["a place of work", [{ ...nine, eventType: "workingLocation" }], []],
    ["an event shown as available", [{ ...nine, transparency: "transparent" }], []],
    ["a deleted event", [{ ...nine, status: "cancelled" }], []],
    ["an event that the rep declined", [{ ...nine, attendees: [{ email: "Ada@Example.com", responseStatus: "declined" }] }], []],
    ["an event that the rep did not answer", [{ ...nine, attendees: [{ email: home }] }], nineBusy],
    [
      "an event that somebody else declined",
      [{ ...nine, attendees: [{ email: "bo@example.net", responseStatus: "declined" }] }],
      nineBusy,
    ],
    [
      "events that touch or overlap",
      [nine, { start: { dateTime: "2026-06-15T09:30:00Z" }, end: { dateTime: "2026-06-15T10:30:00Z" } }],
      [span("2026-06-15T09:00Z", "2026-06-15T10:30Z")],
    ],
    [
      "a whole day, in the calendar's zone",
      [{ start: { date: "2026-06-15" }, end: { date: "2026-06-16" } }],
      [span("2026-06-14T22:00Z", "2026-06-15T22:00Z")],
    ],
    [
      "times with an offset",
      [{ start: { dateTime: "2026-06-15T11:00:00+02:00" }, end: { dateTime: "2026-06-15T06:00:00-04:00" } }],
      nineBusy,
    ],
    [
      "an event that reaches into the range",
      [{ start: { dateTime: "2026-05-31T20:00:00Z" }, end: { dateTime: "2026-06-01T02:00:00Z" } }],
      [span("2026-05-31T20:00Z", "2026-06-01T02:00Z")],
    ],
    [
      "one that ends where the range begins",
      [{ start: { dateTime: "2026-05-31T20:00:00Z" }, end: { dateTime: "2026-06-01T00:00:00Z" } }],
      [],
    ],
    [
      "a weekly series",
      [{ start: berlin("01T09:00:00"), end: berlin("01T10:00:00"), recurrence: ["RRULE:FREQ=WEEKLY;COUNT=2"] }],
      [span("2026-06-01T07:00Z", "2026-06-01T08:00Z"), span("2026-06-08T07:00Z", "2026-06-08T08:00Z")],
    ],
    [
      "a series of whole days",
      [{ start: { date: "2026-06-01" }, end: { date: "2026-06-02" }, recurrence: ["RRULE:FREQ=WEEKLY;COUNT=2"] }],
      [span("2026-05-31T22:00Z", "2026-06-01T22:00Z"), span("2026-06-07T22:00Z", "2026-06-08T22:00Z")],
    ],
  ];
  test.each(rows)("%s", async (_name, events, busy) => {
    for (const event of events) google.put(home, event);
    const calendar = openOn(google);
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual(busy);
    expect(asked("events.list")).toHaveLength(0);
    expect(valueOf(await calendar.busy({ ...june, ignoreUids: ["bk_google@handraise"] }, deadlineMs))).toEqual(busy);
    expect(asked("events.list")).toHaveLength(1);
  });

  test("a moved occurrence is busy where it went and free where it was", async () => {
    const series = google.put(home, {
      start: berlin("01T09:00:00"),
      end: berlin("01T10:00:00"),
      recurrence: ["RRULE:FREQ=WEEKLY;COUNT=2"],
    });
    const id = `${series.id}_20260608T070000Z`;
    // Google names an occurrence after its series, with letters that a client may not choose.
    google.calendar(home).except({ id, recurringEventId: series.id, start: berlin("09T14:00:00"), end: berlin("09T15:00:00") });
    const busy = [span("2026-06-01T07:00Z", "2026-06-01T08:00Z"), span("2026-06-09T12:00Z", "2026-06-09T13:00Z")];
    expect(valueOf(await openOn(google).busy(june, deadlineMs))).toEqual(busy);
    expect(valueOf(await openOn(google).busy({ ...june, ignoreUids: ["x"] }, deadlineMs))).toEqual(busy);
  });

  test("a calendar with more events than a page has is read to its end", async () => {
    google.setPageSize(7);
    for (let day = 1; day <= 28; day += 1) {
      const date = String(day).padStart(2, "0");
      google.put(home, { start: { dateTime: `2026-06-${date}T09:00:00Z` }, end: { dateTime: `2026-06-${date}T10:00:00Z` } });
    }
    expect(valueOf(await openOn(google).busy({ ...june, ignoreUids: ["x"] }, deadlineMs))).toHaveLength(28);
    expect(asked("events.list")).toHaveLength(4);
  });

  test("titles, places and guests' names are never asked for", async () => {
    valueOf(await openOn(google).busy({ ...june, ignoreUids: ["x"] }, deadlineMs));
    expect(asked("events.list")[0]?.query["fields"]).not.toMatch(/summary|description|location|email|displayName/);
  });
});

describe("questions are of the size that Google answers", () => {
  test("60 calendars are asked for in two questions, and every one counts", async () => {
    const ids = Array.from({ length: 60 }, (_, i) => `room-${i}@example.com`);
    for (const [i, id] of ids.entries()) {
      google.addCalendar(id).insert({
        start: { dateTime: new Date(june.startAt + i * 7_200_000).toISOString() },
        end: { dateTime: new Date(june.startAt + i * 7_200_000 + 3_600_000).toISOString() },
      });
    }
    expect(valueOf(await openOn(google, { busyCalendars: ids }).busy(june, deadlineMs))).toHaveLength(60);
    expect(asked("freebusy.query").map(({ body }) => (body as { items: [] }).items.length)).toEqual([50, 10]);
  });

  test("a year is asked for in stretches without a gap", async () => {
    const year = span("2026-01-01T00:00Z", "2027-01-01T00:00Z");
    for (let day = 0; day < 365; day += 1) {
      const noon = year.startAt + day * 86_400_000 + 43_200_000;
      google.put(home, {
        start: { dateTime: new Date(noon).toISOString() },
        end: { dateTime: new Date(noon + 3_600_000).toISOString() },
      });
    }
    expect(valueOf(await openOn(google).busy(year, deadlineMs))).toHaveLength(365);
    const periods = asked("freebusy.query").map(({ body }) => body as { timeMin: string; timeMax: string });
    expect(periods.at(0)?.timeMin).toBe("2026-01-01T00:00:00.000Z");
    expect(periods.slice(1).map(({ timeMin }) => timeMin)).toEqual(periods.slice(0, -1).map(({ timeMax }) => timeMax));
    expect(periods.at(-1)?.timeMax).toBe("2027-01-01T00:00:00.000Z");
  });
});
