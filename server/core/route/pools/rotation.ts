import type { Instant } from "../../time.ts";

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
  /** Place of the member who is due first among those not in `out`; -1 when all are. */
  readonly first: (out: { readonly has: (place: number) => boolean }) => number;
  readonly balance: (repId: string) => Balance | null;
}

/** The numbers behind a rotation, kept flat so that one pass over thousands of members costs microseconds. */
export interface RotationState {
  readonly rotation: Rotation;
  readonly turns: Float64Array;
  readonly credits: Float64Array;
  /** Epoch milliseconds; `-Infinity` is never. */
  readonly lastAt: Float64Array;
  readonly addTurns: (place: number, turns: number) => void;
  readonly setCredit: (place: number, credit: number) => void;
  readonly weights: Float64Array;
  readonly setWeight: (place: number, weight: number) => void;
  /** What the member at a place is owed, in turns. */
  readonly shortfall: (place: number) => number;
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
  const placeOf = (repId: string): number => places.get(repId) ?? -1;
  const sums = openSums(standings);
  const order = openOrder(kind, standings, sums);
  const balance = (repId: string): Balance | null => (places.has(repId) ? sums.balance(repId, placeOf(repId)) : null);
  return { rotation: { repIds, placeOf, ...order, balance }, ...sums };
}

/** The columns of the account book and what follows from their sums. */
function openSums(standings: readonly Standing[]) {
  const weights = Float64Array.from(standings, (one) => one.weight);
  const turns = Float64Array.from(standings, (one) => one.turns);
  const credits = Float64Array.from(standings, (one) => one.credit);
  const lastAt = Float64Array.from(standings, (one) => one.lastAt ?? -Infinity);
  let totalWeight = sum(weights);
  let turnsTaken = sum(turns);
  let creditsGiven: number | null = null;

  /** Credits are summed anew after a change, or a book that followed would drift from one opened at the end. */
  const all = (): number => {
    creditsGiven ??= sum(credits);
    return turnsTaken + creditsGiven;
  };

  /** The shortfall times the total weight: whole numbers stay exact. */
  const owed = (place: number): number => all() * at(weights, place) - (at(turns, place) + at(credits, place)) * totalWeight;

  return {
    turns,
    credits,
    lastAt,
    weights,
    /** Shortfalls closer than this are equal. */
    equal: () => tolerance * totalWeight,
    owed,
    shortfall: (place: number): number => (totalWeight > 0 ? owed(place) / totalWeight : 0),
    setWeight: (place: number, weight: number): void => {
      weights[place] = weight;
      totalWeight = sum(weights);
    },
    /** What `owed` is reckoned from, for a pass over all members. */
    totals: () => ({ total: all(), totalWeight }),
    addTurns: (place: number, more: number): void => {
      turns[place] = at(turns, place) + more;
      turnsTaken += more;
    },
    setCredit: (place: number, credit: number): void => {
      credits[place] = credit;
      creditsGiven = null;
    },
    balance: (repId: string, place: number): Balance => {
      const share = totalWeight > 0 ? at(weights, place) / totalWeight : 0;
      return {
        repId,
        turns: at(turns, place),
        credit: at(credits, place),
        weight: at(weights, place),
        share,
        due: all() * share,
        shortfall: totalWeight > 0 ? owed(place) / totalWeight : 0,
        lastAt: asInstant(at(lastAt, place)),
      };
    },
  };
}

function openOrder(
  kind: "weighted" | "strict",
  standings: readonly Standing[],
  { weights, turns, credits, lastAt, equal, owed, totals }: ReturnType<typeof openSums>,
): Pick<Rotation, "before" | "first"> {
  const priorities = Float64Array.from(standings, (one) => one.priority);
  const reserves = Float64Array.from(standings, (one) => (one.reserve ? 1 : 0));

  /** Between members who are owed the same. Numbers are read here and not by `at`, which would put each into a box of its own. */
  const beforeIfEqual = (a: number, b: number): boolean => {
    const weight = (weights[a] ?? 0) - (weights[b] ?? 0);
    if (kind === "weighted" && weight !== 0) return weight > 0;
    const priority = (priorities[a] ?? 0) - (priorities[b] ?? 0);
    if (priority !== 0) return priority > 0;
    const last = lastAt[a] ?? 0;
    const otherLast = lastAt[b] ?? 0;
    return last === otherLast ? a < b : last < otherLast;
  };

  return {
    before: (a, b) => {
      if (at(reserves, a) !== at(reserves, b)) return at(reserves, a) < at(reserves, b);
      const difference = kind === "weighted" ? owed(a) - owed(b) : 0;
      return Math.abs(difference) > equal() ? difference > 0 : beforeIfEqual(a, b);
    },
    first: (out) => {
      const { total, totalWeight } = kind === "weighted" ? totals() : { total: 0, totalWeight: 0 };
      const near = equal();
      let best = -1;
      let bestReserve = 2;
      let bestOwed = -Infinity;
      for (let place = 0; place < standings.length; place++) {
        const reserve = reserves[place] ?? 0;
        const due = total * (weights[place] ?? 0) - ((turns[place] ?? 0) + (credits[place] ?? 0)) * totalWeight;
        if (reserve > bestReserve || (reserve === bestReserve && due < bestOwed - near)) continue;
        const clear = reserve < bestReserve || due > bestOwed + near;
        if ((!clear && !beforeIfEqual(place, best)) || out.has(place)) continue;
        best = place;
        bestReserve = reserve;
        bestOwed = due;
      }
      return best;
    },
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function at(values: Float64Array, place: number): number {
  return values[place] ?? 0;
}

/** Times come from ledger entries, whose instants were checked when they were made; `-Infinity` is never. */
function asInstant(ms: number): Instant | null {
  return ms === -Infinity ? null : (ms as Instant);
}
