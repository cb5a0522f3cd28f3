import { DateTime } from "luxon";
import type { BusySpan } from "../ports/calendar.ts";
import type { Instant, LocalDate, ZoneName } from "../time.ts";

/** One local day and what fills it, in minutes of the wall clock. */
export interface DayPicture {
  readonly date: LocalDate;
  readonly blocks: readonly { readonly startMinute: number; readonly endMinute: number }[];
}

const dayMinutes = 1440;

/** The next seven local days of a zone, today first. */
export function weekRange(now: Instant, timeZone: ZoneName): { readonly startAt: number; readonly endAt: number } {
  const today = DateTime.fromMillis(now, { zone: timeZone }).startOf("day");
  return { startAt: today.toMillis(), endAt: today.plus({ days: 7 }).toMillis() };
}

/** Busy spans as somebody sees them on the wall clock of `timeZone`, over the days of `weekRange`; touching blocks are one. */
export function weekPicture(spans: readonly BusySpan[], now: Instant, timeZone: ZoneName): readonly DayPicture[] {
  const today = DateTime.fromMillis(now, { zone: timeZone }).startOf("day");
  return Array.from({ length: 7 }, (_, i) => {
    const day = today.plus({ days: i });
    const next = day.plus({ days: 1 });
    const blocks = spans
      .filter(({ startAt, endAt }) => endAt > day.toMillis() && startAt < next.toMillis())
      .map(({ startAt, endAt }) => ({
        startMinute: startAt <= day.toMillis() ? 0 : wallMinute(startAt, timeZone),
        endMinute: endAt >= next.toMillis() ? dayMinutes : wallMinute(endAt, timeZone),
      }))
      .filter(({ startMinute, endMinute }) => endMinute > startMinute)
      .toSorted((a, b) => a.startMinute - b.startMinute);
    return { date: day.toISODate() ?? "", blocks: joined(blocks) };
  });
}

function wallMinute(at: number, zone: ZoneName): number {
  const { hour, minute } = DateTime.fromMillis(at, { zone });
  return hour * 60 + minute;
}

function joined(blocks: DayPicture["blocks"]): DayPicture["blocks"] {
  const out: { startMinute: number; endMinute: number }[] = [];
  for (const block of blocks) {
    const last = out.at(-1);
    if (last && block.startMinute <= last.endMinute) last.endMinute = Math.max(last.endMinute, block.endMinute);
    else out.push({ ...block });
  }
  return out;
}
