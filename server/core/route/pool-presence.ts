import type { RepReason } from "../availability/rep.ts";
import { joinCredit } from "./join-credit.ts";
import type { CarriedBalance } from "./ledger.ts";
import { type PoolMember, rampedWeight } from "./pool.ts";
import type { RotationState } from "./rotation.ts";

const dayMs = 86_400_000;
/** A date begins this much earlier in the easternmost zone than in UTC. */
const easternmostMs = 14 * 3_600_000;

/** Epoch milliseconds from which a member belongs to the pool; `-Infinity` for a founder. */
export function joinTime({ joinedAt, joinedOn }: PoolMember): number {
  if (joinedAt !== undefined) return joinedAt;
  return joinedOn === undefined ? -Infinity : Date.parse(`${joinedOn}T00:00:00Z`) - easternmostMs;
}

/** Who of a pool is there, and what those who are not are credited, so that nobody is owed turns that others could not give. */
export interface PoolPresence {
  readonly isHere: (place: number) => boolean;
  readonly away: ReadonlyMap<number, RepReason>;
  /** Brings joins and ramps to a moment, in epoch milliseconds. */
  readonly settle: (at: number) => void;
  /** Turns that somebody took (or gave back, negative): who is away is credited alike. */
  readonly count: (turns: number) => void;
  readonly setAway: (place: number, reason: RepReason | null) => void;
  /** Credits afresh those who are still to come. */
  readonly refresh: () => void;
}

/** Opens a pool's presence over its rotation; members with a carried balance are there already. */
export function openPresence(
  members: readonly PoolMember[],
  state: RotationState,
  carried: Readonly<Record<string, CarriedBalance>>,
): PoolPresence {
  const here = new Uint8Array(members.length);
  const away = new Map<number, RepReason>();
  const there = { turns: 0, weight: 0, members: 0 };
  const times = members.map(joinTime);
  const ramping = members.flatMap((member, place) => (member.ramp === undefined ? [] : [place]));
  const timeOf = (place: number): number => times[place] ?? Infinity;
  const weightOf = (place: number): number => state.weights[place] ?? 0;
  let rampedDay = -Infinity;

  const credit = (places: readonly number[]): void => {
    for (const place of places) state.setCredit(place, joinCredit(weightOf(place), there));
  };
  const admit = (place: number): void => {
    here[place] = 1;
    there.turns += (state.credits[place] ?? 0) + (state.turns[place] ?? 0);
    there.weight += weightOf(place);
    there.members += 1;
  };

  let waiting: readonly number[] = members.map((_, place) => place).toSorted((a, b) => timeOf(a) - timeOf(b) || a - b);
  const isCarried = (place: number): boolean => carried[members[place]?.repId ?? ""] !== undefined;
  for (const place of waiting.filter(isCarried)) {
    admit(place);
    const { away: reason } = carried[members[place]?.repId ?? ""] ?? {};
    if (reason !== undefined) away.set(place, reason);
  }
  waiting = waiting.filter((place) => !isCarried(place));

  const join = (at: number): void => {
    for (let next = timeOf(waiting[0] ?? -1); next <= at; next = timeOf(waiting[0] ?? -1)) {
      const joining = waiting.filter((place) => timeOf(place) === next);
      waiting = waiting.filter((place) => timeOf(place) !== next);
      credit(joining);
      joining.forEach(admit);
    }
  };

  /** New weights from here on: credits move so that nobody is owed anything else than before. */
  const ramp = (at: number): void => {
    const day = Math.floor(at / dayMs);
    if (ramping.length === 0 || day === rampedDay || !Number.isFinite(at)) return;
    rampedDay = day;
    const steps = ramping.filter(
      (place) => members[place] && rampedWeight(members[place], timeOf(place), at) !== weightOf(place),
    );
    if (steps.length === 0) return;
    const owed = members.map((_, place) => (here[place] === 1 ? state.shortfall(place) : 0));
    for (const place of steps) if (members[place]) state.setWeight(place, rampedWeight(members[place], timeOf(place), at));
    there.weight = members.reduce((sum, _, place) => sum + (here[place] === 1 ? weightOf(place) : 0), 0);
    members.forEach((_, place) => {
      if (here[place] !== 1 || there.weight === 0) return;
      state.setCredit(place, (there.turns * weightOf(place)) / there.weight - (state.turns[place] ?? 0) - (owed[place] ?? 0));
    });
  };

  return {
    isHere: (place) => here[place] === 1,
    away,
    settle(at) {
      join(at);
      ramp(at);
    },
    count(turns) {
      there.turns += turns;
      if (away.size === 0) return;
      let weightHere = there.weight;
      for (const place of away.keys()) weightHere -= here[place] === 1 ? weightOf(place) : 0;
      // Nobody with a share is there: whoever took the turn is a reserve, and nobody was owed it.
      if (weightHere <= 1e-9) return;
      for (const place of away.keys()) {
        if (here[place] !== 1) continue;
        const credited = (turns * weightOf(place)) / weightHere;
        state.setCredit(place, (state.credits[place] ?? 0) + credited);
        there.turns += credited;
      }
    },
    setAway(place, reason) {
      if (reason === null) away.delete(place);
      else if (!away.has(place)) away.set(place, reason);
    },
    refresh: () => credit(waiting),
  };
}
