import { dayOfDate, minuteOfWallTime } from "./local-date.ts";
import type { DateOverride, Rep, Travel, WeeklyHours } from "./rep.ts";
import { type Spans, spansOf } from "./spans.ts";
import { type ZoneTable, zoneTable } from "./zone-table.ts";

/** A rep's hours as integers; made once for each version of the setup. Hours of a day are spans of minutes since local midnight. */
export interface CompiledRep {
  readonly id: string;
  readonly active: boolean;
  readonly zone: ZoneTable;
  /** From Sunday. */
  readonly weekly: readonly Spans[];
  /** Whole days that are replaced, by day number. */
  readonly overrides: ReadonlyMap<number, Spans>;
  /** Day numbers off, as spans. */
  readonly absences: Spans;
  /** The first that covers a day counts; both days included. */
  readonly travel: readonly { readonly firstDay: number; readonly lastDay: number; readonly zone: ZoneTable }[];
}

/** Compiles a rep; throws `zone_invalid` for an unknown zone. */
export function compileRep(rep: Rep): CompiledRep {
  return {
    id: rep.id,
    active: rep.active,
    zone: zoneTable(rep.timeZone),
    weekly: [0, 1, 2, 3, 4, 5, 6].map((weekday) => hoursOfWeekday(rep.hours, weekday)),
    overrides: compileOverrides(rep.overrides),
    absences: spansOf(rep.absences.map(({ start, end }) => [dayOfDate(start), dayOfDate(end) + 1])),
    travel: rep.travel.map(compileTravel),
  };
}

function hoursOfWeekday(hours: readonly WeeklyHours[], weekday: number): Spans {
  const rows = hours.filter(({ days }) => days.some((day) => day === weekday));
  return spansOf(rows.map(({ start, end }) => [minuteOfWallTime(start), minuteOfWallTime(end)]));
}

function compileOverrides(overrides: readonly DateOverride[]): ReadonlyMap<number, Spans> {
  const rowsOfDay = Map.groupBy(overrides, ({ date }) => dayOfDate(date));
  return new Map([...rowsOfDay].map(([day, rows]) => [day, spansOf(rows.flatMap(overrideHours))]));
}

function overrideHours(row: DateOverride): readonly (readonly [number, number])[] {
  return "unavailable" in row ? [] : [[minuteOfWallTime(row.start), minuteOfWallTime(row.end)]];
}

function compileTravel({ start, end, timeZone }: Travel): CompiledRep["travel"][number] {
  return { firstDay: dayOfDate(start), lastDay: end === undefined ? Infinity : dayOfDate(end), zone: zoneTable(timeZone) };
}
