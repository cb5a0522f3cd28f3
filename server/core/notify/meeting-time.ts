import type { Instant, ZoneName } from "../time.ts";
import { formatLocaleOf } from "./language.ts";

export interface MeetingTime {
  readonly startAt: Instant;
  readonly endAt: Instant;
}

/** Where and how a person reads times: an IANA zone (UTC when unknown) and a BCP 47 locale. */
export interface Reader {
  readonly timeZone: ZoneName;
  readonly locale: string;
}

/** Day and time for a subject, e.g. `Mon, Jun 15, 2:00 PM`. */
export function shortTime(at: Instant, reader: Reader): string {
  const options = { weekday: "short", month: "short", day: "numeric", hour: "numeric", minute: "2-digit" } as const;
  return plainSpaces(formatter(reader, options).format(at));
}

/** The day, and the span with its zone by name, e.g. `Monday, June 15, 2026` and `2:00 – 2:30 PM (Central European Summer Time, Europe/Berlin)`. */
export function fullTime({ startAt, endAt }: MeetingTime, reader: Reader): { readonly day: string; readonly span: string } {
  const day = formatter(reader, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(startAt);
  const span = formatter(reader, { hour: "numeric", minute: "2-digit" }).formatRange(startAt, endAt);
  const parts = formatter(reader, { timeZoneName: "long" }).formatToParts(startAt);
  const zoneName = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  const zone = knownZone(reader.timeZone);
  const names = zoneName === zone ? [zone] : [zoneName, zone];
  return { day: plainSpaces(day), span: plainSpaces(`${span} (${names.join(", ")})`) };
}

/** The length in words, e.g. `30 minutes`. */
export function lengthInWords({ startAt, endAt }: MeetingTime, locale: string): string {
  const minutes = Math.round((endAt - startAt) / 60_000);
  const words = new Intl.NumberFormat(formatLocaleOf(locale), { style: "unit", unit: "minute", unitDisplay: "long" });
  return plainSpaces(words.format(minutes));
}

function formatter(reader: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(formatLocaleOf(reader.locale), { ...options, timeZone: knownZone(reader.timeZone) });
}

function knownZone(timeZone: ZoneName): ZoneName {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return timeZone;
  } catch {
    // RangeError: not an IANA name. UTC is named in the text, so what is read is still right.
    return "UTC";
  }
}

/** Newer ICU puts narrow and thin spaces into times, which some mail readers show as boxes in a subject. */
function plainSpaces(text: string): string {
  return text.replaceAll(/[\u2009\u202f\u00a0]/g, " ");
}
