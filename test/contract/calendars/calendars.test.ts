import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCalendar } from "../../../server/adapters/calendars/index.ts";
import type { CalendarSettings, Rep } from "../../../server/core/availability/rep.ts";
import type { Calendar, CalendarEvent, CalendarResult } from "../../../server/core/ports/calendar.ts";
import { type Instant, instant } from "../../../server/core/time.ts";
import { type CaldavServer, deleteAt, makeCalendar, putEvent, readEvents } from "../../support/caldav-account.ts";
import { calendarCases } from "../../support/calendar-cases.ts";
import { openFakeGoogle, realGoogle } from "../../support/google-account.ts";
import { openFakeMicrosoft, realMicrosoft } from "../../support/microsoft-account.ts";
import { startRadicale } from "../../support/radicale.ts";
import { startXandikos } from "../../support/xandikos.ts";

type Caldav = Extract<CalendarSettings, { kind: "caldav" }>;

const deadlineMs = 10_000;
const at = (iso: string): Instant => instant(Date.parse(iso));
const now = at("2026-06-01T12:00:00Z");

function repWith(calendar: CalendarSettings): Rep {
  const none = { hours: [], overrides: [], absences: [], travel: [] };
  return { id: "ada", name: "Ada", email: "ada@example.com", timeZone: "Europe/Berlin", active: true, ...none, calendar };
}

function settingsAt(url: string, changes: Partial<Caldav> = {}): Caldav {
  return { kind: "caldav", url, username: "ada", passwordEnv: "ADA_PASSWORD", ...changes };
}

function open(server: CaldavServer, changes: Partial<Caldav> = {}, password: string | undefined = server.password) {
  const settings = settingsAt(server.url, {
    username: server.username,
    busyCalendars: ["Work"],
    meetingCalendar: "Work",
    ...changes,
  });
  return openCalendar(repWith(settings), { secret: () => password, now: () => now });
}

function valueOf<T>(result: CalendarResult<T>): T {
  if (!result.ok) throw new Error(`${result.failure.kind}: ${result.failure.message}`);
  return result.value;
}

/** What a failed call says; also that it came within `limitMs`. */
async function failureWithin(limitMs: number, call: Promise<CalendarResult<unknown>>) {
  const begun = performance.now();
  const result = await call;
  expect(performance.now() - begun).toBeLessThan(limitMs);
  if (result.ok) throw new Error(`expected a failure, got ${JSON.stringify(result.value)}`);
  return result.failure;
}

const meeting: CalendarEvent = {
  uid: "bk_contract@handraise",
  sequence: 0,
  title: "Intro: Bo / Ada",
  description: "Join: https://meet.example.com/x",
  location: "https://meet.example.com/x",
  startAt: at("2026-06-15T09:00:00Z"),
  endAt: at("2026-06-15T09:30:00Z"),
  organizer: { name: "Ada", email: "ada@example.com" },
  attendees: [{ name: "Bo", email: "bo@example.net" }],
};
const moved: CalendarEvent = { ...meeting, sequence: 1, startAt: at("2026-06-16T12:00:00Z"), endAt: at("2026-06-16T12:30:00Z") };
const june = { startAt: at("2026-06-01T00:00:00Z"), endAt: at("2026-07-01T00:00:00Z") };
const spanOf = ({ startAt, endAt }: CalendarEvent) => ({ startAt, endAt });

function eventIn(text: string): ICAL.Component {
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent");
  if (!event) throw new Error("no VEVENT");
  return event;
}

const failed: CalendarResult<never> = { ok: false, failure: { kind: "refused", message: "there is no such call" } };

interface Opened {
  readonly calendar: Calendar;
  stop(): Promise<void>;
}

const openBuiltin = async (): Promise<Opened> => ({
  calendar: openCalendar(repWith({ kind: "builtin" }), { secret: () => undefined }),
  stop: async () => {},
});

async function openCaldav(start: () => Promise<CaldavServer>): Promise<Opened> {
  const server = await start();
  await makeCalendar(server, "work", "Work");
  return { calendar: open(server), stop: () => server.stop() };
}

/** Every provider, on a real server where there is one. `shows` says whether an event in the calendar makes busy. */
const providers: readonly { readonly name: string; readonly shows: boolean; readonly start: () => Promise<Opened> }[] = [
  { name: "builtin", shows: false, start: openBuiltin },
  { name: "caldav on radicale", shows: true, start: () => openCaldav(startRadicale) },
  { name: "caldav on xandikos", shows: true, start: () => openCaldav(startXandikos) },
  { name: "google on its fake", shows: true, start: openFakeGoogle },
  ...realGoogle().map((start) => ({ name: "google itself", shows: true, start })),
  { name: "microsoft on its fake", shows: true, start: openFakeMicrosoft },
  ...realMicrosoft().map((start) => ({ name: "microsoft itself", shows: true, start })),
];

describe.each(providers)("$name", ({ shows, start }) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await start();
  });
  afterAll(async () => {
    await opened.stop();
  });

  test("a provider that tells changes names an event of ours when it is made and when it is gone", async () => {
    const { calendar } = opened;
    if (!calendar.changes || !calendar.find) return expect(shows).toBe(false);
    const changes = async (cursor: string | null) =>
      valueOf((await calendar.changes?.({ cursor, until: instant(Date.now() + 60 * 86_400_000) }, deadlineMs)) ?? failed);
    // Deltas are about the time around now, also on real accounts.
    const startAt = instant(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 7 * 86_400_000);
    const own = { ...meeting, uid: "bk_told@handraise", startAt, endAt: instant(startAt + 1_800_000) };
    const from = await changes(null);
    const ref = valueOf(await calendar.create(own, deadlineMs));
    const made = await changes(from.cursor);
    expect(made.urls).toContain(ref.url);
    expect(valueOf(await calendar.find(ref, own.uid, deadlineMs))).toEqual({ ...spanOf(own), declined: false });
    valueOf(await calendar.cancel(ref, own.uid, deadlineMs));
    expect((await changes(made.cursor)).urls).toContain(ref.url);
    expect(valueOf(await calendar.find(ref, own.uid, deadlineMs))).toBeNull();
  });

  test("an event that is created appears, twice makes one, moves, and goes; going twice is no failure", async () => {
    const { calendar } = opened;
    const busy = async (ignoreUids: readonly string[] = []) => valueOf(await calendar.busy({ ...june, ignoreUids }, deadlineMs));
    expect(await busy()).toEqual([]);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    expect(await busy()).toEqual(shows ? [spanOf(meeting)] : []);
    expect(await busy([meeting.uid])).toEqual([]);
    expect(valueOf(await calendar.create(meeting, deadlineMs)).url).toBe(ref.url);
    expect(await busy()).toEqual(shows ? [spanOf(meeting)] : []);
    const changed = valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(changed.url).toBe(ref.url);
    expect(await busy()).toEqual(shows ? [spanOf(moved)] : []);
    expect(valueOf(await calendar.cancel(changed, meeting.uid, deadlineMs))).toBeNull();
    expect(await busy()).toEqual([]);
    expect(valueOf(await calendar.cancel(changed, meeting.uid, deadlineMs))).toBeNull();
  });

  test("an event that was never created is created by an update, and cancelled without knowing where it is", async () => {
    const { calendar } = opened;
    valueOf(await calendar.update(null, moved, deadlineMs));
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual(shows ? [spanOf(moved)] : []);
    expect(valueOf(await calendar.cancel(null, moved.uid, deadlineMs))).toBeNull();
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([]);
  });
});

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
    expect(valueOf(await open(server, { busyCalendars: [url] }).busy({ ...range, ignoreUids }, deadlineMs))).toEqual(busy);
    await deleteAt(server, url);
  });

  test("the event is whole: one attendee, who gets no mail from the calendar server, and our organizer", async () => {
    const calendar = open(server);
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
    const calendar = open(server);
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
    const calendar = open(server);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    await deleteAt(server, ref.url);
    const again = valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(moved)]);
    valueOf(await calendar.cancel(again, meeting.uid, deadlineMs));
  });

  test("an event that somebody dragged into another calendar is moved and cancelled there", async () => {
    const calendar = open(server, { busyCalendars: ["Work", "Home & garden"] });
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
    const calendar = open(server);
    await putEvent(server, work, [`UID:${meeting.uid}-2`, "DTSTART:20260615T090000Z", "DTEND:20260615T093000Z"]);
    expect(valueOf(await calendar.cancel(null, meeting.uid, deadlineMs))).toBeNull();
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(meeting)]);
    await deleteAt(server, `${work}${meeting.uid}-2.ics`);
  });

  test("creating an event that is there in an older state brings it up to date", async () => {
    const calendar = open(server);
    valueOf(await calendar.create(meeting, deadlineMs));
    const ref = valueOf(await calendar.create(moved, deadlineMs));
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(moved)]);
    valueOf(await calendar.create(meeting, deadlineMs));
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(moved)]);
    valueOf(await calendar.cancel(ref, meeting.uid, deadlineMs));
  });

  test("five creations at once make one event", async () => {
    const refs = await Promise.all(Array.from({ length: 5 }, () => open(server).create(meeting, deadlineMs)));
    expect(new Set(refs.map((ref) => valueOf(ref).url)).size).toBe(1);
    expect((await readEvents(server, work)).filter((object) => object.includes(meeting.uid))).toHaveLength(1);
    valueOf(await open(server).cancel(null, meeting.uid, deadlineMs));
  });

  test("all calendars count when none is named, and only the named ones otherwise", async () => {
    await putEvent(server, home, ["UID:private", "DTSTART:20260620T090000Z", "DTEND:20260620T100000Z"]);
    const span = { startAt: at("2026-06-20T09:00Z"), endAt: at("2026-06-20T10:00Z") };
    expect(valueOf(await open(server, { busyCalendars: [] }).busy(june, deadlineMs))).toEqual([span]);
    expect(valueOf(await open(server, { busyCalendars: ["Home & garden"] }).busy(june, deadlineMs))).toEqual([span]);
    expect(valueOf(await open(server, { busyCalendars: [new URL(home).pathname] }).busy(june, deadlineMs))).toEqual([span]);
    expect(valueOf(await open(server, { busyCalendars: ["Work"] }).busy(june, deadlineMs))).toEqual([]);
    await deleteAt(server, `${home}private.ics`);
  });

  test("two calendars of one name both count", async () => {
    const twin = await makeCalendar(server, "work-too", "Work");
    await putEvent(server, twin, ["UID:twin", "DTSTART:20260622T090000Z", "DTEND:20260622T100000Z"]);
    const busy = valueOf(await open(server, { busyCalendars: ["Work", "Work"] }).busy(june, deadlineMs));
    expect(busy).toEqual([{ startAt: at("2026-06-22T09:00Z"), endAt: at("2026-06-22T10:00Z") }]);
    await deleteAt(server, twin);
  });

  test("the calendar's own address is as good as the account's", async () => {
    const ref = valueOf(await open(server, { url: work }).create(meeting, deadlineMs));
    expect(ref.url.startsWith(work)).toBe(true);
    valueOf(await open(server, { url: work }).cancel(ref, meeting.uid, deadlineMs));
  });

  test("an object of 300 kB is read whole", async () => {
    await putEvent(server, work, [
      "UID:large",
      `DESCRIPTION:${"lorem ipsum ".repeat(25_000)}`,
      "DTSTART:20260621T090000Z",
      "DTEND:20260621T100000Z",
    ]);
    expect(valueOf(await open(server).busy(june, deadlineMs))).toEqual([
      { startAt: at("2026-06-21T09:00Z"), endAt: at("2026-06-21T10:00Z") },
    ]);
    await deleteAt(server, `${work}large.ics`);
  });

  test("a calendar that is not there is named in the failure, with those that are", async () => {
    const failure = await failureWithin(deadlineMs, open(server, { busyCalendars: ["Sales"] }).busy(june, deadlineMs));
    expect(failure).toMatchObject({ kind: "not_found", message: expect.stringMatching(/"Sales".*"Work"/) });
  });

  test("a wrong password is auth_lost on every call, and so is a missing one", async () => {
    const calendar = open(server, {}, "wrong");
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
    const calendar = open(other);
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([]);
    await other.stop();
    expect((await failureWithin(2_000, calendar.busy(june, 1_500))).kind).toBe("unreachable");
    expect((await failureWithin(2_000, open(other).create(meeting, 1_500))).kind).toBe("unreachable");
  });
});
