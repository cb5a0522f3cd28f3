import type { CalendarEvent, CalendarRef } from "../../../core/ports/calendar.ts";
import { changedEvent, newEvent, sequenceOf, withGuests } from "./event-body.ts";
import { eventId, generations, type Place, placeOf, refOf } from "./event-id.ts";
import type { GoogleAccess, GoogleEvent } from "./google-api.ts";
import { GoogleFault, isForbidden, notUnderstood, statusOf } from "./google-fault.ts";

interface Found extends Place {
  readonly event: GoogleEvent;
}

/** An event, and the version that it must still have. */
interface Target extends Place {
  readonly etag?: string;
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

/** Creates the event; when its id is taken, finds it, and brings an older one up to date or a deleted one back. */
export async function createEvent(access: GoogleAccess, event: CalendarEvent): Promise<CalendarRef> {
  const created = await insertEvent(access, event, eventId(event.uid, 0));
  if (created) return created;
  const { alive, deleted, freeId } = await findEvent(access, event.uid);
  if (alive) return sequenceOf(alive.event) >= event.sequence ? refOf(alive, alive.event) : changeFound(access, alive, event);
  const revived = deleted && (await changeEvent(access, deleted, event));
  if (revived) return revived;
  const next = freeId === null ? null : await insertEvent(access, event, freeId);
  if (next) return next;
  throw new GoogleFault({ kind: "refused", message: "Google keeps the ids of this event taken" });
}

/** Moves or changes the event, wherever it is now; creates it when it is gone. */
export async function updateEvent(access: GoogleAccess, ref: CalendarRef | null, event: CalendarEvent): Promise<CalendarRef> {
  const place = knownPlace(access, ref);
  if (place && ref?.etag !== undefined) {
    const changed = await changeEvent(access, { ...place, etag: ref.etag }, event);
    if (changed) return changed;
  }
  const { alive } = await findEvent(access, event.uid);
  return alive ? changeFound(access, alive, event) : createEvent(access, event);
}

/** Removes the event, wherever it is now. */
export async function cancelEvent(access: GoogleAccess, ref: CalendarRef | null, uid: string): Promise<null> {
  const place = knownPlace(access, ref) ?? { calendarId: access.meetingCalendar, eventId: eventId(uid, 0) };
  if (await deleteEvent(access, place)) return null;
  const { alive } = await findEvent(access, uid);
  if (alive) await deleteEvent(access, alive);
  return null;
}

/** Where the reference points to, if that is one of the rep's calendars: reps change accounts. */
function knownPlace({ meetingCalendar, busyCalendars }: GoogleAccess, ref: CalendarRef | null): Place | null {
  const place = ref && placeOf(ref);
  return place && [meetingCalendar, ...busyCalendars].includes(place.calendarId) ? place : null;
}

/** Null when the id was used before: by this event, by one that was deleted, or by a call whose answer was lost. */
async function insertEvent(access: GoogleAccess, event: CalendarEvent, id: string): Promise<CalendarRef | null> {
  const { api, account, meetingCalendar: calendarId } = access;
  const requestBody = newEvent(event, id, account);
  try {
    const { data } = await api.events.insert({ calendarId, requestBody, ...writing(access, event) });
    return refOf({ calendarId, eventId: id }, understood(data, id));
  } catch (error) {
    if (statusOf(error) === 409) return null;
    throw error;
  }
}

/** Null when it is not there as it was: gone, deleted for good, or changed since the etag. */
async function changeEvent(access: GoogleAccess, target: Target, event: CalendarEvent): Promise<CalendarRef | null> {
  const { api, account } = access;
  const { calendarId, eventId: id, etag } = target;
  const condition = etag === undefined ? {} : { headers: { "if-match": etag } };
  const how = writing(access, event);
  const patch = async (requestBody: GoogleEvent, options: object) =>
    understood((await api.events.patch({ calendarId, eventId: id, requestBody, ...how }, options)).data, id);
  try {
    const changed = await patch(changedEvent(event, id, account), condition);
    const guests = withGuests(changed, event);
    return refOf(target, guests ? await patch(guests, {}) : changed);
  } catch (error) {
    // 403 for an event that was deleted and may not come back.
    const isGone = [404, 410, 412].includes(statusOf(error) ?? 0);
    if (isGone || (etag === undefined && isForbidden(error))) return null;
    throw error;
  }
}

async function changeFound(access: GoogleAccess, found: Found, event: CalendarEvent): Promise<CalendarRef> {
  const changed = await changeEvent(access, { ...found, etag: found.event.etag ?? "*" }, event);
  if (changed) return changed;
  throw new GoogleFault({ kind: "refused", message: "the event changes faster than it can be written" });
}

/** False when there was nothing. */
async function deleteEvent(access: GoogleAccess, { calendarId, eventId: id }: Place): Promise<boolean> {
  const { sendUpdates } = writing(access);
  try {
    const { status } = await access.api.events.delete({ calendarId, eventId: id, sendUpdates });
    if (status !== 204) throw notUnderstood();
    return true;
  } catch (error) {
    if ([404, 410].includes(statusOf(error) ?? 0)) return false;
    throw error;
  }
}

/** By its ids, on the calendar that receives meetings and then on the others: a move between calendars keeps the id. */
async function findEvent(access: GoogleAccess, uid: string): Promise<Search> {
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
function understood(event: GoogleEvent, id: string): GoogleEvent {
  if (event.id !== id) throw notUnderstood();
  return event;
}

/** The visitor's invite comes from us, unless Google is told to send its own. */
function writing({ account }: GoogleAccess, event?: CalendarEvent) {
  const conferenceDataVersion = account.meet || event?.conference ? 1 : 0;
  return { sendUpdates: account.notifyAttendees ? "all" : "none", conferenceDataVersion };
}
