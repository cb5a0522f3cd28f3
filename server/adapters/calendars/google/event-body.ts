import type { CalendarEvent } from "../../../core/ports/calendar.ts";
import { formatInstant } from "../../../core/time.ts";
import type { GoogleAccount, GoogleEvent } from "./google-api.ts";

/** Where our uid and sequence stand; Google's own sequence goes up by itself and refuses to be set lower. */
const uidKey = "handraiseUid";
const sequenceKey = "handraiseSequence";

/** A new event. Google wants an id or an iCalUID, not both; the id is the one that it promises to keep unique. */
export function newEvent(event: CalendarEvent, id: string, account: GoogleAccount): GoogleEvent {
  // Who is asked by Google has not answered; otherwise the visitor chose the time, which is a yes.
  const responseStatus = account.notifyAttendees ? "needsAction" : "accepted";
  const attendees = event.attendees.map(({ name, email }) => ({ displayName: name, email, responseStatus }));
  return { ...changedEvent(event, id, account), id, attendees };
}

/** What a change writes: everything but guests, whom people add and who answer in the calendar. */
export function changedEvent(event: CalendarEvent, id: string, { meet }: GoogleAccount): GoogleEvent {
  return {
    status: "confirmed",
    transparency: "opaque",
    summary: event.title,
    description: asHtml(event.description),
    location: event.location,
    start: { dateTime: formatInstant(event.startAt) },
    end: { dateTime: formatInstant(event.endAt) },
    extendedProperties: { private: { [uidKey]: event.uid, [sequenceKey]: String(event.sequence) } },
    // A request id that was used before is ignored, so there is one conference an event.
    ...(meet || event.conference
      ? { conferenceData: { createRequest: { requestId: id, conferenceSolutionKey: { type: "hangoutsMeet" } } } }
      : {}),
  };
}

/** The guests to write when some of ours are missing: those that are there, and ours; null when nobody is missing. */
export function withGuests(there: GoogleEvent, event: CalendarEvent): GoogleEvent | null {
  const invited = there.attendees ?? [];
  const known = new Set(invited.map(({ email }) => email?.toLowerCase()));
  const missing = event.attendees.filter(({ email }) => !known.has(email.toLowerCase()));
  if (missing.length === 0) return null;
  return { attendees: [...invited, ...missing.map(({ name, email }) => ({ displayName: name, email }))] };
}

/** Our sequence at which the event stands. */
export function sequenceOf(event: GoogleEvent): number {
  return Number(event.extendedProperties?.private?.[sequenceKey] ?? -1);
}

/** A description may be HTML, in which an address in `<…>` would vanish and a visitor's name could be a link. */
function asHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
