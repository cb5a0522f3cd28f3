import { readFileSync } from "node:fs";
import type { BusySpan } from "../../server/core/ports/calendar.ts";
import { type Instant, instant } from "../../server/core/time.ts";

export interface CalendarCase {
  readonly name: string;
  readonly range: BusySpan;
  readonly ignoreUids: readonly string[];
  /** Lines of each calendar object. */
  readonly events: readonly (readonly string[])[];
  readonly busy: readonly BusySpan[];
  /** The real servers that keep such an object; null for all. */
  readonly servers: readonly string[] | null;
}

interface Row {
  readonly name: string;
  readonly range?: readonly [string, string];
  readonly ignore?: readonly string[];
  readonly events: readonly (readonly string[])[];
  readonly busy: readonly (readonly [string, string])[];
  readonly servers?: readonly string[];
}

const at = (iso: string): Instant => instant(Date.parse(iso));
const span = ([from, to]: readonly [string, string]): BusySpan => ({ startAt: at(from), endAt: at(to) });

/** The table in `test/cases/calendar-events.json`. */
export function calendarCases(): readonly CalendarCase[] {
  const file = new URL("../cases/calendar-events.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly Row[] };
  return cases.map((row) => ({
    name: row.name,
    range: span(row.range ?? ["2026-06-01T00:00Z", "2026-08-01T00:00Z"]),
    ignoreUids: row.ignore ?? [],
    events: row.events,
    busy: row.busy.map(span),
    servers: row.servers ?? null,
  }));
}
