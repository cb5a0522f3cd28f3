import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Calendar, CalendarRef } from "../../../server/core/ports/calendar.ts";
import { type CaldavServer, deleteAt, makeCalendar, putAt, putEvent, readEvents } from "../../support/caldav-account.ts";
import { openWork } from "../../support/caldav-rep.ts";
import { at, deadlineMs, spanOf, valueOf } from "../../support/calendar-calls.ts";
import { startFakeGraph } from "../../support/fake-graph/start-fake-graph.ts";
import { openOn, startStillGoogle } from "../../support/google-account.ts";
import { mailboxAddress, meeting, moved, openMailbox } from "../../support/microsoft-account.ts";
import { startRadicale } from "../../support/radicale.ts";
import { startXandikos } from "../../support/xandikos.ts";

const until = at("2026-08-01T00:00:00Z");
const now = at("2026-06-01T12:00:00Z");

/** A calendar, and what its person does there with another program. */
interface Opened {
  readonly calendar: Calendar;
  /** Somebody else's event, at nine o'clock on the 20th. */
  addOther(): Promise<void>;
  move(ref: CalendarRef, hours: number): Promise<void>;
  decline(ref: CalendarRef): Promise<void>;
  remove(ref: CalendarRef): Promise<void>;
  /** The server forgets what it told. Answers false where that cannot be brought about. */
  forget(): Promise<boolean>;
  stop(): Promise<void>;
}

const later = (iso: string | undefined, hours: number) => new Date(Date.parse(iso ?? "") + hours * 3_600_000).toISOString();

async function openGoogle(): Promise<Opened> {
  const google = await startStillGoogle();
  const home = "ada@example.com";
  const idOf = ({ url }: CalendarRef) => url.slice(url.lastIndexOf("/") + 1);
  const store = () => google.calendar(home);
  return {
    calendar: openOn(google),
    async addOther() {
      google.put(home, { start: { dateTime: "2026-06-20T09:00:00Z" }, end: { dateTime: "2026-06-20T10:00:00Z" } });
    },
    async move(ref, hours) {
      const { start, end } = store().get(idOf(ref));
      const times = { start: { dateTime: later(start?.dateTime, hours) }, end: { dateTime: later(end?.dateTime, hours) } };
      store().change(idOf(ref), times, {});
    },
    async decline(ref) {
      const own = { email: home, responseStatus: "declined" };
      const others = (store().get(idOf(ref)).attendees ?? []).filter(({ email }) => email !== home);
      store().change(idOf(ref), { attendees: [...others, own] }, {});
    },
    remove: async (ref) => store().remove(idOf(ref)),
    async forget() {
      store().forgetTokens();
      return true;
    },
    stop: () => google.stop(),
  };
}

async function openMicrosoft(): Promise<Opened> {
  const fake = await startFakeGraph(() => now);
  const mailbox = fake.addMailbox(mailboxAddress);
  const eventOf = ({ url }: CalendarRef) => {
    const event = mailbox.events.get(decodeURIComponent(url.slice(url.lastIndexOf("/events/") + "/events/".length)));
    if (!event) throw new Error("no such event");
    return event;
  };
  return {
    calendar: openMailbox(fake, {}, { now: () => now }),
    async addOther() {
      mailbox.put({ start: "2026-06-20T09:00:00Z", end: "2026-06-20T10:00:00Z" });
    },
    async move(ref, hours) {
      const event = eventOf(ref);
      Object.assign(event, { start: later(event.start, hours), end: later(event.end, hours) });
      mailbox.touch(event);
    },
    async decline(ref) {
      eventOf(ref).response = "declined";
      mailbox.touch(eventOf(ref));
    },
    remove: async (ref) => mailbox.remove(eventOf(ref).id),
    async forget() {
      mailbox.forgottenBefore = mailbox.log.length + 1;
      mailbox.put({ start: "2026-12-20T09:00:00Z", end: "2026-12-20T10:00:00Z" });
      return true;
    },
    stop: () => fake.stop(),
  };
}

async function openCaldav(start: () => Promise<CaldavServer>, hideTokens = false): Promise<Opened> {
  const server = await start();
  const url = await makeCalendar(server, "work", "Work");
  const real = globalThis.fetch;
  if (hideTokens) globalThis.fetch = withoutTokens(real);
  const text = async () => (await readEvents(server, url)).find((object) => object.includes(meeting.uid)) ?? "";
  const put = async ({ url: at }: CalendarRef, change: (ics: string) => string) => putAt(server, at, change(await text()));
  return {
    calendar: openWork(server),
    addOther: () => putEvent(server, url, ["UID:other", "DTSTART:20260620T090000Z", "DTEND:20260620T100000Z"]),
    async move(ref, hours) {
      const shifted = (time: string) => later(time.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"), hours);
      const compact = (iso: string) => `${iso.slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
      await put(ref, (ics) =>
        ics.replaceAll(/^(DTSTART|DTEND):(\S+)/gm, (_all, name, time) => `${name}:${compact(shifted(time))}`),
      );
    },
    decline: (ref) => put(ref, (ics) => ics.replace("STATUS:", "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.com\r\nSTATUS:")),
    remove: (ref) => deleteAt(server, ref.url),
    forget: async () => false,
    async stop() {
      globalThis.fetch = real;
      await server.stop();
    },
  };
}

/** A server that knows nothing of sync-collection (RFC 6578), as some do not. */
function withoutTokens(real: typeof fetch): typeof fetch {
  return async (input, init) => {
    if (typeof init?.body === "string" && init.body.includes("sync-collection")) return new Response("", { status: 400 });
    const response = await real(input, init);
    if (init?.method !== "PROPFIND") return response;
    const body = (await response.text()).replaceAll(/<((?:\w+:)?)sync-token>[^<]*<\/(?:\w+:)?sync-token>/g, "");
    return new Response(body, response);
  };
}

const providers: readonly { readonly name: string; readonly start: () => Promise<Opened> }[] = [
  { name: "google on its fake", start: openGoogle },
  { name: "microsoft on its fake", start: openMicrosoft },
  { name: "caldav on radicale", start: () => openCaldav(startRadicale) },
  { name: "caldav on xandikos", start: () => openCaldav(startXandikos) },
  { name: "caldav on radicale, by ETags alone", start: () => openCaldav(startRadicale, true) },
  { name: "caldav on xandikos, by ETags alone", start: () => openCaldav(startXandikos, true) },
];

describe.each(providers)("$name", ({ start }) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await start();
  });
  afterAll(() => opened.stop());

  const changes = async (cursor: string | null) => {
    const result = await opened.calendar.changes?.({ cursor, until }, deadlineMs);
    return valueOf(result ?? null);
  };
  const find = async (ref: CalendarRef) => valueOf((await opened.calendar.find?.(ref, meeting.uid, deadlineMs)) ?? null);

  test("what changes is told once, and what became of our own event is found: moved, declined, gone", async () => {
    const { calendar } = opened;
    const first = await changes(null);
    expect(first).toMatchObject({ whole: true, blind: false, urls: [] });
    const quiet = await changes(first.cursor);
    expect(quiet).toMatchObject({ whole: false, blind: false, urls: [] });
    expect((await changes(quiet.cursor)).cursor).toBe(quiet.cursor);

    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    const created = await changes(quiet.cursor);
    expect(created).toMatchObject({ whole: false, urls: [ref.url] });
    expect(await find(ref)).toEqual({ ...spanOf(meeting), declined: false });

    await opened.addOther();
    const other = await changes(created.cursor);
    expect(other.urls).toHaveLength(1);
    expect(other.urls).not.toContain(ref.url);

    await opened.move(ref, 2);
    const after = await changes(other.cursor);
    expect(after.urls).toEqual([ref.url]);
    const hour = 3_600_000;
    expect(await find(ref)).toEqual({
      startAt: meeting.startAt + 2 * hour,
      endAt: meeting.endAt + 2 * hour,
      declined: false,
    });
    await opened.decline(ref);
    const declined = await changes(after.cursor);
    expect(declined.urls).toEqual([ref.url]);
    expect(await find(ref)).toMatchObject({ declined: true });
    // Read again from an earlier place, in whatever order, the truth stays the same.
    expect((await changes(created.cursor)).urls).toContain(ref.url);
    expect(await find(ref)).toMatchObject({ declined: true });

    await opened.remove(ref);
    const gone = await changes(declined.cursor);
    expect(gone.urls).toEqual([ref.url]);
    expect(await find(ref)).toBeNull();
  });

  test("fault 6: a place that the server has forgotten, or that is nobody's, means everything may have changed", async () => {
    const known = await changes(null);
    let trials = 0;
    for (const cursor of ["", "nonsense", "[]", '[["elsewhere","token 1"]]']) {
      expect(await changes(cursor)).toMatchObject({ whole: true });
      trials += 1;
    }
    if (await opened.forget()) {
      const again = await changes(known.cursor);
      expect(again).toMatchObject({ whole: true });
      expect(await changes(again.cursor)).toMatchObject({ whole: false, urls: [] });
      trials += 1;
    }
    console.info(`fault 6: ${trials} cursors that lead nowhere, each answered as a whole`);
  });

  test("an event of another account is not taken for one that is gone", async () => {
    const ref = { url: "https://elsewhere.example/calendars/bo/1.ics" };
    const result = await opened.calendar.find?.(ref, moved.uid, deadlineMs);
    expect(result?.ok).toBe(false);
  });
});

describe("a watch that cannot be had for all of the calendars", () => {
  const ask = { url: "https://book.example.com/hooks/x", token: "word" };

  test("is had for none at Google, where a calendar shows its busy times alone or the call fails", async () => {
    const google = await startStillGoogle();
    google.addCalendar("team@example.com");
    const calendar = openOn(google, { busyCalendars: ["ada@example.com", "team@example.com", "gone@example.com"] });
    expect(valueOf((await calendar.watch?.(ask, [], deadlineMs)) ?? null)).toEqual([]);
    expect(google.channels.open.size).toBe(0);
    const both = openOn(google, { busyCalendars: ["ada@example.com", "team@example.com"] });
    google.fail("events.watch", { status: 500 });
    expect(await both.watch?.(ask, [], deadlineMs)).toMatchObject({ ok: false });
    expect(google.channels.open.size).toBe(0);
    const watches = valueOf((await both.watch?.(ask, [], deadlineMs)) ?? null);
    expect([watches.length, google.channels.open.size]).toEqual([2, 2]);
    valueOf((await both.unwatch?.(watches, deadlineMs)) ?? null);
    valueOf((await both.unwatch?.(watches, deadlineMs)) ?? null);
    expect(google.channels.open.size).toBe(0);
    await google.stop();
  });

  test("is had for none at Microsoft, and what stood before stands still", async () => {
    const fake = await startFakeGraph(() => now);
    const mailbox = fake.addMailbox(mailboxAddress);
    const other = mailbox.addCalendar("Other");
    fake.subscriptions.handshake = async (url) => new URL(url).searchParams.get("validationToken") ?? "";
    const busyCalendars = [mailbox.calendars[0]?.id ?? "", other.id];
    const calendar = openMailbox(fake, { busyCalendars, meetingCalendar: other.id }, { now: () => now });
    const before = valueOf((await calendar.watch?.(ask, [], deadlineMs)) ?? null);
    expect(fake.subscriptions.open.size).toBe(2);
    for (const { id } of before.slice(1)) fake.subscriptions.open.delete(id);
    fake.faults.set("subscribe", { status: 503 });
    expect(await calendar.watch?.(ask, before, deadlineMs)).toMatchObject({ ok: false });
    expect(fake.subscriptions.open.size).toBe(1);
    fake.faults.set("subscribe", { times: 0 });
    const again = valueOf((await calendar.watch?.(ask, before, deadlineMs)) ?? null);
    expect([again.length, fake.subscriptions.open.size]).toEqual([2, 2]);
    expect(again[0]?.id).toBe(before[0]?.id);
    await fake.stop();
  });
});
