import { at, type SpanBuffer } from "../availability/spans.ts";
import type { MinuteRange } from "../availability/working-spans.ts";
import { offsetAt, type ZoneTable } from "../availability/zone-table.ts";
import type { MeetingType } from "./meeting-type.ts";
import { frame, markBits, type Starts } from "./starts.ts";

/**
 * The starts of a meeting type in free time: in each free span the first start is the next round time of the local clock
 * (see `roundTo`) plus the offset, the others follow every interval, and the whole meeting must fit.
 * `range` shapes the set; starts outside `allowed`, a part of it, are left out without moving the others.
 */
export function gridStarts(free: SpanBuffer, type: MeetingType, place: GridPlace): Starts {
  const { zone, range, allowed } = place;
  const starts = emptyGrid(type, zone, range);
  const { baseMinute, stepMinutes, bits } = starts;
  const interval = type.slotIntervalMinutes;
  const stride = interval / stepMinutes;
  const round = roundTo(interval);
  for (let i = 0; i < free.length; i += 2) {
    const from = at(free.spans, i);
    const last = Math.min(at(free.spans, i + 1) - type.durationMinutes, allowed.endMinute - 1);
    const past = mod(from + offsetAt(zone, from), round);
    let first = from + (past === 0 ? 0 : round - past) + type.offsetStartMinutes;
    if (first < allowed.startMinute) first += Math.ceil((allowed.startMinute - first) / interval) * interval;
    if (first > last) continue;
    markBits(bits, { first: (first - baseMinute) / stepMinutes, last: (last - baseMinute) / stepMinutes, stride });
  }
  return starts;
}

export interface GridPlace {
  readonly zone: ZoneTable;
  readonly range: MinuteRange;
  readonly allowed: MinuteRange;
}

/** Round times of an interval: the largest of 60, 30, 20, 15, 10, 5 minutes past the hour that divides it, else every minute. */
function roundTo(interval: number): number {
  for (const round of [60, 30, 20, 15, 10, 5]) if (interval % round === 0) return round;
  return 1;
}

/** Every offset of the zone and every round time is a multiple of the step, so every start falls on a bit. */
function emptyGrid(type: MeetingType, zone: ZoneTable, range: MinuteRange): Starts {
  const round = roundTo(type.slotIntervalMinutes);
  const stepMinutes = Math.min(zone.offsetStep, round % 15 === 0 ? 15 : round % 5 === 0 ? 5 : 1);
  const fromMinute = range.startMinute - mod(range.startMinute - type.offsetStartMinutes, stepMinutes);
  return frame(stepMinutes, fromMinute, range.endMinute);
}

function mod(a: number, b: number): number {
  const rest = a % b;
  return rest < 0 ? rest + b : rest;
}
