import { type Format, firstWeekdayOf } from "./format.ts";
import { addDays, byDay, type Day, daysBetween, placeInWeek } from "./times.ts";

/** Most weeks shown at once. */
const pageWeeks = 5;

/** Where the visitor is in the calendar; the rest follows from the times. */
export interface Place {
  /** The chosen day; null is the first one that has times. */
  readonly day: Day | null;
  /** The day that arrow keys moved to; null is the chosen one. */
  readonly focus: Day | null;
}

export interface Calendar {
  /** Starts of each day that has any. */
  readonly days: ReadonlyMap<Day, readonly number[]>;
  readonly firstWeekday: number;
  readonly weeks: readonly (readonly Day[])[];
  /** First and last shown day between the first and the last one with times. */
  readonly shown: readonly [from: Day, to: Day];
  readonly first: Day;
  readonly chosen: Day;
  readonly focus: Day;
  /** Whether all days fit on one page. */
  readonly whole: boolean;
  /** The focus after going so many days or pages; null when there is nothing further that way. */
  step(days: number): Day;
  turn(pages: number): Day | null;
}

/** Lays starts out in weeks of the format's zone and locale. */
export const layOut = (starts: readonly number[], format: Format, place: Place): Calendar => {
  const days = byDay(starts, format.day);
  const all = [...days.keys()];
  const first = all[0] ?? format.day(0);
  const last = all[all.length - 1] ?? first;
  const clamp = (day: Day): Day => (day < first ? first : day > last ? last : day);
  const chosen = place.day !== null && days.has(place.day) ? place.day : first;
  const focus = clamp(place.focus ?? chosen);

  const firstWeekday = firstWeekdayOf(format.locale);
  const begin = addDays(first, -placeInWeek(first, firstWeekday));
  const weekOf = (day: Day): number => Math.floor(daysBetween(begin, day) / 7);
  const page = Math.floor(weekOf(focus) / pageWeeks);
  const from = addDays(begin, page * pageWeeks * 7);
  const length = Math.min(pageWeeks, weekOf(last) + 1 - page * pageWeeks);
  return {
    days,
    firstWeekday,
    weeks: Array.from({ length }, (_, week) => Array.from({ length: 7 }, (_, day) => addDays(from, week * 7 + day))),
    shown: [clamp(from), clamp(addDays(from, length * 7 - 1))],
    first,
    chosen,
    focus,
    whole: weekOf(last) < pageWeeks,
    step: (count) => clamp(addDays(focus, count)),
    turn: (pages) => {
      const next = addDays(from, pages * pageWeeks * 7);
      return next < begin || next > last ? null : clamp(next);
    },
  };
};

/** Days that a key moves by: along the week, across weeks, to the week's ends, by pages. */
export const stepOf = (key: string, calendar: Calendar, rtl: boolean): number | undefined => {
  const place = placeInWeek(calendar.focus, calendar.firstWeekday);
  const along = rtl ? -1 : 1;
  return {
    ArrowLeft: -along,
    ArrowRight: along,
    ArrowUp: -7,
    ArrowDown: 7,
    Home: -place,
    End: 6 - place,
    PageUp: -7 * pageWeeks,
    PageDown: 7 * pageWeeks,
  }[key];
};
