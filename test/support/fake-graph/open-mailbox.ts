import { openCalendar } from "../../../server/adapters/calendars/index.ts";
import type { MicrosoftSettings, Rep } from "../../../server/core/availability/rep.ts";
import type { Calendar, CalendarEvent, CalendarResult } from "../../../server/core/ports/calendar.ts";
import { type Instant, instant } from "../../../server/core/time.ts";
import type { FakeGraph } from "./start-fake-graph.ts";

/** The address of the rep of these tests. */
export const mailboxAddress = "ada@contoso.example";

/** The calendar of a rep in Berlin, by way of the fake. */
export function openMailbox(fake: FakeGraph, changes: Partial<MicrosoftSettings> = {}, now?: () => Instant): Calendar {
  const none = { hours: [], overrides: [], absences: [], travel: [] };
  const who = { id: "ada", name: "Ada", email: mailboxAddress, timeZone: "Europe/Berlin", active: true };
  const rep: Rep = { ...who, ...none, calendar: fake.settings(changes.mailbox ?? mailboxAddress, changes) };
  const secrets: Readonly<Record<string, string>> = { HANDRAISE_SECRET_GRAPH: fake.app.clientSecret };
  const deps = { secret: (name: string) => secrets[name], endpoints: fake.endpoints };
  return openCalendar(rep, { ...deps, ...(now ? { now } : {}) });
}

export const at = (iso: string): Instant => instant(Date.parse(iso));

export const june = { startAt: at("2026-06-01T00:00:00Z"), endAt: at("2026-07-01T00:00:00Z") };

export const meeting: CalendarEvent = {
  uid: "bk_contract@handraise",
  sequence: 0,
  title: "Intro: Bo / Ada",
  description: "Bo <bo@example.net>",
  location: "https://meet.example.com/x",
  startAt: at("2026-06-15T09:00:00Z"),
  endAt: at("2026-06-15T09:30:00Z"),
  organizer: { name: "Ada", email: mailboxAddress },
  attendees: [{ name: "Bo", email: "bo@example.net" }],
};

export const moved: CalendarEvent = {
  ...meeting,
  sequence: 1,
  startAt: at("2026-06-16T12:00:00Z"),
  endAt: at("2026-06-16T12:30:00Z"),
};

export const spanOf = ({ startAt, endAt }: CalendarEvent) => ({ startAt, endAt });

export function valueOf<T>(result: CalendarResult<T>): T {
  if (!result.ok) throw new Error(`${result.failure.kind}: ${result.failure.message}`);
  return result.value;
}
