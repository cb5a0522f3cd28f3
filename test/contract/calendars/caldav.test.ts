import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCalendar } from "../../../server/adapters/calendars/index.ts";
import { type CaldavServer, deleteAt, makeCalendar, putEvent, readEvents } from "../../support/caldav-account.ts";
import { meeting, moved, openWork, repWith, settingsAt } from "../../support/caldav-rep.ts";
import { at, deadlineMs, failureWithin, june, spanOf, valueOf } from "../../support/calendar-calls.ts";
import { calendarCases } from "../../support/calendar-cases.ts";
import { startRadicale } from "../../support/radicale.ts";
import { startXandikos } from "../../support/xandikos.ts";

function eventIn(text: string): ICAL.Component {
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent");
  if (!event) throw new Error("no VEVENT");
  return event;
}

describe.each([
  ["radicale", startRadicale],
  ["xandikos", startXandikos],
] as const)("caldav on %s", (program, start) => {
  let server: CaldavServer;
  let work: string;
  let home: string;
  beforeAll(async () => {
    server = await start();
    work = await makeCalendar(server, "work", "Work");
    home = await makeCalendar(server, "home", "Home &amp; garden");
  });
  afterAll(async () => {
    await server.stop();
  });

  test.each(
    calendarCases()
      .filter((row) => row.servers?.includes(program) ?? true)
      .map((row, i) => [row.name, row, i] as const),
  )("busy: %s", async (_case, { events, range, ignoreUids, busy }, i) => {
    const url = await makeCalendar(server, `case-${i}`, `Case ${i}`);
    for (const lines of events) await putEvent(server, url, lines);
    expect(valueOf(await openWork(server, { busyCalendars: [url] }).busy({ ...range, ignoreUids }, deadlineMs))).toEqual(busy);
    await deleteAt(server, url);
  });

  test("the event is whole: one attendee, who gets no mail from the calendar server, and our organizer", async () => {
    const calendar = openWork(server);
    const ref = valueOf(await calendar.create({ ...meeting, title: "Ünïcode; “quotes”, \\ and 会議" }, deadlineMs));
    const [text = ""] = await readEvents(server, work);
    const event = eventIn(text);
    expect(event.getFirstPropertyValue("uid")).toBe(meeting.uid);
    expect(event.getFirstPropertyValue("summary")).toBe("Ünïcode; “quotes”, \\ and 会議");
    expect(event.getFirstProperty("organizer")?.getFirstValue()).toBe("mailto:ada@example.com");
    const attendees = event.getAllProperties("attendee");
    expect(attendees.map((attendee) => attendee.getFirstValue())).toEqual(["mailto:bo@example.net"]);
    expect(attendees[0]?.getFirstParameter("schedule-agent")).toBe("CLIENT");
    expect(text).not.toMatch(/^METHOD/m);
    valueOf(await calendar.cancel(ref, meeting.uid, deadlineMs));
  });

  test("an event that somebody changed meanwhile is moved all the same", async () => {
    const calendar = openWork(server);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    await putEvent(server, work, ["UID:elsewhere", "DTSTART:20240615T090000Z", "DTEND:20240615T100000Z"]);
    const stale = { url: ref.url, etag: '"an-older-one"' };
    const changed = valueOf(await calendar.update(stale, moved, deadlineMs));
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(moved)]);
    valueOf(await calendar.update({ url: changed.url }, meeting, deadlineMs));
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(meeting)]);
    valueOf(await calendar.cancel(changed, meeting.uid, deadlineMs));
  });

  test("an event that somebody deleted comes back when it is moved", async () => {
    const calendar = openWork(server);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    await deleteAt(server, ref.url);
    const again = valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(moved)]);
    valueOf(await calendar.cancel(again, meeting.uid, deadlineMs));
  });

  test("an event that somebody dragged into another calendar is moved and cancelled there", async () => {
    const calendar = openWork(server, { busyCalendars: ["Work", "Home & garden"] });
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    const [text = ""] = (await readEvents(server, work)).filter((object) => object.includes(meeting.uid));
    await deleteAt(server, ref.url);
    await putEvent(server, home, text);
    valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(await readEvents(server, home)).toHaveLength(1);
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(moved)]);
    valueOf(await calendar.cancel(ref, meeting.uid, deadlineMs));
    expect(await readEvents(server, home)).toHaveLength(0);
  });

  test("an event whose uid only begins like ours is never taken for ours", async () => {
    const calendar = openWork(server);
    await putEvent(server, work, [`UID:${meeting.uid}-2`, "DTSTART:20260615T090000Z", "DTEND:20260615T093000Z"]);
    expect(valueOf(await calendar.cancel(null, meeting.uid, deadlineMs))).toBeNull();
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(meeting)]);
    await deleteAt(server, `${work}${meeting.uid}-2.ics`);
  });

  test("creating an event that is there in an older state brings it up to date", async () => {
    const calendar = openWork(server);
    valueOf(await calendar.create(meeting, deadlineMs));
    const ref = valueOf(await calendar.create(moved, deadlineMs));
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(moved)]);
    valueOf(await calendar.create(meeting, deadlineMs));
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(moved)]);
    valueOf(await calendar.cancel(ref, meeting.uid, deadlineMs));
  });

  test("five creations at once make one event", async () => {
    const refs = await Promise.all(Array.from({ length: 5 }, () => openWork(server).create(meeting, deadlineMs)));
    expect(new Set(refs.map((ref) => valueOf(ref).url)).size).toBe(1);
    expect((await readEvents(server, work)).filter((object) => object.includes(meeting.uid))).toHaveLength(1);
    valueOf(await openWork(server).cancel(null, meeting.uid, deadlineMs));
  });

  test("all calendars count when none is named, and only the named ones otherwise", async () => {
    await putEvent(server, home, ["UID:private", "DTSTART:20260620T090000Z", "DTEND:20260620T100000Z"]);
    const span = { startAt: at("2026-06-20T09:00Z"), endAt: at("2026-06-20T10:00Z") };
    expect(valueOf(await openWork(server, { busyCalendars: [] }).busy(june, deadlineMs))).toEqual([span]);
    expect(valueOf(await openWork(server, { busyCalendars: ["Home & garden"] }).busy(june, deadlineMs))).toEqual([span]);
    expect(valueOf(await openWork(server, { busyCalendars: [new URL(home).pathname] }).busy(june, deadlineMs))).toEqual([span]);
    expect(valueOf(await openWork(server, { busyCalendars: ["Work"] }).busy(june, deadlineMs))).toEqual([]);
    await deleteAt(server, `${home}private.ics`);
  });

  test("two calendars of one name both count", async () => {
    const twin = await makeCalendar(server, "work-too", "Work");
    await putEvent(server, twin, ["UID:twin", "DTSTART:20260622T090000Z", "DTEND:20260622T100000Z"]);
    const busy = valueOf(await openWork(server, { busyCalendars: ["Work", "Work"] }).busy(june, deadlineMs));
    expect(busy).toEqual([{ startAt: at("2026-06-22T09:00Z"), endAt: at("2026-06-22T10:00Z") }]);
    await deleteAt(server, twin);
  });

  test("the calendar's own address is as good as the account's", async () => {
    const ref = valueOf(await openWork(server, { url: work }).create(meeting, deadlineMs));
    expect(ref.url.startsWith(work)).toBe(true);
    valueOf(await openWork(server, { url: work }).cancel(ref, meeting.uid, deadlineMs));
  });

  test("an object of 300 kB is read whole", async () => {
    await putEvent(server, work, [
      "UID:large",
      `DESCRIPTION:${"lorem ipsum ".repeat(25_000)}`,
      "DTSTART:20260621T090000Z",
      "DTEND:20260621T100000Z",
    ]);
    expect(valueOf(await openWork(server).busy(june, deadlineMs))).toEqual([
      { startAt: at("2026-06-21T09:00Z"), endAt: at("2026-06-21T10:00Z") },
    ]);
    await deleteAt(server, `${work}large.ics`);
  });

  test("a calendar that is not there is named in the failure, with those that are", async () => {
    const failure = await failureWithin(deadlineMs, openWork(server, { busyCalendars: ["Sales"] }).busy(june, deadlineMs));
    expect(failure).toMatchObject({ kind: "not_found", message: expect.stringMatching(/"Sales".*"Work"/) });
  });

  test("a wrong password is auth_lost on every call, and so is a missing one", async () => {
    const calendar = openWork(server, {}, "wrong");
    for (const call of [
      calendar.busy(june, deadlineMs),
      calendar.create(meeting, deadlineMs),
      calendar.cancel(null, "x", deadlineMs),
    ]) {
      expect((await failureWithin(deadlineMs, call)).kind).toBe("auth_lost");
    }
    const unset = openCalendar(repWith(settingsAt(server.url)), { secret: () => undefined });
    const failure = await failureWithin(deadlineMs, unset.busy(june, deadlineMs));
    expect(failure).toEqual({ kind: "auth_lost", message: "the password ADA_PASSWORD is not set" });
  });

  test("a password that is changed while we know where the calendars are is auth_lost", async () => {
    let password = server.password;
    const settings = settingsAt(server.url, { username: server.username, busyCalendars: ["Work"] });
    const calendar = openCalendar(repWith(settings), { secret: () => password });
    valueOf(await calendar.busy(june, deadlineMs));
    password = "no longer";
    expect((await failureWithin(deadlineMs, calendar.busy(june, deadlineMs))).kind).toBe("auth_lost");
  });

  test("a server that stopped is unreachable, also when we know where the calendars were", async () => {
    const other = await start();
    await makeCalendar(other, "work", "Work");
    const calendar = openWork(other);
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([]);
    await other.stop();
    expect((await failureWithin(2_000, calendar.busy(june, 1_500))).kind).toBe("unreachable");
    expect((await failureWithin(2_000, openWork(other).create(meeting, 1_500))).kind).toBe("unreachable");
  });
});
