import type { LocalDate, WallTime, ZoneName } from "../time.ts";
import { faultIf, type SetupFault } from "./setup-fault.ts";

/** True of a day that the calendar has: 2026-02-30 is none. */
function isDate(date: LocalDate): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return false;
  const at = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date);
}

export function checkDate(date: LocalDate, path: string): readonly SetupFault[] {
  return faultIf(!isDate(date), path, `there is no day ${date}`);
}

/** Both dates exist and the second is not before the first; without `end` there is nothing to compare. */
export function checkDates(range: { readonly start: LocalDate; readonly end?: LocalDate }, path: string): readonly SetupFault[] {
  const { start, end } = range;
  const faults = [...checkDate(start, `${path}.start`), ...(end === undefined ? [] : checkDate(end, `${path}.end`))];
  if (faults.length > 0 || end === undefined) return faults;
  return faultIf(end < start, `${path}.end`, `ends on ${end}, before it starts on ${start}`);
}

export function checkHours(hours: { readonly start: WallTime; readonly end: WallTime }, path: string): readonly SetupFault[] {
  const { start, end } = hours;
  return faultIf(
    end <= start,
    `${path}.end`,
    `ends at ${end}, which is not after ${start}; write two rows for hours across midnight`,
  );
}

const zones = new Map<string, boolean>();

/** A fault unless it is an IANA zone name; an offset such as +02:00 is none, because it knows no summer time. */
export function checkZone(zone: ZoneName, path: string): readonly SetupFault[] {
  const known = zones.get(zone) ?? isZone(zone);
  zones.set(zone, known);
  return faultIf(!known, path, `${zone} is no IANA time zone; write one such as Europe/Berlin`);
}

function isZone(zone: ZoneName): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).format(0) !== "";
  } catch {
    // Intl has no other way to say that it does not know a zone.
    return false;
  }
}
