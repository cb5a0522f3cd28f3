import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { MicrosoftSettings } from "../../../server/core/availability/rep.ts";
import { instant } from "../../../server/core/time.ts";
import { at, deadlineMs, june, spanOf, valueOf } from "../../support/calendar-calls.ts";
import type { GraphEvent, GraphMailbox } from "../../support/fake-graph/graph-mailbox.ts";
import { type FakeGraph, startFakeGraph } from "../../support/fake-graph/start-fake-graph.ts";
import { mailboxAddress, meeting, moved, openMailbox } from "../../support/microsoft-account.ts";

interface Case {
  readonly name: string;
  readonly range?: readonly [string, string];
  readonly settings?: Partial<MicrosoftSettings>;
  readonly events: readonly (Pick<GraphEvent, "start" | "end"> & Partial<GraphEvent>)[];
  readonly busy: readonly (readonly [string, string])[];
  readonly schedule?: readonly (readonly [string, string])[];
}

const table = new URL("../../cases/graph-events.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(table, "utf8")) as { readonly cases: readonly Case[] };
const span = ([from, to]: readonly [string, string]) => ({ startAt: at(from), endAt: at(to) });

let fake: FakeGraph;
let mailbox: GraphMailbox;
beforeAll(async () => {
  fake = await startFakeGraph();
});
beforeEach(() => {
  mailbox = fake.addMailbox(mailboxAddress);
});
afterEach(() => {
  fake.faults.clear();
});
afterAll(async () => {
  await fake.stop();
});

const hourOf = (i: number): string => new Date(june.startAt + i * 3_600_000).toISOString();
const onlyEvent = (): GraphEvent => {
  const [event, ...others] = mailbox.events.values();
  if (!event || others.length > 0) throw new Error(`expected one event, not ${mailbox.events.size}`);
  return event;
};

describe("busy", () => {
  test.each(cases.map((row) => [row.name, row] as const))("as free/busy: %s", async (_name, row) => {
    for (const event of row.events) mailbox.put(event);
    const range = span(row.range ?? ["2026-06-01T00:00Z", "2026-08-01T00:00Z"]);
    const expected = (row.schedule ?? row.busy).map(span);
    expect(valueOf(await openMailbox(fake, row.settings).busy(range, deadlineMs))).toEqual(expected);
    mailbox.schedulesDates = true;
    const dated = valueOf(await openMailbox(fake, row.settings).busy(range, deadlineMs));
    for (const { startAt, endAt } of expected)
      expect(
        dated.some((one) => one.startAt <= startAt && one.endAt >= endAt),
        "whole days as dates",
      ).toBe(true);
    expect(fake.faults.asked("calendarView")).toBe(0);
  });

  test.each(cases.map((row) => [row.name, row] as const))("event by event: %s", async (_name, row) => {
    for (const event of row.events) mailbox.put(event);
    const range = span(row.range ?? ["2026-06-01T00:00Z", "2026-08-01T00:00Z"]);
    const busyCalendars = mailbox.calendars.map(({ id }) => id);
    const calendar = openMailbox(fake, { ...row.settings, busyCalendars });
    expect(valueOf(await calendar.busy(range, deadlineMs))).toEqual(row.busy.map(span));
    expect(fake.faults.asked("getSchedule")).toBe(0);
  });

  test("event by event, what was cancelled or declined is free", async () => {
    mailbox.put({ isCancelled: true, start: "2026-06-15T09:00Z", end: "2026-06-15T10:00Z" });
    mailbox.put({ response: "declined", start: "2026-06-16T09:00Z", end: "2026-06-16T10:00Z" });
    mailbox.put({ response: "tentativelyAccepted", start: "2026-06-17T09:00Z", end: "2026-06-17T10:00Z" });
    const busyCalendars = mailbox.calendars.map(({ id }) => id);
    const found = valueOf(await openMailbox(fake, { busyCalendars }).busy(june, deadlineMs));
    expect(found).toEqual([span(["2026-06-17T09:00Z", "2026-06-17T10:00Z"])]);
  });

  test("only the named calendars count, and without names the default one", async () => {
    const team = mailbox.addCalendar("Team");
    mailbox.put({ start: "2026-06-15T09:00Z", end: "2026-06-15T10:00Z" });
    mailbox.put({ calendarId: team.id, start: "2026-06-16T09:00Z", end: "2026-06-16T10:00Z" });
    const busy = async (changes: Partial<MicrosoftSettings>) => valueOf(await openMailbox(fake, changes).busy(june, deadlineMs));
    const own = span(["2026-06-15T09:00Z", "2026-06-15T10:00Z"]);
    const other = span(["2026-06-16T09:00Z", "2026-06-16T10:00Z"]);
    expect(await busy({})).toEqual([own]);
    expect(await busy({ busyCalendars: [team.id] })).toEqual([other]);
    expect(await busy({ meetingCalendar: team.id })).toEqual([own, other]);
  });

  test("mailboxes and rooms that are named by their address are asked for their free/busy, 20 in one question", async () => {
    const rooms = Array.from({ length: 59 }, (_, i) => fake.addMailbox(`Room${i}@contoso.example`));
    for (const [i, room] of rooms.entries()) room.put({ start: hourOf(i), end: hourOf(i + 1) });
    mailbox.put({ start: hourOf(70), end: hourOf(71) });
    const calendar = openMailbox(fake, { busyCalendars: [mailboxAddress, ...rooms.map(({ address }) => address)] });
    const spans = [span([hourOf(0), hourOf(59)]), span([hourOf(70), hourOf(71)])];
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual(spans);
    expect(fake.faults.asked("getSchedule")).toBe(3);
    // An event of ours can be left out of the mailbox's own times alone, event by event.
    expect(valueOf(await calendar.busy({ ...june, ignoreUids: ["x"] }, deadlineMs))).toEqual(spans);
    expect(fake.faults.asked("calendarView")).toBe(1);
  });

  test("a room tells nobody what changes there: with one among the busy calendars the mailbox is read each time", async () => {
    fake.addMailbox("room@contoso.example");
    const calendar = openMailbox(fake, { busyCalendars: [mailboxAddress, "room@contoso.example"] });
    const told = valueOf((await calendar.changes?.({ cursor: null, until: june.endAt }, deadlineMs)) ?? null);
    expect(told.blind).toBe(true);
    const ask = { url: "https://meet.example.com/hooks/microsoft", token: "t" };
    expect(valueOf((await calendar.watch?.(ask, [], deadlineMs)) ?? null)).toEqual([]);
  });

  test("what happens to meetings is told, also where they go to a calendar that does not count as busy", async () => {
    const team = mailbox.addCalendar("Team");
    const calendar = openMailbox(fake, { busyCalendars: [team.id] });
    const since = valueOf((await calendar.changes?.({ cursor: null, until: june.endAt }, deadlineMs)) ?? null);
    const soon = instant(Math.ceil(Date.now() / 3_600_000) * 3_600_000);
    const event = { ...meeting, startAt: soon, endAt: instant(soon + 1_800_000) };
    const ref = valueOf(await calendar.create(event, deadlineMs));
    const told = valueOf((await calendar.changes?.({ cursor: since.cursor, until: june.endAt }, deadlineMs)) ?? null);
    expect(told.urls).toEqual([ref.url]);
  });

  test("a mailbox of more than a thousand entries is asked in smaller pieces", async () => {
    for (let i = 0; i < 25; i += 1) {
      const minute = String(i * 2).padStart(2, "0");
      mailbox.put({
        start: `2026-06-01T08:${minute}:00Z`,
        end: `2026-06-01T08:${minute}:30Z`,
        recurs: { times: 60, everyDays: 1 },
      });
    }
    const range = { startAt: at("2026-06-01T00:00Z"), endAt: at("2026-08-01T00:00Z") };
    expect(valueOf(await openMailbox(fake).busy(range, deadlineMs))).toHaveLength(1500);
    expect(fake.faults.asked("getSchedule")).toBeGreaterThan(1);
  });

  test("a calendar of several pages is read to its last event", async () => {
    for (let i = 0; i < 24; i += 1) {
      const hour = String(i).padStart(2, "0");
      mailbox.put({ start: `2026-06-02T${hour}:10Z`, end: `2026-06-02T${hour}:20Z`, recurs: { times: 25, everyDays: 1 } });
    }
    const busyCalendars = mailbox.calendars.map(({ id }) => id);
    expect(valueOf(await openMailbox(fake, { busyCalendars }).busy(june, deadlineMs))).toHaveLength(600);
    expect(fake.faults.asked("calendarView")).toBe(3);
  });

  test("what the organization publishes as a view alone is busy in its quarters of an hour", async () => {
    mailbox.put({ start: "2026-06-15T09:05Z", end: "2026-06-15T10:00Z" });
    mailbox.put({ showAs: "tentative", start: "2026-06-16T09:00Z", end: "2026-06-16T10:00Z" });
    mailbox.publishes = "view";
    const spans = [span(["2026-06-15T09:00Z", "2026-06-15T10:00Z"]), span(["2026-06-16T09:00Z", "2026-06-16T10:00Z"])];
    expect(valueOf(await openMailbox(fake).busy(june, deadlineMs))).toEqual(spans);
    expect(valueOf(await openMailbox(fake, { tentativeIsBusy: false }).busy(june, deadlineMs))).toEqual(spans.slice(0, 1));
  });

  test("a mailbox that publishes nothing is a failure, not a free rep", async () => {
    mailbox.publishes = "nothing";
    expect(await openMailbox(fake).busy(june, deadlineMs)).toMatchObject({ ok: false, failure: { kind: "refused" } });
  });
});

describe("the account", () => {
  test("lists its calendars, and says whose it is", async () => {
    const [own] = mailbox.calendars;
    const team = mailbox.addCalendar("Team", false);
    expect(valueOf((await openMailbox(fake).list?.(deadlineMs)) ?? null)).toEqual([
      { id: own?.id, name: "Calendar", primary: true, canWrite: true },
      { id: team.id, name: "Team", primary: false, canWrite: false },
    ]);
    expect(valueOf((await openMailbox(fake).identify?.(deadlineMs)) ?? null)).toBe(mailboxAddress);
  });
});

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
    expect(mailbox.events.size).toBe(0);
    expect(mailbox.mails).toBe(0);
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
    mailbox.touch(event);
    valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(onlyEvent()).toMatchObject({ start: "2026-06-16T12:00:00.000Z", isOnlineMeeting: true });
    expect(onlyEvent().body).toMatch(/Bo <bo@example.net>[\s\S]*teams\.microsoft\.com[\s\S]*Ask about the budget\.$/);
  });

  test("goes into the calendar for meetings", async () => {
    const team = mailbox.addCalendar("Team");
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
    mailbox.touch(onlyEvent());
    valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(onlyEvent()).toMatchObject({ body: "My notes", start: "2026-06-16T12:00:00.000Z" });
    expect(fake.faults.asked("updateEvent")).toBe(2);
  });

  test("comes back when it is moved after somebody deleted it", async () => {
    const calendar = openMailbox(fake);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    mailbox.events.clear();
    const again = valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(again.url).not.toBe(ref.url);
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([spanOf(moved)]);
  });

  test("is moved and cancelled where somebody dragged it", async () => {
    const calendar = openMailbox(fake);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    const team = mailbox.addCalendar("Team");
    mailbox.drag(onlyEvent(), team.id);
    const there = valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(onlyEvent()).toMatchObject({ calendarId: team.id, start: "2026-06-16T12:00:00.000Z" });
    expect(there.url).not.toBe(ref.url);
    valueOf(await calendar.cancel(ref, meeting.uid, deadlineMs));
    expect(mailbox.events.size).toBe(0);
  });

  test("went with its calendar: cancelling it is no failure, moving it says that the calendar is gone", async () => {
    const team = mailbox.addCalendar("Team");
    const calendar = openMailbox(fake, { meetingCalendar: team.id });
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    mailbox.events.clear();
    mailbox.calendars.pop();
    expect(await calendar.update(ref, moved, deadlineMs)).toMatchObject({ ok: false, failure: { kind: "not_found" } });
    expect(valueOf(await calendar.cancel(ref, meeting.uid, deadlineMs))).toBeNull();
  });

  test("of a uid that differs in the case of its letters alone is never taken for ours", async () => {
    const calendar = openMailbox(fake);
    valueOf(await calendar.create({ ...meeting, uid: meeting.uid.toUpperCase() }, deadlineMs));
    valueOf(await calendar.cancel(null, meeting.uid, deadlineMs));
    expect(mailbox.events.size).toBe(1);
    valueOf(await calendar.create(meeting, deadlineMs));
    expect(mailbox.events.size).toBe(2);
  });

  test("with an apostrophe in its uid is found", async () => {
    const calendar = openMailbox(fake);
    const event = { ...meeting, uid: "o'neil' or 1 eq 1" };
    valueOf(await calendar.create(event, deadlineMs));
    valueOf(await calendar.create(event, deadlineMs));
    expect(mailbox.events.size).toBe(1);
    valueOf(await calendar.cancel(null, event.uid, deadlineMs));
    expect(mailbox.events.size).toBe(0);
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
    expect(mailbox.events.size).toBe(1);
  });

  test("of the calendar that the rep had before is looked for by its uid", async () => {
    const calendar = openMailbox(fake);
    const before = { url: "https://dav.example.com/ada/bk_contract.ics", etag: '"1"' };
    valueOf(await calendar.update(before, moved, deadlineMs));
    expect(onlyEvent().start).toBe("2026-06-16T12:00:00.000Z");
    const foreign = { url: `${fake.endpoints.graph}/v1.0/users/ada%40contoso.example/events/no-id-of-graph` };
    valueOf(await calendar.cancel(foreign, meeting.uid, deadlineMs));
    expect(mailbox.events.size).toBe(0);
  });
});
