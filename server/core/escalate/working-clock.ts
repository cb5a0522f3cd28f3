import { type CompiledRep, compileRep } from "../availability/compile-rep.ts";
import type { Rep, WeeklyHours } from "../availability/rep.ts";
import { at, intersectSpans, type Spans, spansOf } from "../availability/spans.ts";
import { type MinuteRange, workingSpans } from "../availability/working-spans.ts";
import { type Instant, instant, type LocalDate, minuteMs, type ZoneName } from "../time.ts";
import type { Ladder } from "./ladder.ts";

/** Whose hours and holidays a clock runs on. */
export interface ClockParts {
  readonly ladder: Pick<Ladder, "clock" | "hours" | "timeZone">;
  /** Absent when nobody has the lead: then the team's hours alone count. */
  readonly rep?: Rep;
  readonly repHolidays: readonly LocalDate[];
  readonly teamHolidays: readonly LocalDate[];
}

/** A clock that runs in working time alone. */
export interface WorkingClock {
  /** When so many working minutes after `from` have passed; null when that is not within three months. */
  dueAt(from: Instant, minutes: number): Instant | null;
  /** Working minutes between two instants. */
  elapsed(from: Instant, to: Instant): number;
}

const pageMinutes = 7 * 1440;
const pages = 13;

export function workingClock({ ladder, rep, repHolidays, teamHolidays }: ClockParts): WorkingClock {
  const { clock, hours, timeZone } = ladder;
  const people = [
    ...(rep !== undefined && (clock === "rep" || clock === "both") ? [compileRep(withHolidays(rep, repHolidays))] : []),
    ...(clock === "team" || clock === "both" ? [compileRep(teamOf(hours, timeZone, teamHolidays))] : []),
  ];
  const open = (range: MinuteRange): Spans => openSpans(people, range);
  return {
    dueAt(from, minutes) {
      let left = minutes;
      let start = Math.floor(from / minuteMs);
      if (left <= 0) return from;
      for (let page = 0; page < pages; page++, start += pageMinutes) {
        const range = { startMinute: start, endMinute: start + pageMinutes };
        const spans = open(range);
        for (let i = 0; i < spans.length; i += 2) {
          const begin = Math.max(at(spans, i), range.startMinute);
          const length = Math.min(at(spans, i + 1), range.endMinute) - begin;
          if (length >= left) return instant((begin + left) * minuteMs);
          left -= Math.max(0, length);
        }
      }
      return null;
    },
    elapsed(from, to) {
      const range = { startMinute: Math.floor(from / minuteMs), endMinute: Math.floor(to / minuteMs) };
      if (range.endMinute <= range.startMinute) return 0;
      const spans = open(range);
      let sum = 0;
      for (let i = 0; i < spans.length; i += 2)
        sum += Math.max(0, Math.min(at(spans, i + 1), range.endMinute) - Math.max(at(spans, i), range.startMinute));
      return sum;
    },
  };
}

/** Time in which everybody who counts works; all of it when nobody counts. */
function openSpans(people: readonly CompiledRep[], range: MinuteRange): Spans {
  const whole = spansOf([[range.startMinute, range.endMinute]]);
  return people.reduce((open, person) => intersectSpans(open, workingSpans(person, range)), whole);
}

function withHolidays(rep: Rep, holidays: readonly LocalDate[]): Rep {
  // Whoever is paused or inactive still has hours: the clock of a lead does not stand still for it.
  return {
    ...rep,
    active: true,
    overrides: offOn(
      holidays,
      rep.overrides.filter(({ date }) => !holidays.includes(date)),
    ),
  };
}

function offOn(holidays: readonly LocalDate[], others: Rep["overrides"]): Rep["overrides"] {
  return [...others, ...holidays.map((date) => ({ date, unavailable: true as const }))];
}

const everyHour: readonly WeeklyHours[] = [{ days: [0, 1, 2, 3, 4, 5, 6], start: "00:00", end: "24:00" }];

function teamOf(hours: readonly WeeklyHours[] | undefined, timeZone: ZoneName, holidays: readonly LocalDate[]): Rep {
  return {
    id: "team",
    name: "team",
    email: "team@localhost",
    timeZone,
    hours: hours ?? everyHour,
    overrides: offOn(holidays, []),
    absences: [],
    travel: [],
    active: true,
    calendar: { kind: "builtin" },
  };
}
