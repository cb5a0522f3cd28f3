import type { LocalDate } from "../time.ts";

/** A country by its two letters, and a part of it where that has days of its own, e.g. `{ country: "DE", state: "BY" }`. */
export interface HolidayPlace {
  readonly country: string;
  readonly state?: string;
}

/** The public holidays of a place in one year; none for a place that is not known. */
export type Holidays = (place: HolidayPlace, year: number) => Promise<readonly LocalDate[]>;
