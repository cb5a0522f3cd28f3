import type { Times } from "../../server/contract/public.ts";

const minuteMs = 60_000;

/** Starts as epoch milliseconds, ascending. */
export const startsOf = (times: Times): number[] => {
  if (times.firstMinute === null) return [];
  let minute = times.firstMinute;
  const starts = [minute * minuteMs];
  for (const delta of times.deltas) {
    minute += delta;
    starts.push(minute * minuteMs);
  }
  return starts;
};

/** A calendar day as `2026-11-24`. */
export type Day = string;

/** Groups ascending starts by the day that they fall on. */
export const byDay = (starts: readonly number[], dayOf: (at: number) => Day): Map<Day, number[]> => {
  const days = new Map<Day, number[]>();
  for (const at of starts) {
    const day = dayOf(at);
    const found = days.get(day);
    if (found) found.push(at);
    else days.set(day, [at]);
  }
  return days;
};

const utcOf = (day: Day): Date => new Date(`${day}T00:00:00Z`);

/** The day `count` days later; earlier when negative. */
export const addDays = (day: Day, count: number): Day => {
  const date = utcOf(day);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
};

export const daysBetween = (from: Day, to: Day): number => Math.round((utcOf(to).getTime() - utcOf(from).getTime()) / 86_400_000);

/** How many days `day` stands after the beginning of its week; `firstWeekday` 1 is Monday, 7 is Sunday. */
export const placeInWeek = (day: Day, firstWeekday: number): number => (utcOf(day).getUTCDay() - firstWeekday + 14) % 7;
