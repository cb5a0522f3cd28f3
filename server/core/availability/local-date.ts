import type { LocalDate, WallTime, Weekday } from "../time.ts";

export const dayMinutes = 1_440;

/** Days since 1970-01-01 of a local calendar date; NaN when it is not one. */
export function dayOfDate(date: LocalDate): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
}

/** The calendar date of a day number: `20_000` → `2024-10-04`. */
export function dateOfDay(day: number): LocalDate {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** 0 = Sunday … 6 = Saturday; 1970-01-01 was a Thursday. */
export function weekdayOfDay(day: number): Weekday {
  return ((((day + 4) % 7) + 7) % 7) as Weekday;
}

/** The first day of the month that lies `months` after the one of `day`. */
export function firstDayOfMonth(day: number, months = 0): number {
  const date = new Date(day * 86_400_000);
  return Math.floor(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1) / 86_400_000);
}

/** Minutes since local midnight as the clock shows them: `09:30` → 570, `24:00` → 1440. */
export function minuteOfWallTime(time: WallTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
