import type ICAL from "ical.js";
import type { BusyQuestion, Ical } from "./busy-spans.ts";
import { type BoundedRule, type EventPart, type Length, occurrences, type Stretch, type ZonedWall } from "./event-occurrences.ts";
import { dayMs } from "./expand-rule.ts";
import { isArray } from "./ical-values.ts";
import { type PropertyReader, propertyReader } from "./property-reader.ts";

/** Busy stretches of the events in iCalendar text, as far as they can touch the range; throws on what is malformed. */
export function readEvents(ical: Ical, data: string, question: BusyQuestion): readonly Stretch[] {
  const parsed: unknown = ical.parse(data);
  if (!isArray(parsed)) throw new Error("it is not iCalendar text");
  const documents = isArray(parsed[0]) ? parsed.filter(isArray) : [parsed];
  const components = documents.map((document) => new ical.Component([...document]));
  if (components.some(({ name }) => name !== "vcalendar")) throw new Error("it is not a calendar");
  return components.flatMap((calendar) =>
    calendarStretches(calendar, propertyReader(ical, calendar, question.timeZone), question),
  );
}

function calendarStretches(calendar: ICAL.Component, read: PropertyReader, question: BusyQuestion): readonly Stretch[] {
  const byUid = new Map<string, EventPart[]>();
  for (const event of calendar.getAllSubcomponents("vevent")) {
    const uid = read.text(event, "uid");
    if (question.ignoreUids.has(uid)) continue;
    byUid.set(uid, [...(byUid.get(uid) ?? []), partOf(event, read, question)]);
  }
  return [...byUid.values()].flatMap((parts) => occurrences(parts, question.range));
}

function partOf(event: ICAL.Component, read: PropertyReader, question: BusyQuestion): EventPart {
  const start = read.times(event, "dtstart")[0];
  if (!start) throw new Error("it has no DTSTART");
  const length = lengthOf(event, start, read);
  const replaces = read.times(event, "recurrence-id")[0] ?? null;
  return {
    start,
    length,
    isBusy: isBusy(event, read, question.ownAddresses),
    replaces,
    andFuture: event.getFirstProperty("recurrence-id")?.getFirstParameter("range") === "THISANDFUTURE",
    rules: read.rules(event).map(({ rule, until }) => ({ rule, goesOn: within(until) })),
    dates: read.periods(event, "rdate").map((period) => ({ start: period.start, length: period.length ?? length })),
    exceptions: read.times(event, "exdate"),
  };
}

function lengthOf(event: ICAL.Component, start: ZonedWall, read: PropertyReader): Length {
  const end = read.times(event, "dtend")[0];
  const length = end ? between(start, end) : read.duration(event);
  // A whole day that ends on the day it starts is meant as that day.
  if (start.isDate && (length === null || (length.days <= 0 && length.ms <= 0))) return { days: 1, ms: 0 };
  return length ?? { days: 0, ms: 0 };
}

function between(start: ZonedWall, end: ZonedWall): Length {
  if (start.isDate && end.isDate) return { days: Math.max(0, (end.wall - start.wall) / dayMs), ms: 0 };
  return { days: 0, ms: Math.max(0, end.zone.earliest(end.wall) - start.zone.earliest(start.wall)) };
}

/** UNTIL is an instant for times and a day for dates (RFC 5545, 3.3.10); a day is taken whole where a time was due. */
function within(until: ZonedWall | null): BoundedRule["goesOn"] {
  if (until === null) return () => true;
  if (until.isDate) return ({ wall }) => wall < until.wall + dayMs;
  const end = until.zone.latest(until.wall);
  return ({ wall, zone, isDate }) => (isDate ? wall <= until.wall : zone.earliest(wall) <= end);
}

function isBusy(event: ICAL.Component, read: PropertyReader, ownAddresses: ReadonlySet<string>): boolean {
  if (read.text(event, "transp").toUpperCase() === "TRANSPARENT") return false;
  if (read.text(event, "status").toUpperCase() === "CANCELLED") return false;
  const own = event
    .getAllProperties("attendee")
    .filter((attendee) => addressesOf(attendee).some((address) => ownAddresses.has(address)));
  return own.length === 0 || own.some((attendee) => attendee.getFirstParameter("partstat")?.toUpperCase() !== "DECLINED");
}

function addressesOf(attendee: ICAL.Property): readonly string[] {
  const value = String(attendee.getFirstValue() ?? "").toLowerCase();
  return [value.replace(/^mailto:/, ""), (attendee.getFirstParameter("email") ?? "").toLowerCase()].filter(
    (address) => address !== "",
  );
}
