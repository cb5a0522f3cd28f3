import type { EpochMinute } from "../time.ts";
import type { CompiledRep, DayHours } from "./compile-rep.ts";
import { dayMinutes, weekdayOfDay } from "./local-date.ts";
import { at, copySpans, pushSpan, type SpanBuffer, type Spans, spanBuffer, spansOf } from "./spans.ts";
import { cover, earliestAt, latestAt, type ZoneTable } from "./zone-table.ts";

/** `startMinute` ≤ t < `endMinute`. */
export interface MinuteRange {
  readonly startMinute: EpochMinute;
  readonly endMinute: EpochMinute;
}

/**
 * The time in which a rep works, whole windows that touch the range: weekly hours or the day's overrides, read in the zone of
 * the day, without absences. Windows that touch are one, also across midnight. Empty for an inactive rep.
 */
export function workingSpans(rep: CompiledRep, range: MinuteRange): Spans {
  const buffer = spanBuffer();
  workingSpansInto(buffer, rep, range);
  return copySpans(buffer);
}

/** The same, into a buffer that is reused. */
export function workingSpansInto(buffer: SpanBuffer, rep: CompiledRep, range: MinuteRange): void {
  buffer.length = 0;
  if (!rep.active) return;
  // Local clocks are between 12 hours behind and 14 ahead of UTC; an hour more for a time that a gap shifts.
  const firstDay = Math.floor((range.startMinute - 13 * 60) / dayMinutes);
  const lastDay = Math.floor((range.endMinute + 15 * 60) / dayMinutes);
  const simple = rep.overrides.size === 0 && rep.absences.length === 0 && rep.travel.length === 0;
  let zone = cover(rep.zone, range.startMinute, range.endMinute);
  let sorted = true;
  for (let day = firstDay; day <= lastDay; day++) {
    if (!simple) zone = cover(zoneOn(rep, day), range.startMinute, range.endMinute);
    const hours = simple ? weekly(rep, day) : hoursOn(rep, day);
    for (let i = 0; i < hours.length; i += 2) {
      const start = earliestAt(zone, day * dayMinutes + at(hours, i));
      const end = latestAt(zone, day * dayMinutes + at(hours, i + 1));
      if (end <= start || end <= range.startMinute || start >= range.endMinute) continue;
      if (buffer.length > 0 && start < at(buffer.spans, buffer.length - 2)) sorted = false;
      if (sorted) pushSpan(buffer, start, end);
      else insertSpan(buffer, start, end);
    }
  }
}

/** A journey westward or a time inside a gap can bring a window that begins before an earlier one: sort it in. */
function insertSpan(buffer: SpanBuffer, start: EpochMinute, end: EpochMinute): void {
  const pairs: [number, number][] = [[start, end]];
  for (let i = 0; i < buffer.length; i += 2) pairs.push([at(buffer.spans, i), at(buffer.spans, i + 1)]);
  const spans = spansOf(pairs);
  buffer.length = 0;
  for (let i = 0; i < spans.length; i += 2) pushSpan(buffer, at(spans, i), at(spans, i + 1));
}

function weekly(rep: CompiledRep, day: number): DayHours {
  return rep.weekly[weekdayOfDay(day)] ?? emptyDay;
}

function hoursOn(rep: CompiledRep, day: number): DayHours {
  for (let i = 0; i < rep.absences.length; i += 2) {
    if (at(rep.absences, i) <= day && day < at(rep.absences, i + 1)) return emptyDay;
  }
  return rep.overrides.get(day) ?? weekly(rep, day);
}

function zoneOn(rep: CompiledRep, day: number): ZoneTable {
  for (const { firstDay, lastDay, zone } of rep.travel) {
    if (firstDay <= day && day <= lastDay) return zone;
  }
  return rep.zone;
}

const emptyDay: DayHours = new Int32Array(0);
