import { describe, expect, test } from "vitest";
import { deadlineMs, june, spanOf, valueOf } from "../../support/calendar-calls.ts";
import type { GraphEvent } from "../../support/fake-graph/graph-mailbox.ts";
import { graphForFile } from "../../support/graph-for-file.ts";
import { meeting, moved, openMailbox } from "../../support/microsoft-account.ts";

const { fake, mailbox } = await graphForFile();

const onlyEvent = (): GraphEvent => {
  const [event, ...others] = mailbox().events.values();
  if (!event || others.length > 0) throw new Error(`expected one event, not ${mailbox().events.size}`);
  return event;
};

describe("the event", () => {
  test("is whole, in UTC, and nobody is mailed by Exchange, from its creation to its end", async () => {
    const calendar = openMailbox(fake);
    const ref = valueOf(await calendar.create({ ...meeting, title: "Ünïcode; “quotes”, \\ and 会議" }, deadlineMs));
    expect(onlyEvent()).toMatchObject({
      subject: "Ünïcode; “quotes”, \\ and 会議",
      body: meeting.description,
      location: meeting.location,
      start: "2026-06-15T09:00:00.000Z",
      end: "2026-06-15T09:30:00.000Z",
      showAs: "busy",
      isOnlineMeeting: false,
      attendees: [],
    });
    expect(ref).toEqual({ url: expect.stringContaining("/v1.0/users/ada%40contoso.example/events/"), etag: expect.any(String) });
    const next = valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(next.url).toBe(ref.url);
    expect(next.etag).not.toBe(ref.etag);
    valueOf(await calendar.cancel(next, meeting.uid, deadlineMs));
    expect(mailbox().events.size).toBe(0);
    expect(mailbox().mails).toBe(0);
  });

  test("that asks for a video link has one, and the reference says where it is joined", async () => {
    const calendar = openMailbox(fake);
    const ref = valueOf(await calendar.create({ ...meeting, conference: true }, deadlineMs));
    expect(ref.joinUrl).toMatch(/^https:\/\/teams\.microsoft\.com\//);
    expect(valueOf(await calendar.update(ref, { ...moved, conference: true }, deadlineMs)).joinUrl).toBe(ref.joinUrl);
    expect(valueOf(await calendar.create({ ...meeting, uid: "bk_other@handraise" }, deadlineMs))).not.toHaveProperty("joinUrl");
  });

  test("has a Teams meeting where the setup says so, and keeps its link and the rep's notes when it moves", async () => {
    const calendar = openMailbox(fake, { teams: true });
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    const event = onlyEvent();
    expect(event.isOnlineMeeting).toBe(true);
    expect(event.body).toContain("https://teams.microsoft.com/");
    event.body += "\nAsk about the budget.";
    mailbox().touch(event);
    valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(onlyEvent()).toMatchObject({ start: "2026-06-16T12:00:00.000Z", isOnlineMeeting: true });
    expect(onlyEvent().body).toMatch(/Bo <bo@example.net>[\s\S]*teams\.microsoft\.com[\s\S]*Ask about the budget\.$/);
  });

  test("goes into the calendar for meetings", async () => {
    const team = mailbox().addCalendar("Team");
    const calendar = openMailbox(fake, { meetingCalendar: team.id });
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    expect(onlyEvent().calendarId).toBe(team.id);
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(meeting)]);
    expect(valueOf(await calendar.busy({ ...june, ignoreUids: [meeting.uid] }, deadlineMs))).toEqual([]);
    valueOf(await calendar.cancel(ref, meeting.uid, deadlineMs));
  });

  test("is moved although somebody changed it meanwhile, and what they changed stays", async () => {
    const calendar = openMailbox(fake);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    onlyEvent().body = "My notes";
    mailbox().touch(onlyEvent());
    valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(onlyEvent()).toMatchObject({ body: "My notes", start: "2026-06-16T12:00:00.000Z" });
    expect(fake.faults.asked("updateEvent")).toBe(2);
  });

  test("comes back when it is moved after somebody deleted it", async () => {
    const calendar = openMailbox(fake);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    mailbox().events.clear();
    const again = valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(again.url).not.toBe(ref.url);
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(moved)]);
  });

  test("is moved and cancelled where somebody dragged it", async () => {
    const calendar = openMailbox(fake);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    const team = mailbox().addCalendar("Team");
    mailbox().drag(onlyEvent(), team.id);
    const there = valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(onlyEvent()).toMatchObject({ calendarId: team.id, start: "2026-06-16T12:00:00.000Z" });
    expect(there.url).not.toBe(ref.url);
    valueOf(await calendar.cancel(ref, meeting.uid, deadlineMs));
    expect(mailbox().events.size).toBe(0);
  });

  test("went with its calendar: cancelling it is no failure, moving it says that the calendar is gone", async () => {
    const team = mailbox().addCalendar("Team");
    const calendar = openMailbox(fake, { meetingCalendar: team.id });
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    mailbox().events.clear();
    mailbox().calendars.pop();
    expect(await calendar.update(ref, moved, deadlineMs)).toMatchObject({ ok: false, failure: { kind: "not_found" } });
    expect(valueOf(await calendar.cancel(ref, meeting.uid, deadlineMs))).toBeNull();
  });

  test("of a uid that differs in the case of its letters alone is never taken for ours", async () => {
    const calendar = openMailbox(fake);
    valueOf(await calendar.create({ ...meeting, uid: meeting.uid.toUpperCase() }, deadlineMs));
    valueOf(await calendar.cancel(null, meeting.uid, deadlineMs));
    expect(mailbox().events.size).toBe(1);
    valueOf(await calendar.create(meeting, deadlineMs));
    expect(mailbox().events.size).toBe(2);
  });

  test("with an apostrophe in its uid is found", async () => {
    const calendar = openMailbox(fake);
    const event = { ...meeting, uid: "o'neil' or 1 eq 1" };
    valueOf(await calendar.create(event, deadlineMs));
    valueOf(await calendar.create(event, deadlineMs));
    expect(mailbox().events.size).toBe(1);
    valueOf(await calendar.cancel(null, event.uid, deadlineMs));
    expect(mailbox().events.size).toBe(0);
  });

  test("that is there in an older state is brought up to date by a creation, and a newer one is left alone", async () => {
    const calendar = openMailbox(fake);
    valueOf(await calendar.create(meeting, deadlineMs));
    valueOf(await calendar.create(moved, deadlineMs));
    expect(onlyEvent().start).toBe("2026-06-16T12:00:00.000Z");
    valueOf(await calendar.create(meeting, deadlineMs));
    expect(onlyEvent().start).toBe("2026-06-16T12:00:00.000Z");
  });

  test("is one, of five creations at once", async () => {
    const refs = await Promise.all(Array.from({ length: 5 }, () => openMailbox(fake).create(meeting, deadlineMs)));
    expect(new Set(refs.map((ref) => valueOf(ref).url)).size).toBe(1);
    expect(mailbox().events.size).toBe(1);
  });

  test("of the calendar that the rep had before is looked for by its uid", async () => {
    const calendar = openMailbox(fake);
    const before = { url: "https://dav.example.com/ada/bk_contract.ics", etag: '"1"' };
    valueOf(await calendar.update(before, moved, deadlineMs));
    expect(onlyEvent().start).toBe("2026-06-16T12:00:00.000Z");
    const foreign = { url: `${fake.endpoints.graph}/v1.0/users/ada%40contoso.example/events/no-id-of-graph` };
    valueOf(await calendar.cancel(foreign, meeting.uid, deadlineMs));
    expect(mailbox().events.size).toBe(0);
  });
});
