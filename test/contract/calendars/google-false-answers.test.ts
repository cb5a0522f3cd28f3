import { describe, expect, test } from "vitest";
import { deadlineMs, failureOf, june, valueOf } from "../../support/calendar-calls.ts";
import { openOn } from "../../support/google-account.ts";
import { googleForFile, home, later, meetingOf, say } from "../../support/google-for-file.ts";

const { google } = await googleForFile();

test("a page in Google's place never passes for an event that was written", async () => {
  const page = { status: 200, body: "<html>Sign in</html>", contentType: "text/html" };
  const calendar = openOn(google);
  google.fail("events.insert", page);
  expect(failureOf(await calendar.create(meetingOf(0), deadlineMs)).kind).toBe("refused");
  const ref = valueOf(await calendar.create(meetingOf(0), deadlineMs));
  google.fail("events.patch", page);
  expect(failureOf(await calendar.update(ref, later(meetingOf(0)), deadlineMs)).kind).toBe("refused");
  google.fail("events.get", page);
  expect(failureOf(await calendar.update({ url: ref.url }, later(meetingOf(0)), deadlineMs)).kind).toBe("refused");
  google.fail("events.delete", page);
  expect(failureOf(await calendar.cancel(ref, meetingOf(0).uid, deadlineMs)).kind).toBe("refused");
});

describe("fault 9: a 200 that does not know", () => {
  test.each([
    ["notFound", "not_found"],
    ["internalError", "unreachable"],
    ["groupTooBig", "refused"],
    ["tooManyCalendarsRequested", "refused"],
    ["somethingNew", "refused"],
  ])("an error %s for one of 60 calendars is a failure of the whole, wherever it stands", async (reason, kind) => {
    const ids = Array.from({ length: 60 }, (_, i) => `c${i}@example.com`);
    for (const id of ids) google.addCalendar(id);
    const calendar = openOn(google, { busyCalendars: ids });
    for (const [i, id] of ids.entries()) {
      google.breakCalendar(id, reason);
      const failure = failureOf(await calendar.busy(june, deadlineMs));
      expect(failure).toEqual({ kind, message: `Google cannot say when calendar ${i + 1} of 60 is busy (${reason})` });
      google.breakCalendar(id, null);
    }
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([]);
    say(9, ids.length, `${reason} in each place of 60: ${kind}, never free`);
  });

  test("a calendar that nobody shared is not found, not free", async () => {
    google.addCalendar("bo@example.net", { readers: [] });
    const failure = failureOf(await openOn(google, { busyCalendars: [home, "bo@example.net"] }).busy(june, deadlineMs));
    expect(failure).toMatchObject({ kind: "not_found", message: expect.stringContaining("calendar 2 of 2") });
  });

  test.each([
    ["a page for signing in", { status: 200, body: "<html>Sign in</html>", contentType: "text/html" }],
    ["an empty answer", { status: 200, body: "" }],
    ["no calendars", { status: 200, body: "{}" }],
    ["another calendar", { status: 200, body: '{"calendars":{"bo@example.net":{"busy":[]}}}' }],
    ["a calendar without its busy times", { status: 200, body: `{"calendars":{"${home}":{}}}` }],
    ["a time that is none", { status: 200, body: `{"calendars":{"${home}":{"busy":[{"start":"soon","end":"later"}]}}}` }],
    ["JSON cut short", { status: 200, body: `{"calendars":{"${home}":{"busy":[` }],
  ])("%s is a failure, not a free rep", async (_name, fault) => {
    google.fail("freebusy.query", fault);
    expect(failureOf(await openOn(google).busy(june, deadlineMs)).kind).toBe("refused");
  });

  test.each([
    ["no list", { status: 200, body: '{"timeZone":"UTC"}' }],
    ["no zone", { status: 200, body: '{"items":[]}' }],
    ["an event without an end", { status: 200, body: '{"timeZone":"UTC","items":[{"id":"a","start":{"date":"2026-06-15"}}]}' }],
    [
      "an unknown zone",
      { status: 200, body: '{"timeZone":"Middle-earth","items":[{"start":{"date":"2026-06-15"},"end":{"date":"2026-06-16"}}]}' },
    ],
    ["pages without end", { status: 200, times: 30, body: '{"timeZone":"UTC","items":[],"nextPageToken":"on"}' }],
  ])("read event by event: %s is a failure, not a free rep", async (_name, fault) => {
    google.fail("events.list", fault);
    expect(failureOf(await openOn(google).busy({ ...june, ignoreUids: ["x"] }, deadlineMs)).kind).toBe("refused");
  });
});
