import { cover, type WallMinute, wallAt, zoneTable } from "../availability/zone-table.ts";
import type { ZoneName } from "../time.ts";
import { type Field, type FieldRegistry, text, time } from "./field.ts";
import type { Subject } from "./subject.ts";

const weekdays = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"];
const dayMinutes = 1_440;

/** The kinds of time fields, and what each reads off a zone's clock. */
const parts = {
  ofDay: (wall: WallMinute) => {
    const minutes = ((wall % dayMinutes) + dayMinutes) % dayMinutes;
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  },
  weekday: (wall: WallMinute) => weekdays[((Math.floor(wall / dayMinutes) % 7) + 7) % 7],
};

const two = (value: number): string => String(value).padStart(2, "0");

/**
 * `time.ofDay` and `time.weekday` in the company's zone, `time.visitor.…` in the visitor's, `time.<zone>.…` in any, such as
 * `time.Europe/Berlin.ofDay`.
 */
export function timeFields(companyZone: ZoneName): FieldRegistry {
  return (name) => {
    const found = /^time\.(?:(.+)\.)?(ofDay|weekday)$/.exec(name);
    if (found === null) return null;
    const [, zone, part] = found;
    if (zone !== undefined && zone !== "visitor" && !isZone(zone)) return null;
    const zoneOf = zone === "visitor" ? ({ lead }: Subject) => lead.timeZone : () => zone ?? companyZone;
    return part === "ofDay" ? timeField(zoneOf) : weekdayField(zoneOf);
  };
}

const timeField = (zoneOf: (subject: Subject) => ZoneName): Field =>
  time((subject) => readClock(zoneOf(subject), subject, parts.ofDay));

const weekdayField = (zoneOf: (subject: Subject) => ZoneName): Field =>
  text((subject) => readClock(zoneOf(subject), subject, parts.weekday));

/** Undefined in a zone that there is not: a browser may say anything. */
function readClock<T>(zone: ZoneName, { now }: Subject, part: (wall: WallMinute) => T): T | undefined {
  if (!isZone(zone)) return undefined;
  const minute = Math.floor(now / 60_000);
  return part(wallAt(cover(zoneTable(zone), minute, minute), minute));
}

const known = new Map<string, boolean>();
const knownLimit = 1_000;

/** Remembered, because asking makes a formatter. */
function isZone(name: string): boolean {
  const answer = known.get(name) ?? tryZone(name);
  if (known.size >= knownLimit) known.clear();
  known.set(name, answer);
  return answer;
}

function tryZone(name: string): boolean {
  try {
    zoneTable(name);
    return true;
  } catch {
    return false;
  }
}
