import { createHash } from "node:crypto";
import type { CalendarRef } from "../../../core/ports/calendar.ts";
import type { GoogleEvent } from "./google-api.ts";

/** An event on one calendar. */
export interface Place {
  readonly calendarId: string;
  readonly eventId: string;
}

/** An id that was deleted can be refused for good, so a booking has a few. */
export const generations = 5;

/**
 * The id under which a booking's event is created, so that creating it twice makes one. Google takes base32hex, 5 to 1,024
 * characters, which is the alphabet of JavaScript's radix 32.
 */
export function eventId(uid: string, generation: number): string {
  const digest = createHash("sha256").update(`handraise ${generation} ${uid}`).digest("hex");
  return `hr${BigInt(`0x${digest}`).toString(32)}`;
}

/** Every id that the booking may have. */
export function eventIds(uid: string): readonly string[] {
  return Array.from({ length: generations }, (_, generation) => eventId(uid, generation));
}

export function refOf(place: Place, { etag, hangoutLink }: Pick<GoogleEvent, "etag" | "hangoutLink">): CalendarRef {
  return { url: urlOf(place), ...(etag ? { etag } : {}), ...(hangoutLink ? { joinUrl: hangoutLink } : {}) };
}

export function urlOf({ calendarId, eventId: id }: Place): string {
  return `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(calendarId)}/events/${id}`;
}

/** Where a reference points to; null when it is not one of ours, such as one of an earlier calendar of another kind. */
export function placeOf({ url }: CalendarRef): Place | null {
  const [, calendar = "", id = ""] = /\/calendar\/v3\/calendars\/([^/]+)\/events\/([a-v0-9]+)$/.exec(url) ?? [];
  return id === "" ? null : { calendarId: decodeURIComponent(calendar), eventId: id };
}
