import type { CalendarEvent, CalendarRef } from "../../../core/ports/calendar.ts";
import { changedEvent, newEvent, sequenceOf, withGuests } from "./event-body.ts";
import { eventId, type Place, refOf } from "./event-id.ts";
import { type Found, findEvent, knownPlace, understood } from "./find-event.ts";
import type { GoogleAccess, GoogleEvent } from "./google-api.ts";
import { GoogleFault, isForbidden, notUnderstood, statusOf } from "./google-fault.ts";

/** An event, and the version that it must still have. */
interface Target extends Place {
  readonly etag?: string;
}

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

/** The visitor's invite comes from us, unless Google is told to send its own. */
function writing({ account }: GoogleAccess, event?: CalendarEvent) {
  const conferenceDataVersion = account.meet || event?.conference ? 1 : 0;
  return { sendUpdates: account.notifyAttendees ? "all" : "none", conferenceDataVersion };
}
