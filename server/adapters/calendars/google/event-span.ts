import { DateTime } from "luxon";
import type { BusySpan } from "../../../core/ports/calendar.ts";
import { type Instant, instant, parseInstant } from "../../../core/time.ts";
import type { GoogleEvent } from "./google-api.ts";
import { notUnderstood } from "./google-fault.ts";

/** What Google's own free/busy counts: out of office and focus time too, but neither a place of work nor what was declined. */
export function makesBusy(event: GoogleEvent): boolean {
  const { status, transparency, eventType } = event;
  if (status === "cancelled" || transparency === "transparent" || eventType === "workingLocation") return false;
  return !isDeclined(event);
}

export function isDeclined({ attendees }: GoogleEvent): boolean {
  return attendees?.some(({ self, responseStatus }) => self && responseStatus === "declined") ?? false;
}

/** Whole days are those of the calendar's zone. */
export function spanOf({ start, end }: GoogleEvent, zone: string): BusySpan {
  return {
    startAt: start?.date ? dayStart(start.date, zone) : timeOf(start?.dateTime),
    endAt: end?.date ? dayStart(end.date, zone) : timeOf(end?.dateTime),
  };
}

function dayStart(date: string, zone: string): Instant {
  const day = DateTime.fromISO(date, { zone });
  if (!day.isValid) throw notUnderstood();
  return instant(day.toMillis());
}

export function timeOf(text: string | null | undefined): Instant {
  const at = parseInstant(text ?? "");
  if (at === null) throw notUnderstood();
  return at;
}
