import { IANAZone } from "luxon";
import type { ZoneName } from "../../../core/time.ts";

/** A wall-clock time as if it were UTC, in ms: it means an instant only through a zone. */
export type WallMs = number;

/** Turns wall times of one zone into instants, in epoch ms. */
export interface WallZone {
  /** The earliest and the latest instant that the wall time may mean; the same when the zone is known. */
  readonly earliest: (wall: WallMs) => number;
  readonly latest: (wall: WallMs) => number;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Wall time that is UTC. */
export const utcZone: WallZone = { earliest: (wall) => wall, latest: (wall) => wall };

/** A zone that nobody describes: any that exists on Earth, so that its event makes busy whatever it might mean. */
export const anyZone: WallZone = { earliest: (wall) => wall - 14 * hourMs, latest: (wall) => wall + 12 * hourMs };

/** A zone by its offset in ms at a wall time. */
export function zoneByOffset(offsetMs: (wall: WallMs) => number): WallZone {
  return zoneByInstant((wall) => wall - offsetMs(wall));
}

function zoneByInstant(resolve: (wall: WallMs) => number): WallZone {
  return { earliest: resolve, latest: resolve };
}

const ianaZones = new Map<ZoneName, WallZone>();

/**
 * An IANA zone; null when there is none of this name. As RFC 5545 (3.3.5) has it, a repeated wall time is the first of the
 * two, and one that is skipped is read with the offset from before the gap.
 */
export function ianaZone(name: ZoneName): WallZone | null {
  const known = ianaZones.get(name);
  if (known) return known;
  if (!IANAZone.isValidZone(name)) return null;
  const offsetMs = offsets(IANAZone.create(name));
  const zone = zoneByInstant((wall) => {
    const before = offsetMs(wall - dayMs);
    const candidates = [wall - before, wall - offsetMs(wall + dayMs)].filter((at) => at + offsetMs(at) === wall);
    return candidates.length > 0 ? Math.min(...candidates) : wall - before;
  });
  ianaZones.set(name, zone);
  return zone;
}

const maxDaysKept = 20_000;

/** A zone's offset costs 40 µs to ask; days that begin and end with the same offset have no change inside. */
function offsets(zone: IANAZone): (at: number) => number {
  const ofDay = new Map<number, number>();
  const atMidnight = (day: number): number => {
    const known = ofDay.get(day);
    if (known !== undefined) return known;
    if (ofDay.size >= maxDaysKept) ofDay.clear();
    const offset = zone.offset(day * dayMs) * 60_000;
    ofDay.set(day, offset);
    return offset;
  };
  return (at) => {
    const day = Math.floor(at / dayMs);
    const offset = atMidnight(day);
    return offset === atMidnight(day + 1) ? offset : zone.offset(at) * 60_000;
  };
}
