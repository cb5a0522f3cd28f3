import { DateTime } from "luxon";
import type { Rep } from "../../server/core/availability/rep.ts";
import type { MeetingType, PeriodLimits } from "../../server/core/slots/meeting-type.ts";
import type { RepBooking } from "../../server/core/slots/rep-starts.ts";

/** What the oracle is asked for one rep; busy times in milliseconds, everything else as the engine takes it. */
export interface OracleQuestion {
  readonly rep: Rep;
  readonly type: MeetingType;
  readonly busy: readonly { readonly startAt: number; readonly endAt: number }[];
  readonly bookings: readonly RepBooking[];
  readonly range: { readonly startMinute: number; readonly endMinute: number };
  readonly now: number;
}

const dayMs = 86_400_000;

/**
 * The documented rules written a second time, without cleverness: every minute is asked by itself whether it is free, and
 * clocks are read through luxon alone. Slow on purpose; shares nothing with the engine but types.
 */
export function oracleStarts(questions: readonly OracleQuestion[]): number[] {
  const [first] = questions;
  if (!first) return [];
  const { range, type } = first;
  const fits = questions.map(freeMinutes);
  const isFree = (minute: number) => fits.every((free) => free.has(minute));
  const found: number[] = [];
  const reach = range.endMinute + type.durationMinutes;
  for (let minute = range.startMinute; minute < range.endMinute; minute++) {
    if (!isFree(minute) || (minute > range.startMinute && isFree(minute - 1))) continue;
    let end = minute;
    while (end < reach && isFree(end)) end += 1;
    const round = [60, 30, 20, 15, 10, 5, 1].find((step) => type.slotIntervalMinutes % step === 0) ?? 1;
    const past = wallMinute(first.rep.timeZone, minute) % round;
    let start = minute + (past === 0 ? 0 : round - past) + type.offsetStartMinutes;
    for (; start + type.durationMinutes <= end; start += type.slotIntervalMinutes) {
      if (start < range.endMinute && questions.every((question) => isAllowed(question, start))) found.push(start);
    }
  }
  return found;
}

/** Minutes in which the rep works and nothing is in the way of a meeting, from the range's start to a meeting past its end. */
function freeMinutes(question: OracleQuestion): Set<number> {
  const { rep, type, busy, bookings, range, now } = question;
  const working = workingMinutes(rep, range.startMinute, range.endMinute + type.durationMinutes);
  const front = type.bufferAfterMinutes * 60_000;
  const behind = type.bufferBeforeMinutes * 60_000;
  const taken = [
    ...busy,
    ...bookings.map((b) => ({ startAt: b.blockStartMinute * 60_000, endAt: b.blockEndMinute * 60_000 })),
  ].filter(({ startAt, endAt }) => endAt > startAt);
  const free = new Set<number>();
  for (const minute of working) {
    const at = minute * 60_000;
    if (at < now + type.minimumNoticeMinutes * 60_000 || minute < range.startMinute) continue;
    if (!taken.some((span) => at < span.endAt + behind && at + 60_000 > span.startAt - front)) free.add(minute);
  }
  return free;
}

/** Minutes of the rep's windows, day by day on the calendar. */
export function workingMinutes(rep: Rep, fromMinute: number, untilMinute: number): Set<number> {
  const minutes = new Set<number>();
  if (!rep.active) return minutes;
  for (let day = Math.floor(fromMinute / 1_440) - 2; day <= Math.floor(untilMinute / 1_440) + 2; day++) {
    const date = new Date(day * dayMs).toISOString().slice(0, 10);
    if (rep.absences.some(({ start, end }) => start <= date && date <= end)) continue;
    const zone =
      rep.travel.find(({ start, end }) => start <= date && (end === undefined || date <= end))?.timeZone ?? rep.timeZone;
    for (const [start, end] of hoursOn(rep, date, new Date(day * dayMs).getUTCDay())) {
      if (end <= start) continue;
      const from = findInstant(zone, day * 1_440 + start, "earliest");
      const until = findInstant(zone, day * 1_440 + end, "latest");
      for (let minute = Math.max(from, fromMinute); minute < Math.min(until, untilMinute); minute++) minutes.add(minute);
    }
  }
  return minutes;
}

function hoursOn(rep: Rep, date: string, weekday: number): (readonly [number, number])[] {
  const overrides = rep.overrides.filter((row) => row.date === date);
  if (overrides.length > 0) {
    return overrides.flatMap((row) => ("unavailable" in row ? [] : [[minutesOf(row.start), minutesOf(row.end)] as const]));
  }
  return rep.hours
    .filter(({ days }) => days.some((day) => day === weekday))
    .map(({ start, end }) => [minutesOf(start), minutesOf(end)] as const);
}

/** Looks at every minute around until the clock shows the wall time; a skipped one is moved on by what the clock skipped. */
export function findInstant(zone: string, wall: number, which: "earliest" | "latest"): number {
  const shown: number[] = [];
  let jump: { readonly at: number; readonly from: number } | null = null;
  let expected = Infinity;
  for (let minute = wall - 15 * 60; minute <= wall + 15 * 60; minute++) {
    const clock = wallMinute(zone, minute);
    if (clock === wall) shown.push(minute);
    if (expected <= wall && wall < clock) jump = { at: minute, from: expected };
    expected = clock + 1;
  }
  if (shown.length > 0) return which === "earliest" ? Math.min(...shown) : Math.max(...shown);
  if (!jump) throw new Error(`no minute shows ${wall} in ${zone}`);
  return jump.at + (wall - jump.from);
}

function isAllowed({ rep, type, bookings, now }: OracleQuestion, start: number): boolean {
  const zone = rep.timeZone;
  const date = dateOf(zone, start);
  const today = dateOf(zone, Math.floor(now / 60_000));
  const { horizon } = type;
  if (horizon.kind === "range" && (date < horizon.start || date > horizon.end)) return false;
  if (horizon.kind === "days" && date > plusDays(today, horizon.days)) return false;
  if (horizon.kind === "workingDays" && date > plusWorkingDays(today, horizon.days)) return false;
  return (["day", "week", "month"] as const).every((kind) => {
    const same = bookings.filter(
      (b) => b.meetingTypeId === type.id && periodOf(kind, dateOf(zone, b.startMinute)) === periodOf(kind, date),
    );
    const minutes = same.reduce((sum, b) => sum + b.endMinute - b.startMinute, 0) + type.durationMinutes;
    return same.length < (type.meetingLimits[kind] ?? Infinity) && minutes <= (type.minuteLimits[kind] ?? Infinity);
  });
}

function periodOf(kind: keyof PeriodLimits, date: string): string {
  if (kind === "day") return date;
  return kind === "month" ? date.slice(0, 7) : plusDays(date, -new Date(`${date}T00:00:00Z`).getUTCDay());
}

function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

function plusWorkingDays(date: string, days: number): string {
  let reached = date;
  for (let left = days; left > 0; ) {
    reached = plusDays(reached, 1);
    if (![0, 6].includes(new Date(`${reached}T00:00:00Z`).getUTCDay())) left -= 1;
  }
  return reached;
}

function dateOf(zone: string, minute: number): string {
  return new Date(wallMinute(zone, minute) * 60_000).toISOString().slice(0, 10);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

const offsets = new Map<string, Map<number, number>>();

/** What the clock shows, by luxon; asked once for each quarter of an hour, as no zone of this century changes in between. */
export function wallMinute(zone: string, minute: number): number {
  const quarter = Math.floor(minute / 15) * 15;
  let known = offsets.get(zone);
  if (!known) {
    known = new Map();
    offsets.set(zone, known);
  }
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = DateTime.fromMillis(quarter * 60_000, { zone }).offset;
    known.set(quarter, offset);
  }
  return minute + offset;
}
