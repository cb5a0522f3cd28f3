import type { RepReason } from "../../availability/rep.ts";
import type { CarriedBalance, LedgerEntry } from "./ledger.ts";
import { type Pool, rampedWeight } from "./pool.ts";
import { joinTime, openPresence } from "./pool-presence.ts";
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
  /** Members who are owed nothing at present, and why. */
  readonly away: () => ReadonlyMap<string, RepReason>;
}

/**
 * Opens a pool's book from its ledger, in order. It begins at the last page: the balances that were carried over when the
 * setup changed the pool. Who joins later is credited at that moment, and who is away for as long as that lasts: neither
 * changes what the others are owed.
 */
export function openPoolBook(pool: Pool, entries: readonly LedgerEntry[]): PoolBook {
  const start = entries.findLastIndex((entry) => entry.kind === "carried");
  let page = openPage(pool, entries[start]);
  let seq = 0;

  const post = (entry: LedgerEntry): void => {
    if (entry.seq <= seq) return;
    seq = entry.seq;
    page.post(entry);
  };

  for (const entry of entries.slice(Math.max(0, start))) post(entry);
  page.refresh();
  return {
    poolId: pool.id,
    repIds: page.rotation.repIds,
    placeOf: page.rotation.placeOf,
    before: (a, b) => page.rotation.before(a, b),
    first: (out) => page.rotation.first(out),
    balance: (repId) => page.rotation.balance(repId),
    get seq() {
      return seq;
    },
    apply: (entry) => {
      if (entry.kind === "carried" && entry.seq > seq) page = openPage(pool, entry);
      post(entry);
      page.refresh();
    },
    joinsAt: (repId) => {
      const member = pool.members[page.rotation.placeOf(repId)];
      return member === undefined ? Infinity : joinTime(member);
    },
    away: () => page.away(),
  };
}

const nobody: ReadonlyMap<string, RepReason> = new Map();

/** One page of the book, from the balances at its head; the first has none. */
function openPage(pool: Pool, head: LedgerEntry | undefined) {
  const carried: Readonly<Record<string, CarriedBalance>> = head?.details?.balances ?? {};
  const openedAt = head?.at ?? -Infinity;
  const state = openRotation(
    pool.rotation === "strict" ? "strict" : "weighted",
    pool.members.map((member) => {
      const { turns = 0, credit = 0, lastAt = null } = carried[member.repId] ?? {};
      const weight = rampedWeight(member, joinTime(member), openedAt);
      return { repId: member.repId, weight, priority: member.priority, reserve: member.weight === 0, turns, credit, lastAt };
    }),
  );
  const presence = openPresence(pool.members, state, carried);
  const recency = openRecency(state);
  const { rotation } = state;
  // A turn that comes back is taken from those to whom it was given.
  const given = new Map<string, readonly number[]>();
  const withoutOf = ({ details, leadId }: LedgerEntry): readonly number[] => {
    if (details?.without === undefined) return given.get(leadId ?? "") ?? [];
    const places = details.without.map(rotation.placeOf).filter((place) => place >= 0);
    given.set(leadId ?? "", places);
    return places;
  };
  presence.settle(openedAt);

  return {
    rotation,
    refresh: presence.refresh,
    away: (): ReadonlyMap<string, RepReason> =>
      presence.away.size === 0
        ? nobody
        : new Map([...presence.away].map(([place, reason]) => [rotation.repIds[place] ?? "", reason])),
    post(entry: LedgerEntry): void {
      presence.settle(entry.at);
      const place = rotation.placeOf(entry.repId);
      if (place < 0 || !presence.isHere(place)) return;
      if (entry.kind === "away") presence.setAway(place, entry.details?.reason ?? "away");
      if (entry.kind === "back") presence.setAway(place, null);
      if (entry.turns === 0) return;
      state.addTurns(place, entry.turns);
      recency.note(place, entry);
      presence.count(entry.turns, withoutOf(entry));
    },
  };
}

/** Keeps when each member last took a turn; giving the last one back restores the time before it. */
function openRecency({ lastAt }: RotationState) {
  const earlier = lastAt.slice();
  const lastLead = new Map<number, string | undefined>();
  return {
    note(place: number, { turns, leadId, at }: LedgerEntry): void {
      if (turns > 0) {
        earlier[place] = lastAt[place] ?? -Infinity;
        lastAt[place] = at;
        lastLead.set(place, leadId);
      } else if (lastLead.has(place) && lastLead.get(place) === leadId) {
        lastAt[place] = earlier[place] ?? -Infinity;
        lastLead.delete(place);
      }
    },
  };
}
