import type { BusySpan } from "../../../core/ports/calendar.ts";
import { dayMs, expandRule, type Rule } from "./expand-rule.ts";
import type { WallMs, WallZone } from "./wall-time.ts";

/** A wall time with the zone that gives it meaning. */
export interface ZonedWall {
  readonly wall: WallMs;
  readonly zone: WallZone;
  readonly isDate: boolean;
}

/** How long an event is: days by the calendar, the rest by the clock. */
export interface Length {
  readonly days: number;
  readonly ms: number;
}

export interface BoundedRule {
  readonly rule: Rule;
  /** Whether an occurrence is still within the rule's UNTIL. */
  readonly goesOn: (start: ZonedWall) => boolean;
}

/** One VEVENT: a single event, the master of a series, or what replaces one occurrence of it. */
export interface EventPart {
  readonly start: ZonedWall;
  readonly length: Length;
  readonly isBusy: boolean;
  /** Which occurrence of the series this part replaces. */
  readonly replaces: ZonedWall | null;
  /** Replaces all later occurrences too (RANGE=THISANDFUTURE). */
  readonly andFuture: boolean;
  readonly rules: readonly BoundedRule[];
  readonly dates: readonly { readonly start: ZonedWall; readonly length: Length }[];
  readonly exceptions: readonly ZonedWall[];
}

/** In epoch ms; wider than the event where its zone is unknown. */
export interface Stretch {
  readonly startAt: number;
  readonly endAt: number;
}

/** Busy stretches of the parts that share a uid, as far as they can touch the range; some may lie just outside. */
export function occurrences(parts: readonly EventPart[], range: BusySpan): readonly Stretch[] {
  const replacing = parts.flatMap((part) => (part.replaces ? [{ part, at: startOf(part.replaces) }] : []));
  const future = replacing.filter(({ part }) => part.andFuture).toSorted((a, b) => b.at - a.at);
  const found: Stretch[] = replacing.filter(({ part }) => part.isBusy).map(({ part }) => stretch(part.start, part.length));
  const shifts = future.map(({ part, at }) => ({ part, at, shift: startOf(part.start) - at }));
  for (const master of parts.filter(({ replaces }) => replaces === null)) {
    const gone = new Set([...replacing.map(({ at }) => at), ...master.exceptions.map(startOf)]);
    const margin = Math.max(...[master, ...future.map(({ part }) => part)].map(({ length }) => length.days * dayMs + length.ms));
    const shiftMargin = Math.max(0, ...shifts.map(({ shift }) => Math.abs(shift)));
    const window = { from: range.startAt - margin - shiftMargin - 2 * dayMs, to: range.endAt + shiftMargin + 2 * dayMs };
    for (const { start, length } of seriesOf(master, window)) {
      const at = startOf(start);
      if (gone.has(at)) continue;
      const moved = shifts.find((later) => later.at <= at);
      if (!moved && master.isBusy) found.push(stretch(start, length));
      if (moved?.part.isBusy) found.push(stretch({ ...start, wall: start.wall + moved.shift }, moved.part.length));
    }
  }
  return found;
}

function seriesOf(master: EventPart, window: { readonly from: WallMs; readonly to: WallMs }) {
  const { start, length } = master;
  const walls = new Set([start.wall]);
  for (const { rule, goesOn } of master.rules) {
    for (const wall of expandRule(rule, start.wall, window)) if (goesOn({ ...start, wall })) walls.add(wall);
  }
  return [...[...walls].map((wall) => ({ start: { ...start, wall }, length })), ...master.dates];
}

function startOf({ wall, zone }: ZonedWall): number {
  return zone.earliest(wall);
}

/** Days of a timed event are the longer of calendar days and 24 hours each: servers rewrite PT24H as P1D and back. */
function stretch({ wall, zone, isDate }: ZonedWall, { days, ms }: Length): Stretch {
  const byCalendar = zone.latest(wall + days * dayMs);
  const end = isDate ? byCalendar : Math.max(byCalendar, zone.latest(wall) + days * dayMs);
  return { startAt: zone.earliest(wall), endAt: end + ms };
}
