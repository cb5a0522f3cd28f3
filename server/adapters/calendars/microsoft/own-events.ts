import { createHash } from "node:crypto";
import type { CalendarEvent } from "../../../core/ports/calendar.ts";
import { graphTime } from "./graph-time.ts";
import { listOf, textOf } from "./json.ts";

/** Our marks on an event: named properties under a namespace of our own, which no calendar application shows or changes. */
const namespace = "3058b5d6-5dcb-454b-950f-ecb30d4e7769";
const uidProperty = `String {${namespace}} Name HandraiseUid`;
const sequenceProperty = `String {${namespace}} Name HandraiseSequence`;

/** For `$expand`: shows our marks. */
export const showMarks = `singleValueExtendedProperties($filter=id eq '${uidProperty}' or id eq '${sequenceProperty}')`;

/** For `$filter`: events that carry this uid, whatever the case of its letters. */
export function withUid(uid: string): string {
  const value = uid.replaceAll("'", "''");
  return `singleValueExtendedProperties/Any(ep: ep/id eq '${uidProperty}' and ep/value eq '${value}')`;
}

/** Our uid on an event; null when it is not ours. */
export function uidOf(event: unknown): string | null {
  return markOf(event, uidProperty);
}

export function sequenceOf(event: unknown): number {
  return Number(markOf(event, sequenceProperty) ?? 0);
}

function markOf(event: unknown, property: string): string | null {
  const mark = (listOf(event, "singleValueExtendedProperties") ?? []).find(
    // Graph may write the namespace in other letters than we did.
    (one) => textOf(one, "id")?.toLowerCase() === property.toLowerCase(),
  );
  return mark === undefined ? null : textOf(mark, "value");
}

/**
 * One creation of one state of one meeting: Graph makes a single event of requests with the same id. It has the sequence in it,
 * so that an event which somebody deleted can be made again at its new time.
 */
export function transactionId({ uid, sequence }: CalendarEvent): string {
  const hex = createHash("sha256").update(`${uid} ${sequence}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/**
 * What of the event may change. Without attendees: Exchange mails an invitation to each, and the visitor has ours; who comes
 * stands in the body. The body is written once: it holds the link of a Teams meeting, and what the rep noted.
 */
export function graphEvent(event: CalendarEvent) {
  return {
    subject: event.title,
    start: graphTime(event.startAt),
    end: graphTime(event.endAt),
    location: { displayName: event.location },
    showAs: "busy",
    singleValueExtendedProperties: [
      { id: uidProperty, value: event.uid },
      { id: sequenceProperty, value: String(event.sequence) },
    ],
  };
}
