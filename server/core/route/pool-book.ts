import { joinCredit } from "./join-credit.ts";
import type { LedgerEntry } from "./ledger.ts";
import type { Pool, PoolMember } from "./pool.ts";
import { openRotation, type Rotation, type RotationState } from "./rotation.ts";

/** A pool's account book: whose turn it is after every ledger entry so far. */
export interface PoolBook extends Rotation {
  readonly poolId: string;
  /** Sequence number of the last entry that was applied; 0 before the first. */
  readonly seq: number;
  /** Applies the next entry; one that was applied before is ignored. A number may be missing: that turn was never written. */
  readonly apply: (entry: LedgerEntry) => void;
  /** Epoch milliseconds from which the member belongs to the pool; `-Infinity` for a founder. */
  readonly joinsAt: (repId: string) => number;
}

/** A date begins this much earlier in the easternmost zone than in UTC. */
const easternmostMs = 14 * 3_600_000;

/** Epoch milliseconds from which a member belongs to the pool; `-Infinity` for a founder. */
export function joinTime({ joinedAt, joinedOn }: PoolMember): number {
  if (joinedAt !== undefined) return joinedAt;
  return joinedOn === undefined ? -Infinity : Date.parse(`${joinedOn}T00:00:00Z`) - easternmostMs;
}

/**
 * Opens a pool's book from its ledger, from the first entry on and in order. Reps who left are not counted, and who joins
 * later is credited at that moment: neither move changes what the others are owed.
 */
export function openPoolBook(pool: Pool, entries: readonly LedgerEntry[]): PoolBook {
  const state = openRotation(
    pool.rotation,
    pool.members.map(({ repId, weight, priority }) => ({
      repId,
      weight,
      priority,
      reserve: weight === 0,
      turns: 0,
      credit: 0,
      lastAt: null,
    })),
  );
  const joins = openJoins(pool.members, state);
  const recency = openRecency(state);
  const { rotation } = state;
  let seq = 0;

  const post = (entry: LedgerEntry): void => {
    if (entry.seq <= seq) return;
    seq = entry.seq;
    joins.settle(entry.at);
    const place = rotation.placeOf(entry.repId);
    if (place < 0 || entry.turns === 0 || !joins.isHere(place)) return;
    state.addTurns(place, entry.turns);
    recency.note(place, entry);
    joins.count(entry.turns);
  };

  joins.settle(-Infinity);
  for (const entry of entries) post(entry);
  joins.refresh();
  return {
    ...rotation,
    poolId: pool.id,
    get seq() {
      return seq;
    },
    apply: (entry) => {
      post(entry);
      joins.refresh();
    },
    joinsAt: (repId) => {
      const member = pool.members[rotation.placeOf(repId)];
      return member === undefined ? Infinity : joinTime(member);
    },
  };
}

/** Credits members when they join; until then their credit follows the pool, so that they are always square. */
function openJoins(members: readonly PoolMember[], state: RotationState) {
  const here = new Uint8Array(members.length);
  const there = { turns: 0, weight: 0, members: 0 };
  const times = members.map(joinTime);
  const timeOf = (place: number): number => times[place] ?? Infinity;
  const weightOf = (place: number): number => members[place]?.weight ?? 0;
  let waiting: readonly number[] = members.map((_, place) => place).toSorted((a, b) => timeOf(a) - timeOf(b) || a - b);

  const credit = (places: readonly number[]): void => {
    for (const place of places) state.setCredit(place, joinCredit(weightOf(place), there));
  };
  const admit = (place: number): void => {
    here[place] = 1;
    there.turns += state.credits[place] ?? 0;
    there.weight += weightOf(place);
    there.members += 1;
  };
  return {
    isHere: (place: number): boolean => here[place] === 1,
    /** Admits whose time has come, with the credit of this moment; who joins at the same time is credited alike. */
    settle(at: number): void {
      for (let next = timeOf(waiting[0] ?? -1); next <= at; next = timeOf(waiting[0] ?? -1)) {
        const joining = waiting.filter((place) => timeOf(place) === next);
        waiting = waiting.filter((place) => timeOf(place) !== next);
        credit(joining);
        joining.forEach(admit);
      }
    },
    count(turns: number): void {
      there.turns += turns;
    },
    /** Credits afresh those who are still to come. */
    refresh: (): void => credit(waiting),
  };
}

/** Keeps when each member last took a turn; giving the last one back restores the time before it. */
function openRecency({ lastAt }: RotationState) {
  const earlier = lastAt.slice();
  const lastLead = new Map<number, string>();
  return {
    note(place: number, { turns, leadId, at }: LedgerEntry): void {
      if (turns > 0) {
        earlier[place] = lastAt[place] ?? -Infinity;
        lastAt[place] = at;
        lastLead.set(place, leadId);
      } else if (lastLead.get(place) === leadId) {
        lastAt[place] = earlier[place] ?? -Infinity;
        lastLead.delete(place);
      }
    },
  };
}
