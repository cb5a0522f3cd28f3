import { createServer, type Server } from "node:net";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCalendar } from "../../../server/adapters/calendars/index.ts";
import type { CalendarSettings, Rep } from "../../../server/core/availability/rep.ts";
import type { CalendarEvent, CalendarResult } from "../../../server/core/ports/calendar.ts";
import { type Instant, instant } from "../../../server/core/time.ts";
import { type CaldavServer, deleteAt, makeCalendar, putEvent, readEvents } from "../../support/caldav-account.ts";
import { startRadicale } from "../../support/radicale.ts";
import { startXandikos } from "../../support/xandikos.ts";

const deadlineMs = 10_000;
const at = (iso: string): Instant => instant(Date.parse(iso));

function repWith(calendar: CalendarSettings): Rep {
  const none = { hours: [], overrides: [], absences: [], travel: [] };
  return { id: "ada", name: "Ada", email: "ada@example.com", timeZone: "Europe/Berlin", active: true, ...none, calendar };
}

function settingsOf(server: CaldavServer): Extract<CalendarSettings, { kind: "caldav" }> {
  return {
    kind: "caldav",
    url: server.url,
    username: server.username,
    passwordEnv: "ADA_PASSWORD",
    busyCalendars: ["Work"],
    meetingCalendar: "Work",
  };
}

function open(server: CaldavServer, changes: Partial<Extract<CalendarSettings, { kind: "caldav" }>> = {}) {
  return openCalendar(repWith({ ...settingsOf(server), ...changes }), { secret: () => server.password });
}

function valueOf<T>(result: CalendarResult<T>): T {
  if (!result.ok) throw new Error(`${result.failure.kind}: ${result.failure.message}`);
  return result.value;
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

describe("builtin", () => {
  const calendar = openCalendar(repWith({ kind: "builtin" }), { secret: () => undefined });

  test("nothing outside makes the rep busy, before and after an event", async () => {
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([]);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    expect(valueOf(await calendar.create(meeting, deadlineMs))).toEqual(ref);
    expect(valueOf(await calendar.update(ref, moved, deadlineMs))).toEqual(ref);
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([]);
    expect(valueOf(await calendar.cancel(ref, meeting.uid, deadlineMs))).toBeNull();
    expect(valueOf(await calendar.cancel(null, meeting.uid, deadlineMs))).toBeNull();
  });
});

const servers = { radicale: startRadicale, xandikos: startXandikos };

describe.each(Object.entries(servers))("caldav on %s", (_name, start) => {
  let server: CaldavServer;
  let work: string;
  beforeAll(async () => {
    server = await start();
    work = await makeCalendar(server, "work", "Work");
  });
  afterAll(async () => {
    await server.stop();
  });

  test("an event that is created appears, twice makes one, moves, and goes", async () => {
    const calendar = open(server);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([{ startAt: meeting.startAt, endAt: meeting.endAt }]);
    expect(valueOf(await calendar.create(meeting, deadlineMs)).url).toBe(ref.url);
    expect(await readEvents(server, work)).toHaveLength(1);
    const changed = valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(changed.url).toBe(ref.url);
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([{ startAt: moved.startAt, endAt: moved.endAt }]);
    const [text = ""] = await readEvents(server, work);
    const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent");
    expect(event?.getFirstPropertyValue("uid")).toBe(meeting.uid);
    expect(event?.getFirstPropertyValue("sequence")).toBe(1);
    expect(valueOf(await calendar.cancel(changed, meeting.uid, deadlineMs))).toBeNull();
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([]);
    expect(valueOf(await calendar.cancel(changed, meeting.uid, deadlineMs))).toBeNull();
  });
});
