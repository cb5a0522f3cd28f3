import type { CalendarRef, OwnEvent } from "../../../core/ports/calendar.ts";
import { eventId, generations, type Place, placeOf } from "./event-id.ts";
import { isDeclined, timeOf } from "./event-span.ts";
import type { GoogleAccess, GoogleEvent } from "./google-api.ts";
import { GoogleFault, isForbidden, notUnderstood, statusOf } from "./google-fault.ts";

export interface Found extends Place {
  readonly event: GoogleEvent;
}

/** What is known of a booking's ids. */
interface Search {
  readonly alive: Found | null;
  /** Deleted, but on the calendar that receives meetings. */
  readonly deleted: Found | null;
  /** The first id that was never used; null when all were. */
  readonly freeId: string | null;
}

/** How many of the other calendars are searched for an event that somebody moved. */
const maxSearched = 10;

/** The event of a reference as it stands now; null when it is gone. Throws GoogleFault for a reference of another account. */
export async function findOwn(access: GoogleAccess, ref: CalendarRef, uid: string): Promise<OwnEvent | null> {
  const place = knownPlace(access, ref);
  if (!place) throw new GoogleFault({ kind: "refused", message: "the event is of another account" });
  const there = await getEvent(access, place);
  const event = there && there.event.status !== "cancelled" ? there.event : (await findEvent(access, uid)).alive?.event;
  if (!event) return null;
  // A meeting of ours has times; one that somebody made a whole day of stands somewhere else in any case.
  const { start, end } = event;
  const at = (time: typeof start) => timeOf(time?.dateTime ?? (time?.date ? `${time.date}T00:00:00Z` : null));
  return { startAt: at(start), endAt: at(end), declined: isDeclined(event) };
}

/** Where the reference points to, if that is one of the rep's calendars: reps change accounts. */
export function knownPlace({ meetingCalendar, busyCalendars }: GoogleAccess, ref: CalendarRef | null): Place | null {
  const place = ref && placeOf(ref);
  return place && [meetingCalendar, ...busyCalendars].includes(place.calendarId) ? place : null;
}

/** By its ids, on the calendar that receives meetings and then on the others: a move between calendars keeps the id. */
export async function findEvent(access: GoogleAccess, uid: string): Promise<Search> {
  const { meetingCalendar, busyCalendars } = access;
  const others = busyCalendars.filter((id) => id !== meetingCalendar).slice(0, maxSearched);
  let deleted: Found | null = null;
  for (let generation = 0; generation < generations; generation += 1) {
    const id = eventId(uid, generation);
    const here = await getEvent(access, { calendarId: meetingCalendar, eventId: id });
    if (here && here.event.status !== "cancelled") return { alive: here, deleted, freeId: null };
    const there = await Promise.all(others.map((calendarId) => getElsewhere(access, { calendarId, eventId: id })));
    const moved = there.find((found) => found && found.event.status !== "cancelled");
    if (moved) return { alive: moved, deleted, freeId: null };
    if (!here) return { alive: null, deleted, freeId: id };
    deleted ??= here;
  }
  return { alive: null, deleted, freeId: null };
}

async function getEvent({ api }: GoogleAccess, place: Place): Promise<Found | null> {
  try {
    const { data } = await api.events.get(place);
    return { ...place, event: understood(data, place.eventId) };
  } catch (error) {
    if ([404, 410].includes(statusOf(error) ?? 0)) return null;
    throw error;
  }
}

/** A calendar of which only busy times may be seen holds no event of ours as far as anybody can know. */
async function getElsewhere(access: GoogleAccess, place: Place): Promise<Found | null> {
  try {
    return await getEvent(access, place);
  } catch (error) {
    if (isForbidden(error)) return null;
    throw error;
  }
}

/** A page that somebody else put in Google's place must not pass for an event that was written. */
export function understood(event: GoogleEvent, id: string): GoogleEvent {
  if (event.id !== id) throw notUnderstood();
  return event;
}
