import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { BusySpan, CalendarEvent, CalendarResult } from "../../../server/core/ports/calendar.ts";
import { type Instant, instant } from "../../../server/core/time.ts";
import type { FakeEvent } from "../../support/fake-google/event-store.ts";
import type { FakeGoogle } from "../../support/fake-google/start-fake-google.ts";
import { openOn, startStillGoogle } from "../../support/google-account.ts";

const deadlineMs = 10_000;
const home = "ada@example.com";
const at = (iso: string): Instant => instant(Date.parse(iso));
const june = { startAt: at("2026-06-01T00:00Z"), endAt: at("2026-07-01T00:00Z") };
const span = (start: string, end: string): BusySpan => ({ startAt: at(start), endAt: at(end) });
const meeting: CalendarEvent = {
  uid: "bk_google@handraise",
  sequence: 0,
  title: "Intro: Bo / Ada",
  description: "Bo <bo@example.net>\nJoin & see",
  location: "https://meet.example.com/x",
  startAt: at("2026-06-15T09:00Z"),
  endAt: at("2026-06-15T09:30Z"),
  organizer: { name: "Ada", email: home },
  attendees: [{ name: "Bo", email: "bo@example.net" }],
};
const moved: CalendarEvent = { ...meeting, sequence: 1, startAt: at("2026-06-16T12:00Z"), endAt: at("2026-06-16T12:30Z") };

let google: FakeGoogle;
beforeAll(async () => {
  google = await startStillGoogle();
});
beforeEach(() => google.clear());
afterAll(async () => {
  await google.stop();
});

function valueOf<T>(result: CalendarResult<T>): T {
  if (!result.ok) throw new Error(`${result.failure.kind}: ${result.failure.message}`);
  return result.value;
}

const alive = (calendarId = home): readonly FakeEvent[] =>
  google
    .calendar(calendarId)
    .all()
    .filter(({ status }) => status !== "cancelled");
const asked = (route: string) => google.calls.filter((call) => call.route === route);

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
    expect(valueOf(await calendar.busy({ ...june, ignoreUids: [meeting.uid] }, deadlineMs))).toEqual(busy);
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

describe("writing", () => {
  test("the event is whole: our guest, times, and a description in which nothing is markup", async () => {
    valueOf(await openOn(google).create(meeting, deadlineMs));
    expect(alive()).toEqual([
      expect.objectContaining({
        summary: meeting.title,
        location: meeting.location,
        description: "Bo &lt;bo@example.net&gt;\nJoin &amp; see",
        start: { dateTime: "2026-06-15T11:00:00+02:00", timeZone: "Europe/Berlin" },
        end: { dateTime: "2026-06-15T11:30:00+02:00", timeZone: "Europe/Berlin" },
        attendees: [{ email: "bo@example.net", displayName: "Bo", responseStatus: "accepted" }],
      }),
    ]);
    expect(alive()[0]).not.toHaveProperty("conferenceData");
    expect(asked("events.insert")[0]?.query).toMatchObject({ sendUpdates: "none" });
  });

  test("Google invites when it is told to, on every change", async () => {
    const calendar = openOn(google, { notifyAttendees: true });
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    expect(alive()[0]?.attendees?.[0]?.responseStatus).toBe("needsAction");
    valueOf(await calendar.cancel(valueOf(await calendar.update(ref, moved, deadlineMs)), meeting.uid, deadlineMs));
    for (const route of ["events.insert", "events.patch", "events.delete"]) {
      expect(asked(route)[0]?.query).toMatchObject({ sendUpdates: "all" });
    }
  });

  test("that asks for a video link has one, and the reference says where it is joined", async () => {
    const ref = valueOf(await openOn(google).create({ ...meeting, conference: true }, deadlineMs));
    expect(ref.joinUrl).toMatch(/^https:\/\/meet\.google\.com\//);
    expect(valueOf(await openOn(google).create({ ...meeting, uid: "bk_other@handraise" }, deadlineMs))).not.toHaveProperty(
      "joinUrl",
    );
  });

  test("a Meet link is made once, and stays through a move", async () => {
    const calendar = openOn(google, { meet: true });
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    const link = alive()[0]?.hangoutLink;
    expect(link).toMatch(/^https:\/\/meet\.google\.com\//);
    valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(alive()[0]?.hangoutLink).toBe(link);
  });

  test("a change by somebody else meanwhile is kept where it is not ours, and one more reading is enough", async () => {
    const calendar = openOn(google);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    const id = alive()[0]?.id ?? "";
    const guests = [{ email: "bo@example.net", responseStatus: "tentative" }, { email: "cy@example.org" }];
    google.calendar(home).change(id, { attendees: guests }, {});
    valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(alive()).toEqual([
      expect.objectContaining({ start: { dateTime: "2026-06-16T14:00:00+02:00", timeZone: "Europe/Berlin" } }),
    ]);
    expect(alive()[0]?.attendees?.map(({ email, responseStatus }) => [email, responseStatus])).toEqual([
      ["bo@example.net", "tentative"],
      ["cy@example.org", "needsAction"],
    ]);
    expect(google.calls.map(({ route }) => route).filter((route) => route !== "token")).toEqual([
      "events.insert",
      "events.patch",
      "events.get",
      "events.patch",
    ]);
  });

  test("a guest of ours who is missing is added, and nobody is removed", async () => {
    const calendar = openOn(google);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    const more = { ...moved, attendees: [...meeting.attendees, { name: "Di", email: "di@example.net" }] };
    valueOf(await calendar.update(ref, more, deadlineMs));
    expect(alive()[0]?.attendees?.map(({ email }) => email)).toEqual(["bo@example.net", "di@example.net"]);
  });

  test("an event that the rep deleted comes back when it is moved", async () => {
    const calendar = openOn(google);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    google.calendar(home).remove(alive()[0]?.id ?? "");
    const again = valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(again.url).toBe(ref.url);
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([span("2026-06-16T12:00Z", "2026-06-16T12:30Z")]);
  });

  test("an id that is burnt for good gets a successor, which is found again by all that follows", async () => {
    const calendar = openOn(google);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    const [first] = alive();
    google.calendar(home).remove(first?.id ?? "");
    google.calendar(home).burn(first?.id ?? "");
    const second = valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(second.url).not.toBe(ref.url);
    expect(alive()).toHaveLength(1);
    expect(valueOf(await calendar.create(moved, deadlineMs)).url).toBe(second.url);
    expect(valueOf(await calendar.update(null, meeting, deadlineMs)).url).toBe(second.url);
    expect(valueOf(await calendar.busy({ ...june, ignoreUids: [meeting.uid] }, deadlineMs))).toEqual([]);
    valueOf(await calendar.cancel(null, meeting.uid, deadlineMs));
    expect(alive()).toEqual([]);
  });

  test("creating what is there in an older state brings it up to date, and never back", async () => {
    const calendar = openOn(google);
    valueOf(await calendar.create(meeting, deadlineMs));
    valueOf(await calendar.create(moved, deadlineMs));
    valueOf(await calendar.create(meeting, deadlineMs));
    expect(alive()).toEqual([
      expect.objectContaining({ start: { dateTime: "2026-06-16T14:00:00+02:00", timeZone: "Europe/Berlin" } }),
    ]);
  });

  test("an event that somebody moved to another calendar is changed and cancelled there", async () => {
    google.addCalendar("team@example.com");
    const calendar = openOn(google, { busyCalendars: ["primary", "team@example.com"] });
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    const { id = "", iCalUID: _, ...event } = alive()[0] ?? {};
    google.put("team@example.com", { ...event, id });
    google.calendar(home).remove(id);
    const there = valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(there.url).toContain("team%40example.com");
    expect([alive().length, alive("team@example.com").length]).toEqual([0, 1]);
    valueOf(await calendar.cancel(ref, meeting.uid, deadlineMs));
    expect([alive().length, alive("team@example.com").length]).toEqual([0, 0]);
  });

  test("a reference of another calendar, from before the rep changed it, is not followed", async () => {
    const calendar = openOn(google);
    for (const url of [
      "https://dav.example.com/ada/x.ics",
      "https://www.googleapis.com/calendar/v3/calendars/old%40example.com/events/abcde",
    ]) {
      valueOf(await calendar.update({ url, etag: '"1"' }, moved, deadlineMs));
    }
    expect(alive()).toHaveLength(1);
  });

  test("five creations at once make one event", async () => {
    const refs = await Promise.all(Array.from({ length: 5 }, () => openOn(google).create(meeting, deadlineMs)));
    expect(new Set(refs.map((ref) => valueOf(ref).url)).size).toBe(1);
    expect(alive()).toHaveLength(1);
  });

  test("meetings go to the calendar that is set aside for them", async () => {
    google.addCalendar("meetings@group.calendar.google.com");
    valueOf(await openOn(google, { meetingCalendar: "meetings@group.calendar.google.com" }).create(meeting, deadlineMs));
    expect([alive().length, alive("meetings@group.calendar.google.com").length]).toEqual([0, 1]);
  });
});

describe("the token", () => {
  test("is fetched once for calls that come together, and kept", async () => {
    const calendar = openOn(google);
    await Promise.all(Array.from({ length: 20 }, () => calendar.busy(june, deadlineMs)));
    valueOf(await calendar.busy(june, deadlineMs));
    expect(asked("token")).toHaveLength(1);
  });

  test("that ended before its time is replaced within the call", async () => {
    const calendar = openOn(google);
    valueOf(await calendar.busy(june, deadlineMs));
    google.endTokens();
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([]);
    expect(asked("token")).toHaveLength(2);
  });

  test("is asked for at Google's address, whatever the key file says", async () => {
    expect(google.keyJson).toContain("evil.example.net");
    expect(valueOf(await openOn(google).busy(june, deadlineMs))).toEqual([]);
  });

  test.each([
    ["no key", null, "the key HANDRAISE_SECRET_GOOGLE is not set"],
    ["a key that is no JSON", "-----BEGIN", "HANDRAISE_SECRET_GOOGLE is not the JSON key of a service account"],
    ["a key without its parts", "{}", "HANDRAISE_SECRET_GOOGLE is not the JSON key of a service account"],
    [
      "a key that cannot sign",
      '{"client_email":"a@b.example","private_key":"none"}',
      "HANDRAISE_SECRET_GOOGLE is not the JSON key of a service account",
    ],
  ])("%s is auth_lost, and the message says which variable", async (_name, secret, message) => {
    expect(await openOn(google, {}, secret).busy(june, deadlineMs)).toEqual({
      ok: false,
      failure: { kind: "auth_lost", message },
    });
    expect(google.calls).toEqual([]);
  });

  test("of somebody outside the domain is refused by Google, which is auth_lost", async () => {
    expect(await openOn(google, { account: "eve@example.org" }).busy(june, deadlineMs)).toMatchObject({
      ok: false,
      failure: { kind: "auth_lost" },
    });
  });
});
