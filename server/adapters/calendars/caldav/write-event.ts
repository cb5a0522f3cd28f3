import { eventIcs } from "../../../core/invite/event-ics.ts";
import type { CalendarEvent, CalendarRef } from "../../../core/ports/calendar.ts";
import type { Instant } from "../../../core/time.ts";
import { CalendarFault, failureOf } from "./calendar-fault.ts";
import { statusFailure } from "./dav-fetch.ts";
import type { RepCalendars, Tsdav } from "./find-calendars.ts";
import { findByUid, type RawObject, unfold } from "./read-objects.ts";

/** What one call needs to write. */
export interface WriteAccess {
  readonly dav: Tsdav;
  readonly request: typeof fetch;
  readonly calendars: RepCalendars;
  readonly now: Instant;
}

const headers = { "content-type": "text/calendar; charset=utf-8" };

/** Puts the event under a name made of its uid; when it is there already, finds it, and brings an older one up to date. */
export async function createEvent(access: WriteAccess, event: CalendarEvent): Promise<CalendarRef> {
  const url = eventUrl(access, event.uid);
  const ifNew = { ...headers, "If-None-Match": "*" };
  const response = await access.dav.createObject({ url, data: storedIcs(access, event), headers: ifNew, fetch: access.request });
  if (response.ok) return refOf(url, response);
  // 412: the name is taken. 409 or 403: some servers refuse a second object with the same uid (RFC 4791, no-uid-conflict).
  const existing = [403, 409, 412].includes(response.status) ? await findEvent(access, event.uid, url) : null;
  if (!existing) throw new CalendarFault(statusFailure(response, access.now));
  if (sequenceOf(existing.data) >= event.sequence)
    return { url: existing.url, ...(existing.etag ? { etag: existing.etag } : {}) };
  return putExisting(access, existing, event);
}

/** Moves or changes the event, wherever it is now; creates it when it is gone. */
export async function updateEvent(access: WriteAccess, ref: CalendarRef | null, event: CalendarEvent): Promise<CalendarRef> {
  const url = ref?.url ?? eventUrl(access, event.uid);
  if (ref?.etag !== undefined) {
    const response = await putObject(access, { url, etag: ref.etag }, event);
    if (response.ok) return refOf(url, response);
    if (![404, 409, 410, 412].includes(response.status)) throw new CalendarFault(statusFailure(response, access.now));
  }
  const existing = await findEvent(access, event.uid, url);
  return existing ? putExisting(access, existing, event) : createEvent(access, event);
}

/** Removes the event, wherever it is now. */
export async function cancelEvent(access: WriteAccess, ref: CalendarRef | null, uid: string): Promise<null> {
  const url = ref?.url ?? eventUrl(access, uid);
  if (await deleteObject(access, url)) return null;
  const moved = await searchEvent(access, uid);
  if (moved) await deleteObject(access, moved.url);
  return null;
}

function eventUrl({ calendars }: WriteAccess, uid: string): string {
  return `${calendars.meeting.url}${uid.replaceAll(/[^\w.-]/g, "-")}.ics`;
}

function storedIcs({ now }: WriteAccess, event: CalendarEvent): string {
  return eventIcs(event, "store", now);
}

function refOf(url: string, response: Response): CalendarRef {
  const etag = response.headers.get("etag");
  return { url, ...(etag === null ? {} : { etag }) };
}

async function putExisting(access: WriteAccess, existing: RawObject, event: CalendarEvent): Promise<CalendarRef> {
  const response = await putObject(access, existing, event);
  if (!response.ok) throw new CalendarFault(statusFailure(response, access.now));
  return refOf(existing.url, response);
}

/** A weak tag never matches in If-Match (RFC 9110, 13.1.1), so it is not sent. */
function putObject(access: WriteAccess, { url, etag }: { readonly url: string; readonly etag?: string }, event: CalendarEvent) {
  const condition = etag === undefined || etag.startsWith("W/") ? {} : { "If-Match": etag };
  const data = storedIcs(access, event);
  return access.dav.updateObject({ url, data, headers: { ...headers, ...condition }, fetch: access.request });
}

/** False when there was nothing. */
async function deleteObject({ dav, request, now }: WriteAccess, url: string): Promise<boolean> {
  const response = await dav.deleteObject({ url, fetch: request });
  if (response.ok) return true;
  const failure = statusFailure(response, now);
  if (failure.kind !== "not_found") throw new CalendarFault(failure);
  return false;
}

/** The object behind a reference, wherever it is now; null when it is gone. Throws CalendarFault for one of another account. */
export async function findReferred(access: WriteAccess, { url }: CalendarRef, uid: string): Promise<RawObject | null> {
  if (access.calendars.all.some((calendar) => url.startsWith(calendar.url))) return findEvent(access, uid, url);
  throw new CalendarFault({ kind: "refused", message: "the event is of another account" });
}

/** By its name, else by its uid: people move events between calendars, and import them under other names. */
async function findEvent(access: WriteAccess, uid: string, url: string): Promise<RawObject | null> {
  const response = await access.request(url);
  if (response.ok) {
    const data = await response.text();
    const etag = response.headers.get("etag");
    if (unfold(data).includes(`UID:${uid}\n`)) return { url, data, ...(etag === null ? {} : { etag }) };
  } else if (statusFailure(response, access.now).kind !== "not_found") {
    throw new CalendarFault(statusFailure(response, access.now));
  }
  return searchEvent(access, uid);
}

async function searchEvent(access: WriteAccess, uid: string): Promise<RawObject | null> {
  for (const calendar of new Set([access.calendars.meeting, ...access.calendars.all])) {
    try {
      const found = await findByUid(access, calendar, uid);
      if (found) return found;
    } catch (error) {
      // A calendar that refuses the question, or went away, does not hold the event as far as anybody can know.
      if (!["refused", "not_found"].includes(failureOf(error).kind)) throw error;
    }
  }
  return null;
}

function sequenceOf(data: string): number {
  return Number(/^SEQUENCE:(\d+)\s*$/m.exec(data)?.[1] ?? 0);
}
