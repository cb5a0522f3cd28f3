import { openCalendar } from "../../server/adapters/calendars/index.ts";
import type { CalendarSettings, Rep } from "../../server/core/availability/rep.ts";
import type { Calendar } from "../../server/core/ports/calendar.ts";
import { type CaldavServer, makeCalendar } from "./caldav-account.ts";
import { at, meetingOfAda, movedOn } from "./calendar-calls.ts";

type Caldav = Extract<CalendarSettings, { kind: "caldav" }>;

const now = at("2026-06-01T12:00:00Z");

/** Ada, in Berlin, with this calendar. */
export function repWith(calendar: CalendarSettings): Rep {
  const none = { hours: [], overrides: [], absences: [], travel: [] };
  return { id: "ada", name: "Ada", email: "ada@example.com", timeZone: "Europe/Berlin", active: true, ...none, calendar };
}

export function settingsAt(url: string, changes: Partial<Caldav> = {}): Caldav {
  return { kind: "caldav", url, username: "ada", passwordEnv: "ADA_PASSWORD", ...changes };
}

/** The calendar "Work" of an account, which is asked for busy times and takes the meetings. */
export function openWork(server: CaldavServer, changes: Partial<Caldav> = {}, password: string | undefined = server.password) {
  const settings = settingsAt(server.url, {
    username: server.username,
    busyCalendars: ["Work"],
    meetingCalendar: "Work",
    ...changes,
  });
  return openCalendar(repWith(settings), { secret: () => password, now: () => now });
}

export const meeting = meetingOfAda({ description: "Join: https://meet.example.com/x" });
export const moved = movedOn(meeting);

/** The calendar "Work", on a server of its own. */
export async function openCaldav(
  start: () => Promise<CaldavServer>,
): Promise<{ readonly calendar: Calendar; stop(): Promise<void> }> {
  const server = await start();
  await makeCalendar(server, "work", "Work");
  return { calendar: openWork(server), stop: () => server.stop() };
}
