import { IANAZone } from "luxon";
import { AppError } from "../errors.ts";
import type { EpochMinute, ZoneName } from "../time.ts";
import { at } from "./spans.ts";

/** Local wall-clock time as minutes since 1970-01-01 00:00 on the same clock, without an offset. */
export type WallMinute = number;

/**
 * Every change of a zone's offset between two instants, so that wall time and epoch minutes are turned into each other by
 * integer arithmetic alone. It grows in place when instants outside are asked for.
 */
export interface ZoneTable {
  readonly name: ZoneName;
  /** The instants that are covered; asking outside is answered by the nearest offset, so `cover` first. */
  fromMinute: EpochMinute;
  untilMinute: EpochMinute;
  /** Segment i lasts from `begins[i]` to `begins[i + 1]` (the last element is a sentinel) … */
  begins: Int32Array;
  /** … has this many minutes east of Greenwich … */
  offsets: Int32Array;
  /** … and begins at this wall time on its own clock. */
  wallBegins: Int32Array;
  /** All offsets are multiples of this: 15 in every zone of today. */
  offsetStep: 15 | 5 | 1;
  /** The segment that answered last: neighbours are asked one after the other. */
  hint: number;
}

const yearMinutes = 525_960;
/** No zone has changed its offset and changed it back within so short a time since 1970. */
const probeMinutes = 7 * 1_440;
const forever = 2_147_483_647;
const tables = new Map<ZoneName, ZoneTable>();

/** The one table of a zone, empty until `cover` is called. Throws `zone_invalid` for a name that is not an IANA zone. */
export function zoneTable(name: ZoneName): ZoneTable {
  const known = tables.get(name);
  if (known) return known;
  if (!IANAZone.create(name).isValid) throw new AppError("zone_invalid", { zone: name });
  const table: ZoneTable = {
    name,
    fromMinute: 0,
    untilMinute: 0,
    begins: Int32Array.of(-forever, forever),
    offsets: Int32Array.of(0),
    wallBegins: Int32Array.of(-forever),
    offsetStep: 15,
    hint: 0,
  };
  tables.set(name, table);
  return table;
}

/** Makes sure that the table knows the zone from `fromMinute` to `untilMinute`, a day of margin included. */
export function cover(table: ZoneTable, fromMinute: EpochMinute, untilMinute: EpochMinute): ZoneTable {
  if (fromMinute - 1_440 >= table.fromMinute && untilMinute + 1_440 <= table.untilMinute) return table;
  const empty = table.fromMinute === table.untilMinute;
  table.fromMinute = Math.min(empty ? forever : table.fromMinute, Math.floor(fromMinute - 2 * yearMinutes));
  table.untilMinute = Math.max(empty ? -forever : table.untilMinute, Math.ceil(untilMinute + 5 * yearMinutes));
  build(table);
  return table;
}

function build(table: ZoneTable): void {
  const zone = IANAZone.create(table.name);
  const offsetOf = (minute: EpochMinute) => Math.round(zone.offset(minute * 60_000));
  const begins = [-forever];
  const offsets = [offsetOf(table.fromMinute)];
  for (let minute = table.fromMinute; minute < table.untilMinute; minute += probeMinutes) {
    const until = Math.min(minute + probeMinutes, table.untilMinute);
    const offset = offsetOf(until);
    if (offset === offsets.at(-1)) continue;
    begins.push(changeBetween(offsetOf, minute, until));
    offsets.push(offset);
  }
  table.begins = Int32Array.from([...begins, forever]);
  table.offsets = Int32Array.from(offsets);
  table.wallBegins = Int32Array.from(begins, (begin, i) => (i === 0 ? -forever : begin + (offsets[i] ?? 0)));
  table.offsetStep = offsets.every((o) => o % 15 === 0) ? 15 : offsets.every((o) => o % 5 === 0) ? 5 : 1;
  table.hint = 0;
}

/** The first minute with the offset that holds at `until`, which is not the one at `from`. */
function changeBetween(offsetOf: (minute: number) => number, from: EpochMinute, until: EpochMinute): EpochMinute {
  const after = offsetOf(until);
  let low = from;
  let high = until;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(middle) === after) high = middle;
    else low = middle;
  }
  return high;
}

/** Minutes east of Greenwich at an instant. */
export function offsetAt(table: ZoneTable, minute: EpochMinute): number {
  return at(table.offsets, segmentOf(table, table.begins, minute));
}

/** What the clock shows at an instant. */
export function wallAt(table: ZoneTable, minute: EpochMinute): WallMinute {
  return minute + offsetAt(table, minute);
}

/** The first instant at which the clock shows this time; a skipped time is shifted forward by the gap. For starts. */
export function earliestAt(table: ZoneTable, wall: WallMinute): EpochMinute {
  const i = segmentOf(table, table.wallBegins, wall);
  if (i > 0) {
    const earlier = wall - at(table.offsets, i - 1);
    if (earlier < at(table.begins, i)) return earlier;
  }
  return wall - at(table.offsets, i);
}

/**
 * The last instant at which the clock shows this time; a skipped time is shifted forward by the gap. For ends.
 * In a gap the segment before it answers, and its offset is the shift.
 */
export function latestAt(table: ZoneTable, wall: WallMinute): EpochMinute {
  return wall - at(table.offsets, segmentOf(table, table.wallBegins, wall));
}

/** The last segment that begins at or before a time; `begins` are the table's own, by instant or by wall time. */
function segmentOf(table: ZoneTable, begins: Int32Array, time: number): number {
  const last = table.offsets.length - 1;
  let i = table.hint;
  if (at(begins, i) <= time && (i === last || at(begins, i + 1) > time)) return i;
  let high = last;
  i = 0;
  while (i < high) {
    const middle = (i + high + 1) >> 1;
    if (at(begins, middle) <= time) i = middle;
    else high = middle - 1;
  }
  table.hint = i;
  return i;
}
