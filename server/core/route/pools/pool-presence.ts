import type { RepReason } from "../../availability/rep.ts";
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
  /** Turns that somebody took (or gave back, negative): who is away, and who could not take these, is credited alike. */
  readonly count: (turns: number, without: readonly number[]) => void;
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
  const roll = openRoll(members, state);
  const joins = openJoins(roll, carried);
  const ramp = openRamp(roll);
  const away = new Map<number, RepReason>();
  members.forEach(({ repId }, place) => {
    const reason = carried[repId]?.away;
    if (reason !== undefined) away.set(place, reason);
  });
  return {
    isHere: roll.isHere,
    away,
    settle(at) {
      joins.settle(at);
      ramp(at);
    },
    count(turns, without) {
      roll.there.turns += turns;
      if (away.size > 0 || without.length > 0) creditAway(roll, new Set([...away.keys(), ...without]), turns);
    },
    setAway(place, reason) {
      if (reason === null) away.delete(place);
      else if (!away.has(place)) away.set(place, reason);
    },
    refresh: joins.refresh,
  };
}

/** Who belongs to the pool, and the sums over them. */
function openRoll(members: readonly PoolMember[], state: RotationState) {
  const here = new Uint8Array(members.length);
  const there = { turns: 0, weight: 0, members: 0 };
  const times = members.map(joinTime);
  const weightOf = (place: number): number => state.weights[place] ?? 0;
  return {
    members,
    state,
    there,
    weightOf,
    timeOf: (place: number): number => times[place] ?? Infinity,
    isHere: (place: number): boolean => here[place] === 1,
    admit(place: number): void {
      here[place] = 1;
      there.turns += (state.credits[place] ?? 0) + (state.turns[place] ?? 0);
      there.weight += weightOf(place);
      there.members += 1;
    },
  };
}

type Roll = ReturnType<typeof openRoll>;

/** Admits members when they join; until then their credit follows the pool, so that they are always square. */
function openJoins({ members, state, there, weightOf, timeOf, admit }: Roll, carried: Readonly<Record<string, CarriedBalance>>) {
  const isCarried = (place: number): boolean => carried[members[place]?.repId ?? ""] !== undefined;
  const credit = (places: readonly number[]): void => {
    for (const place of places) state.setCredit(place, joinCredit(weightOf(place), there));
  };
  const places = members.map((_, place) => place);
  // Founders alone are in their order.
  if (places.some((place) => timeOf(place) !== -Infinity)) places.sort((a, b) => timeOf(a) - timeOf(b) || a - b);
  let waiting: readonly number[] = places.filter((place) => !isCarried(place));
  places.filter(isCarried).forEach(admit);
  return {
    /** Admits whose time has come, with the credit of this moment; who joins at the same time is credited alike. */
    settle(at: number): void {
      for (let next = timeOf(waiting[0] ?? -1); next <= at; next = timeOf(waiting[0] ?? -1)) {
        const joining = waiting.filter((place) => timeOf(place) === next);
        waiting = waiting.filter((place) => timeOf(place) !== next);
        credit(joining);
        joining.forEach(admit);
      }
    },
    refresh: (): void => credit(waiting),
  };
}

/** Gives ramping members the weight of the day: credits move with it, so that nobody is owed anything else than before. */
function openRamp({ members, state, there, weightOf, timeOf, isHere }: Roll): (at: number) => void {
  const ramping = members.flatMap((member, place) => (member.ramp === undefined ? [] : [{ member, place }]));
  let today = -Infinity;
  return (at) => {
    const day = Math.floor(at / dayMs);
    if (ramping.length === 0 || day === today || !Number.isFinite(at)) return;
    today = day;
    const steps = ramping
      .map(({ member, place }) => ({ place, weight: rampedWeight(member, timeOf(place), at) }))
      .filter(({ place, weight }) => weight !== weightOf(place));
    if (steps.length === 0) return;
    const owed = members.map((_, place) => (isHere(place) ? state.shortfall(place) : 0));
    for (const { place, weight } of steps) state.setWeight(place, weight);
    there.weight = members.reduce((sum, _, place) => sum + (isHere(place) ? weightOf(place) : 0), 0);
    members.forEach((_, place) => {
      if (!isHere(place) || there.weight === 0) return;
      state.setCredit(place, (there.turns * weightOf(place)) / there.weight - (state.turns[place] ?? 0) - (owed[place] ?? 0));
    });
  };
}

/** Turns that others took are credited to who is away: what the own weight would have brought beside theirs. */
function creditAway({ state, there, weightOf, isHere }: Roll, away: ReadonlySet<number>, turns: number): void {
  const places = [...away].filter(isHere);
  const weightHere = places.reduce((weight, place) => weight - weightOf(place), there.weight);
  // Nobody with a share is there: whoever took the turn is a reserve, and nobody was owed it.
  if (weightHere <= 1e-9) return;
  for (const place of places) {
    const credited = (turns * weightOf(place)) / weightHere;
    state.setCredit(place, (state.credits[place] ?? 0) + credited);
    there.turns += credited;
  }
}
