import type { Instant } from "../time.ts";

/** Where a member stands before anything further happens. */
export interface Standing {
  readonly repId: string;
  readonly weight: number;
  readonly priority: number;
  /** Taken only when nobody else can. */
  readonly reserve: boolean;
  readonly turns: number;
  readonly credit: number;
  /** When the last turn was taken; null when there was none. */
  readonly lastAt: Instant | null;
}

/** A member's account, told so that a person can check the sum. */
export interface Balance {
  readonly repId: string;
  readonly turns: number;
  readonly credit: number;
  readonly weight: number;
  /** Part of all turns that the weight entitles to, 0 to 1. */
  readonly share: number;
  /** Turns and credits that the share makes of everybody's. */
  readonly due: number;
  /** What is still due: positive when owed, negative when ahead. */
  readonly shortfall: number;
  readonly lastAt: Instant | null;
}

/** Whose turn it is among members; places are the members' order in the setup. */
export interface Rotation {
  readonly repIds: readonly string[];
  /** Place of a member; -1 when the rep is none. */
  readonly placeOf: (repId: string) => number;
  /** Whether the member at place `a` is due before the one at `b`; a strict total order. */
  readonly before: (a: number, b: number) => boolean;
  readonly balance: (repId: string) => Balance | null;
}

/** The numbers behind a rotation, kept flat so that a scan over thousands of members stays in the cache. */
export interface RotationState {
  readonly rotation: Rotation;
  readonly turns: Float64Array;
  readonly credits: Float64Array;
  /** Epoch milliseconds; `-Infinity` is never. */
  readonly lastAt: Float64Array;
  readonly addTurns: (place: number, turns: number) => void;
  readonly setCredit: (place: number, credit: number) => void;
}

/** Fractions of credits do not add up exactly in binary; shortfalls this close are equal. */
const tolerance = 1e-9;

/**
 * Opens a rotation. `weighted`: reserves last; largest shortfall, then larger weight, then higher priority, then least
 * recent. `strict`: reserves last; higher priority, then least recent. What is still equal keeps the members' order.
 */
export function openRotation(kind: "weighted" | "strict", standings: readonly Standing[]): RotationState {
  const repIds = standings.map((one) => one.repId);
  const places = new Map(repIds.map((repId, place) => [repId, place]));
  const weights = Float64Array.from(standings, (one) => one.weight);
  const priorities = Float64Array.from(standings, (one) => one.priority);
  const reserves = Uint8Array.from(standings, (one) => (one.reserve ? 1 : 0));
  const turns = Float64Array.from(standings, (one) => one.turns);
  const credits = Float64Array.from(standings, (one) => one.credit);
  const lastAt = Float64Array.from(standings, (one) => one.lastAt ?? -Infinity);
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  let total = turns.reduce((sum, taken) => sum + taken, 0) + credits.reduce((sum, credit) => sum + credit, 0);

  /** The shortfall times the total weight: whole numbers stay exact. */
  const scaledShortfall = (place: number): number =>
    total * at(weights, place) - (at(turns, place) + at(credits, place)) * totalWeight;

  const before = (a: number, b: number): boolean => {
    if (at(reserves, a) !== at(reserves, b)) return at(reserves, a) < at(reserves, b);
    if (kind === "weighted") {
      const difference = scaledShortfall(a) - scaledShortfall(b);
      if (Math.abs(difference) > tolerance * totalWeight) return difference > 0;
      if (at(weights, a) !== at(weights, b)) return at(weights, a) > at(weights, b);
    }
    if (at(priorities, a) !== at(priorities, b)) return at(priorities, a) > at(priorities, b);
    return at(lastAt, a) === at(lastAt, b) ? a < b : at(lastAt, a) < at(lastAt, b);
  };

  const balance = (repId: string): Balance | null => {
    const place = places.get(repId);
    if (place === undefined) return null;
    const share = totalWeight > 0 ? at(weights, place) / totalWeight : 0;
    const taken = at(turns, place);
    const credit = at(credits, place);
    return {
      repId,
      turns: taken,
      credit,
      weight: at(weights, place),
      share,
      due: total * share,
      shortfall: totalWeight > 0 ? scaledShortfall(place) / totalWeight : 0,
      lastAt: asInstant(at(lastAt, place)),
    };
  };

  return {
    rotation: { repIds, placeOf: (repId) => places.get(repId) ?? -1, before, balance },
    turns,
    credits,
    lastAt,
    addTurns: (place, more) => {
      turns[place] = at(turns, place) + more;
      total += more;
    },
    setCredit: (place, credit) => {
      total += credit - at(credits, place);
      credits[place] = credit;
    },
  };
}

function at(values: Float64Array | Uint8Array, place: number): number {
  return values[place] ?? 0;
}

/** Times come from ledger entries, whose instants were checked when they were made; `-Infinity` is never. */
function asInstant(ms: number): Instant | null {
  return ms === -Infinity ? null : (ms as Instant);
}
