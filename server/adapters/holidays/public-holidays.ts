import type { HolidayPlace, Holidays } from "../../core/ports/holidays.ts";

/** Public holidays by date-holidays, which is loaded on first use; what was found is kept for the process. */
export function createHolidays(): Holidays {
  const known = new Map<string, readonly string[]>();
  return async (place, year) => {
    const key = JSON.stringify([place.country, place.state ?? "", year]);
    const found = known.get(key) ?? (await find(place, year));
    known.set(key, found);
    return found;
  };
}

async function find({ country, state }: HolidayPlace, year: number): Promise<readonly string[]> {
  const { default: Library } = await import("date-holidays");
  const library = state === undefined ? new Library(country) : new Library(country, state);
  const days = library.getHolidays(year).filter(({ type }) => type === "public");
  return [...new Set(days.flatMap(datesOf))];
}

const dayMs = 86_400_000;

/** Every date of a holiday: some last for days, and some of those begin on the afternoon before their first whole day. */
function datesOf({ date, start, end }: { readonly date: string; readonly start: Date; readonly end: Date }): readonly string[] {
  const first = Date.parse(date.slice(0, "2026-01-01".length));
  const lasts = Math.max(1, Math.floor((end.getTime() - start.getTime()) / dayMs + clockChange));
  return Array.from({ length: lasts }, (_, day) => new Date(first + day * dayMs).toISOString().slice(0, "2026-01-01".length));
}

/** A day of 23 hours is a day. */
const clockChange = 0.1;
