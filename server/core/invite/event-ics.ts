import type { CalendarEvent } from "../ports/calendar.ts";
import type { Instant } from "../time.ts";

/** `request` and `cancel` are messages to the attendee (iTIP); `store` is the copy kept in the organizer's calendar. */
export type IcsPurpose = "request" | "cancel" | "store";

const maxLineOctets = 75;

/** iCalendar text (RFC 5545) of one event: CRLF line ends, lines folded at 75 octets, times in UTC, values escaped. */
export function eventIcs(event: CalendarEvent, purpose: IcsPurpose, stampedAt: Instant): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Handraise//Handraise//EN",
    "CALSCALE:GREGORIAN",
    // A stored object must not have a METHOD (RFC 4791, 4.1).
    ...(purpose === "store" ? [] : [`METHOD:${purpose.toUpperCase()}`]),
    "BEGIN:VEVENT",
    `UID:${escapeText(event.uid)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${utcTime(stampedAt)}`,
    `DTSTART:${utcTime(event.startAt)}`,
    `DTEND:${utcTime(event.endAt)}`,
    `SUMMARY:${escapeText(event.title)}`,
    ...(event.description === "" ? [] : [`DESCRIPTION:${escapeText(event.description)}`]),
    ...(event.location === "" ? [] : [`LOCATION:${escapeText(event.location)}`]),
    `ORGANIZER;CN=${parameterValue(event.organizer.name)}:${mailto(event.organizer.email)}`,
    ...event.attendees.map(
      (attendee) => `ATTENDEE;${attendance(purpose)};CN=${parameterValue(attendee.name)}:${mailto(attendee.email)}`,
    ),
    `STATUS:${purpose === "cancel" ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:OPAQUE",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

/** SCHEDULE-AGENT=CLIENT keeps the calendar server from mailing a second invite of its own (RFC 6638, 7.1). */
function attendance(purpose: IcsPurpose): string {
  const person = "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT";
  if (purpose === "store") return `${person};PARTSTAT=ACCEPTED;SCHEDULE-AGENT=CLIENT`;
  return `${person};PARTSTAT=NEEDS-ACTION;RSVP=${purpose === "request" ? "TRUE" : "FALSE"}`;
}

function utcTime(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

function escapeText(text: string): string {
  return withoutControls(text.replaceAll(/\r\n?/g, "\n"), "\n")
    .replaceAll(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
}

/** Always quoted; a quote inside cannot be written in RFC 5545, and few readers know RFC 6868. */
function parameterValue(text: string): string {
  return `"${withoutControls(text, "").replaceAll('"', "'")}"`;
}

function mailto(email: string): string {
  return `mailto:${email.toWellFormed().replaceAll(/[^A-Za-z0-9.!#$&'*+/=?^_`{|}~@-]/gu, (character) => encodeURIComponent(character))}`;
}

function withoutControls(text: string, keep: string): string {
  let clean = "";
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0) ?? 0;
    const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029;
    if (!isControl || character === keep) clean += character;
    else clean += " ";
  }
  return clean;
}

function fold(line: string): string {
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = utf8Length(character.codePointAt(0) ?? 0);
    if (octets + size > maxLineOctets) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
