import type { WallMs } from "./wall-time.ts";

const secondMs = 1000;
const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** A recurrence rule as parsed: names as in RFC 5545, 3.3.10; `BYDAY` as `MO` or `-1FR`. */
export interface Rule {
  readonly freq: string;
  readonly interval: number;
  readonly count: number | null;
  /** 0 = Sunday. */
  readonly weekStart: number;
  readonly parts: Readonly<Record<string, readonly (number | string)[] | undefined>>;
}

const maxPeriods = 200_000;
const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/**
 * The rule's occurrences with `from` ≤ t ≤ `to`, in the wall time of the event, ascending. Each period of the rule (a day,
 * a week …) that touches the window is looked at once, so a rule that never matches costs no more than one that does;
 * iterating towards the next match, as libraries do, never ends on `FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30`. Throws RangeError
 * on a rule that nobody knows or that asks for more than any calendar needs.
 */
export function expandRule(rule: Rule, start: WallMs, window: { readonly from: WallMs; readonly to: WallMs }): readonly WallMs[] {
  const step = Math.max(1, Math.trunc(rule.interval) || 1);
  const periods = periodsOf(rule, start);
  const matches = dayFilter(rule, start);
  const times = timesOfPeriod(rule, start);
  // A count is kept from the first occurrence on; without one, what lies before the window need not be walked.
  const first = rule.count === null ? Math.max(0, Math.floor(periods.indexOf(window.from) / step) - 1) : 0;
  const last = Math.floor(periods.indexOf(window.to) / step) + 1;
  if (last - first > maxPeriods) throw new RangeError(`${rule.freq} has too many periods`);
  const found: WallMs[] = [];
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  for (let k = first; k <= last && left > 0; k += 1) {
    const occurrences = setPositions(rule, inPeriod(periods.span(k * step), matches, times)).filter((at) => at >= start);
    for (const at of occurrences.slice(0, left)) if (at >= window.from && at <= window.to) found.push(at);
    left -= occurrences.length;
  }
  return found;
}

interface Periods {
  /** Which period, counted from the one of the start, has this time. */
  indexOf(at: WallMs): number;
  /** From its first millisecond to before its last. */
  span(index: number): { readonly from: WallMs; readonly to: WallMs };
}

const lengths: Readonly<Record<string, number>> = {
  SECONDLY: secondMs,
  MINUTELY: 60_000,
  HOURLY: hourMs,
  DAILY: dayMs,
  WEEKLY: 7 * dayMs,
};

function periodsOf(rule: Rule, start: WallMs): Periods {
  const length = lengths[rule.freq];
  if (length !== undefined) {
    const weekOffset = ((weekdayOf(start) - rule.weekStart + 7) % 7) * dayMs;
    const origin = rule.freq === "WEEKLY" ? dayStart(start) - weekOffset : Math.floor(start / length) * length;
    return {
      indexOf: (at) => Math.floor((at - origin) / length),
      span: (index) => ({ from: origin + index * length, to: origin + (index + 1) * length }),
    };
  }
  if (rule.freq !== "MONTHLY" && rule.freq !== "YEARLY") throw new RangeError(`unknown frequency ${rule.freq}`);
  const months = rule.freq === "YEARLY" ? 12 : 1;
  const monthNumber = (at: WallMs): number =>
    Math.floor((new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth()) / months);
  const monthStart = (index: number): WallMs => utcDate(Math.floor((index * months) / 12), (index * months) % 12);
  const origin = monthNumber(start);
  return {
    indexOf: (at) => monthNumber(at) - origin,
    span: (index) => ({ from: monthStart(origin + index), to: monthStart(origin + index + 1) }),
  };
}

function inPeriod(
  period: { readonly from: WallMs; readonly to: WallMs },
  matches: (day: WallMs) => boolean,
  times: (period: { readonly from: WallMs; readonly to: WallMs }) => readonly number[],
): readonly WallMs[] {
  const ofDay = times(period);
  const found: WallMs[] = [];
  if (ofDay.length === 0) return found;
  for (let day = dayStart(period.from); day < period.to; day += dayMs) {
    if (matches(day)) for (const time of ofDay) found.push(day + time);
  }
  return found;
}

/** Whether an occurrence may fall on a day: every BY… part that names days is a filter over the days of the period. */
function dayFilter(rule: Rule, start: WallMs): (day: WallMs) => boolean {
  const begin = new Date(start);
  const names = (part: string): boolean => (rule.parts[part]?.length ?? 0) > 0;
  const months = numbers(rule, "BYMONTH");
  const weeks = numbers(rule, "BYWEEKNO");
  const yearDays = numbers(rule, "BYYEARDAY");
  const monthDays = numbers(rule, "BYMONTHDAY");
  const weekDays = (rule.parts.BYDAY ?? []).map(weekdayPart);
  const namesDay = names("BYDAY") || names("BYMONTHDAY") || names("BYYEARDAY");
  // Where the rule names no day, the start does (RFC 5545, 3.3.10).
  if (!namesDay && (rule.freq === "WEEKLY" || weeks.length > 0)) weekDays.push({ weekday: weekdayOf(start), ordinal: 0 });
  else if (!namesDay && (rule.freq === "MONTHLY" || rule.freq === "YEARLY")) monthDays.push(begin.getUTCDate());
  if (!namesDay && rule.freq === "YEARLY" && weeks.length === 0 && months.length === 0) months.push(begin.getUTCMonth() + 1);
  const ordinalsIn = rule.freq === "YEARLY" && months.length === 0 ? "year" : "month";
  const ordinalsCount = rule.freq === "MONTHLY" || rule.freq === "YEARLY";
  return (day) => {
    const date = new Date(day);
    if (months.length > 0 && !months.includes(date.getUTCMonth() + 1)) return false;
    if (weeks.length > 0 && !isNamed(weeks, weekOfYear(day, rule.weekStart))) return false;
    if (yearDays.length > 0 && !isNamed(yearDays, placeIn(day, "year"))) return false;
    if (monthDays.length > 0 && !isNamed(monthDays, placeIn(day, "month"))) return false;
    return weekDays.length === 0 || weekDays.some((part) => isWeekday(day, part, ordinalsCount ? ordinalsIn : null));
  };
}

interface Place {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** Negative numbers count from the end. */
function isNamed(wanted: readonly number[], { index, of }: Place): boolean {
  return wanted.includes(index) || wanted.includes(index - of - 1);
}

function placeIn(day: WallMs, unit: "month" | "year"): Place {
  const date = new Date(day);
  const year = date.getUTCFullYear();
  const month = unit === "month" ? date.getUTCMonth() : 0;
  const from = utcDate(year, month);
  const to = unit === "month" ? utcDate(year, month + 1) : utcDate(year + 1, 0);
  return { index: (day - from) / dayMs + 1, of: (to - from) / dayMs };
}

function weekdayPart(part: number | string): { readonly weekday: number; readonly ordinal: number } {
  const match = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(String(part));
  if (!match) throw new RangeError("BYDAY names no weekday");
  return { weekday: weekdays.indexOf(match[2] ?? ""), ordinal: Number(match[1] ?? 0) };
}

function isWeekday(day: WallMs, part: ReturnType<typeof weekdayPart>, ordinalsIn: "month" | "year" | null): boolean {
  if (weekdayOf(day) !== part.weekday) return false;
  if (part.ordinal === 0 || ordinalsIn === null) return true;
  const { index, of } = placeIn(day, ordinalsIn);
  return Math.ceil(index / 7) === part.ordinal || -Math.ceil((of - index + 1) / 7) === part.ordinal;
}

/** ISO weeks, with any first weekday: week 1 is the first with at least four days of the year. */
function weekOfYear(day: WallMs, weekStart: number): Place {
  const year = new Date(day).getUTCFullYear();
  const firstWeek = (of: number): WallMs => {
    const january4 = utcDate(of, 0) + 3 * dayMs;
    return january4 - ((weekdayOf(january4) - weekStart + 7) % 7) * dayMs;
  };
  const own = day < firstWeek(year) ? year - 1 : day >= firstWeek(year + 1) ? year + 1 : year;
  const begin = firstWeek(own);
  return { index: Math.floor((day - begin) / (7 * dayMs)) + 1, of: (firstWeek(own + 1) - begin) / (7 * dayMs) };
}

/** Times of day, in ms, that a period's days may have. */
function timesOfPeriod(rule: Rule, start: WallMs): (period: { readonly from: WallMs }) => readonly number[] {
  const begin = new Date(start);
  const hours = numbers(rule, "BYHOUR");
  const minutes = numbers(rule, "BYMINUTE");
  const seconds = numbers(rule, "BYSECOND");
  const product = (h: readonly number[], m: readonly number[], s: readonly number[]): number[] =>
    h
      .flatMap((hour) => m.flatMap((minute) => s.map((second) => hour * hourMs + minute * 60_000 + second * secondMs)))
      .toSorted((a, b) => a - b);
  const or = (named: readonly number[], own: number): readonly number[] => (named.length > 0 ? named : [own]);
  const limit = (named: readonly number[], own: number): readonly number[] =>
    named.length === 0 || named.includes(own) ? [own] : [];
  const ownSecond = begin.getUTCSeconds();
  const ownMinute = begin.getUTCMinutes();
  if (rule.freq === "HOURLY" || rule.freq === "MINUTELY" || rule.freq === "SECONDLY") {
    return ({ from }) => {
      const at = new Date(from);
      const h = limit(hours, at.getUTCHours());
      const m = rule.freq === "HOURLY" ? or(minutes, ownMinute) : limit(minutes, at.getUTCMinutes());
      const s = rule.freq === "SECONDLY" ? limit(seconds, at.getUTCSeconds()) : or(seconds, ownSecond);
      return product(h, m, s);
    };
  }
  const all = product(or(hours, begin.getUTCHours()), or(minutes, ownMinute), or(seconds, ownSecond));
  return () => all;
}

function setPositions(rule: Rule, occurrences: readonly WallMs[]): readonly WallMs[] {
  const positions = numbers(rule, "BYSETPOS");
  if (positions.length === 0) return occurrences;
  return occurrences.filter((_at, i) => isNamed(positions, { index: i + 1, of: occurrences.length }));
}

function numbers(rule: Rule, part: string): number[] {
  return (rule.parts[part] ?? []).map((value) => {
    const number = Number(value);
    if (!Number.isInteger(number)) throw new RangeError(`${part} is not a number`);
    return number;
  });
}

function dayStart(at: WallMs): WallMs {
  return Math.floor(at / dayMs) * dayMs;
}

function weekdayOf(at: WallMs): number {
  return new Date(at).getUTCDay();
}

/** The first of a month; unlike Date.UTC it takes years below 100 as they are. */
function utcDate(year: number, month: number): WallMs {
  return new Date(0).setUTCFullYear(year, month, 1);
}
