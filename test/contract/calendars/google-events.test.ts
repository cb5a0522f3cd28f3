import { describe, expect, test } from "vitest";
import { deadlineMs, june, meetingOfAda, movedOn, spanOf, valueOf } from "../../support/calendar-calls.ts";
import { openOn } from "../../support/google-account.ts";
import { googleForFile, home } from "../../support/google-for-file.ts";

const meeting = meetingOfAda({
  uid: "bk_google@handraise",
  description: "Bo <bo@example.net>\nJoin & see",
  organizer: { name: "Ada", email: home },
});
const moved = movedOn(meeting);

const { google, alive, asked } = await googleForFile();

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
    for (const route of ["events.insert", "events.patch", "events.delete"] as const) {
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
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(moved)]);
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
