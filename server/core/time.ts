/** A point in time as epoch milliseconds (UTC). Names of values end in `At`. */
export type Instant = number & { readonly __brand: "instant" };

/** A point in time as whole epoch minutes: the unit of the slot engine. Names of values end in `Minute`. */
export type EpochMinute = number;

/** A local calendar date, `YYYY-MM-DD`; it means something only beside a zone. */
export type LocalDate = string;

/** A local wall-clock time, `HH:MM`; `24:00` is allowed as an end. */
export type WallTime = string;

/** An IANA zone name, e.g. `Europe/Berlin`. */
export type ZoneName = string;

/** 0 = Sunday … 6 = Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export const minuteMs = 60_000;

/** Brands epoch milliseconds that are known to be whole and finite; throws RangeError otherwise. */
export function instant(ms: number): Instant {
  if (!Number.isFinite(ms)) throw new RangeError(`not an instant: ${ms}`);
  return Math.trunc(ms) as Instant;
}

/** Parses ISO 8601 with an offset or `Z`; null when it is not one (a time without offset is not an instant). */
export function parseInstant(text: string): Instant | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? null : instant(ms);
}

/** ISO 8601 in UTC, e.g. `2026-06-15T09:00:00.000Z`. */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString();
}
