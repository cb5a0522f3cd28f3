import { dayMinutes, dayOfDate, weekdayOfDay } from "../availability/local-date.ts";
import type { MinuteRange } from "../availability/working-spans.ts";
import { cover, earliestAt, wallAt, type ZoneTable, zoneTable } from "../availability/zone-table.ts";
import { type EpochMinute, type Instant, minuteMs, type ZoneName } from "../time.ts";
import type { Horizon, MeetingType } from "./meeting-type.ts";

/**
 * The part of a range in which the horizon lets a meeting begin. Days are whole local days of `zone`; today is day 0, so
 * `days: 0` is today alone. Working days are Monday to Friday.
 */
export function withinHorizon(horizon: Horizon, range: MinuteRange, { zone, nowMinute }: HorizonClock): MinuteRange {
  cover(zone, Math.min(nowMinute, range.startMinute), Math.max(nowMinute, range.endMinute));
  const firstMinute = horizon.kind === "range" ? startOfDay(zone, dayOfDate(horizon.start), range) : range.startMinute;
  return clip(range, firstMinute, startOfDay(zone, lastDayOf(horizon, zone, nowMinute) + 1, range));
}

/** Minutes from `now` to the end of the last day on which a meeting may begin, by the days of a zone; how far ahead to look. */
export function horizonMinutes({ horizon }: MeetingType, zoneName: ZoneName, now: Instant): number {
  const nowMinute = Math.floor(now / minuteMs);
  const zone = cover(zoneTable(zoneName), nowMinute, nowMinute);
  const end = lastDayOf(horizon, zone, nowMinute) + 1;
  const farthest = Math.floor(nowMinute / dayMinutes) + farthestDays;
  return Math.max(0, earliestAt(cover(zone, nowMinute, farthest * dayMinutes), Math.min(end, farthest) * dayMinutes) - nowMinute);
}

/** Nobody looks for a time more than two years ahead; keeps a mistyped year from costing memory. */
const farthestDays = 731;

function lastDayOf(horizon: Horizon, zone: ZoneTable, nowMinute: EpochMinute): number {
  if (horizon.kind === "range") return dayOfDate(horizon.end);
  const today = Math.floor(wallAt(zone, nowMinute) / dayMinutes);
  return horizon.kind === "days" ? today + horizon.days : addWorkingDays(today, horizon.days);
}

export interface HorizonClock {
  readonly zone: ZoneTable;
  readonly nowMinute: EpochMinute;
}

/** Start of a local day; a day far outside the range is answered by one just outside, so that no table grows for it. */
function startOfDay(zone: ZoneTable, day: number, range: MinuteRange): EpochMinute {
  const nearest = Math.min(
    Math.max(day, Math.floor(range.startMinute / dayMinutes) - 2),
    Math.floor(range.endMinute / dayMinutes) + 2,
  );
  return earliestAt(zone, nearest * dayMinutes);
}

function clip(range: MinuteRange, startMinute: EpochMinute, endMinute: EpochMinute): MinuteRange {
  return { startMinute: Math.max(range.startMinute, startMinute), endMinute: Math.min(range.endMinute, endMinute) };
}

function addWorkingDays(day: number, count: number): number {
  let reached = day;
  for (let left = count; left > 0; ) {
    reached += 1;
    const weekday = weekdayOfDay(reached);
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return reached;
}
