import { dayMinutes, firstDayOfMonth, weekdayOfDay } from "../availability/local-date.ts";
import { type Spans, spansOf } from "../availability/spans.ts";
import type { MinuteRange } from "../availability/working-spans.ts";
import { cover, earliestAt, wallAt, type ZoneTable } from "../availability/zone-table.ts";
import type { EpochMinute } from "../time.ts";
import type { MeetingType, PeriodLimits } from "./meeting-type.ts";

/** A meeting as limits see it. */
export interface CountedMeeting extends MinuteRange {
  readonly meetingTypeId: string;
}

const kinds = ["day", "week", "month"] as const;
type PeriodKind = keyof PeriodLimits;

export function hasLimits(type: MeetingType): boolean {
  return kinds.some((kind) => type.meetingLimits[kind] !== undefined || type.minuteLimits[kind] !== undefined);
}

/**
 * Local days, weeks (from Sunday) and months of the rep in which no other meeting of this type may begin, because its count
 * or minutes would pass a limit. A meeting counts where it begins. `bookings` must hold the whole periods that the range touches.
 */
export function fullPeriods(type: MeetingType, bookings: readonly CountedMeeting[], where: LimitedRange): Spans {
  const full: [EpochMinute, EpochMinute][] = [];
  for (const kind of kinds) {
    const meetings = type.meetingLimits[kind] ?? Infinity;
    const minutes = type.minuteLimits[kind] ?? Infinity;
    if (meetings < 1 || type.durationMinutes > minutes) return spansOf([[where.range.startMinute, where.range.endMinute]]);
    if (meetings === Infinity && minutes === Infinity) continue;
    for (const [firstDay, used] of usedBy(type, bookings, { ...where, kind })) {
      if (used.meetings + 1 <= meetings && used.minutes + type.durationMinutes <= minutes) continue;
      full.push([earliestAt(where.zone, firstDay * dayMinutes), earliestAt(where.zone, nextPeriod(firstDay, kind) * dayMinutes)]);
    }
  }
  return spansOf(full);
}

export interface LimitedRange {
  readonly zone: ZoneTable;
  readonly range: MinuteRange;
}

interface Use {
  meetings: number;
  minutes: number;
}

function usedBy(
  type: MeetingType,
  bookings: readonly CountedMeeting[],
  { zone, range, kind }: LimitedRange & { readonly kind: PeriodKind },
): Map<number, Use> {
  const longestPeriod = 32 * dayMinutes;
  const from = range.startMinute - longestPeriod;
  const until = range.endMinute + longestPeriod;
  cover(zone, from, until);
  const uses = new Map<number, Use>();
  for (const { startMinute, endMinute, meetingTypeId } of bookings) {
    if (meetingTypeId !== type.id || startMinute < from || startMinute > until) continue;
    const firstDay = firstDayOf(Math.floor(wallAt(zone, startMinute) / dayMinutes), kind);
    const use = uses.get(firstDay) ?? { meetings: 0, minutes: 0 };
    use.meetings += 1;
    use.minutes += endMinute - startMinute;
    uses.set(firstDay, use);
  }
  return uses;
}

function firstDayOf(day: number, kind: PeriodKind): number {
  if (kind === "day") return day;
  return kind === "week" ? day - weekdayOfDay(day) : firstDayOfMonth(day);
}

function nextPeriod(firstDay: number, kind: PeriodKind): number {
  if (kind === "day") return firstDay + 1;
  return kind === "week" ? firstDay + 7 : firstDayOfMonth(firstDay, 1);
}
