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
  return [...new Set(days.map(({ date }) => date.slice(0, "2026-01-01".length)))];
}
