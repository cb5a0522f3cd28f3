import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { MicrosoftSettings } from "../../../server/core/availability/rep.ts";
import { instant } from "../../../server/core/time.ts";
import { at, deadlineMs, june, valueOf } from "../../support/calendar-calls.ts";
import type { GraphEvent } from "../../support/fake-graph/graph-mailbox.ts";
import { graphForFile } from "../../support/graph-for-file.ts";
import { mailboxAddress, meeting, openMailbox } from "../../support/microsoft-account.ts";

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

const { fake, mailbox } = await graphForFile();

const hourOf = (i: number): string => new Date(june.startAt + i * 3_600_000).toISOString();

describe("busy", () => {
  test.each(cases.map((row) => [row.name, row] as const))("as free/busy: %s", async (_name, row) => {
    for (const event of row.events) mailbox().put(event);
    const range = span(row.range ?? ["2026-06-01T00:00Z", "2026-08-01T00:00Z"]);
    const expected = (row.schedule ?? row.busy).map(span);
    expect(valueOf(await openMailbox(fake, row.settings).busy(range, deadlineMs))).toEqual(expected);
    mailbox().schedulesDates = true;
    const dated = valueOf(await openMailbox(fake, row.settings).busy(range, deadlineMs));
    for (const { startAt, endAt } of expected)
      expect(
        dated.some((one) => one.startAt <= startAt && one.endAt >= endAt),
        "whole days as dates",
      ).toBe(true);
    expect(fake.faults.asked("calendarView")).toBe(0);
  });

  test.each(cases.map((row) => [row.name, row] as const))("event by event: %s", async (_name, row) => {
    for (const event of row.events) mailbox().put(event);
    const range = span(row.range ?? ["2026-06-01T00:00Z", "2026-08-01T00:00Z"]);
    const busyCalendars = mailbox().calendars.map(({ id }) => id);
    const calendar = openMailbox(fake, { ...row.settings, busyCalendars });
    expect(valueOf(await calendar.busy(range, deadlineMs))).toEqual(row.busy.map(span));
    expect(fake.faults.asked("getSchedule")).toBe(0);
  });

  test("event by event, what was cancelled or declined is free", async () => {
    mailbox().put({ isCancelled: true, start: "2026-06-15T09:00Z", end: "2026-06-15T10:00Z" });
    mailbox().put({ response: "declined", start: "2026-06-16T09:00Z", end: "2026-06-16T10:00Z" });
    mailbox().put({ response: "tentativelyAccepted", start: "2026-06-17T09:00Z", end: "2026-06-17T10:00Z" });
    const busyCalendars = mailbox().calendars.map(({ id }) => id);
    const found = valueOf(await openMailbox(fake, { busyCalendars }).busy(june, deadlineMs));
    expect(found).toEqual([span(["2026-06-17T09:00Z", "2026-06-17T10:00Z"])]);
  });

  test("only the named calendars count, and without names the default one", async () => {
    const team = mailbox().addCalendar("Team");
    mailbox().put({ start: "2026-06-15T09:00Z", end: "2026-06-15T10:00Z" });
    mailbox().put({ calendarId: team.id, start: "2026-06-16T09:00Z", end: "2026-06-16T10:00Z" });
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
    mailbox().put({ start: hourOf(70), end: hourOf(71) });
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
    const team = mailbox().addCalendar("Team");
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
      mailbox().put({
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
      mailbox().put({ start: `2026-06-02T${hour}:10Z`, end: `2026-06-02T${hour}:20Z`, recurs: { times: 25, everyDays: 1 } });
    }
    const busyCalendars = mailbox().calendars.map(({ id }) => id);
    expect(valueOf(await openMailbox(fake, { busyCalendars }).busy(june, deadlineMs))).toHaveLength(600);
    expect(fake.faults.asked("calendarView")).toBe(3);
  });

  test("what the organization publishes as a view alone is busy in its quarters of an hour", async () => {
    mailbox().put({ start: "2026-06-15T09:05Z", end: "2026-06-15T10:00Z" });
    mailbox().put({ showAs: "tentative", start: "2026-06-16T09:00Z", end: "2026-06-16T10:00Z" });
    mailbox().publishes = "view";
    const spans = [span(["2026-06-15T09:00Z", "2026-06-15T10:00Z"]), span(["2026-06-16T09:00Z", "2026-06-16T10:00Z"])];
    expect(valueOf(await openMailbox(fake).busy(june, deadlineMs))).toEqual(spans);
    expect(valueOf(await openMailbox(fake, { tentativeIsBusy: false }).busy(june, deadlineMs))).toEqual(spans.slice(0, 1));
  });

  test("a mailbox that publishes nothing is a failure, not a free rep", async () => {
    mailbox().publishes = "nothing";
    expect(await openMailbox(fake).busy(june, deadlineMs)).toMatchObject({ ok: false, failure: { kind: "refused" } });
  });
});

describe("the account", () => {
  test("lists its calendars, and says whose it is", async () => {
    const [own] = mailbox().calendars;
    const team = mailbox().addCalendar("Team", false);
    expect(valueOf((await openMailbox(fake).list?.(deadlineMs)) ?? null)).toEqual([
      { id: own?.id, name: "Calendar", primary: true, canWrite: true },
      { id: team.id, name: "Team", primary: false, canWrite: false },
    ]);
    expect(valueOf((await openMailbox(fake).identify?.(deadlineMs)) ?? null)).toBe(mailboxAddress);
  });
});
