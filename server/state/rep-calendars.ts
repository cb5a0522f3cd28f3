import type { BusyRow } from "../../db/store/calendars.ts";
import type { SharedWeeks } from "../core/availability/compile-rep.ts";
import type { Rep, RepReason } from "../core/availability/rep.ts";
import { type Booking, occupies } from "../core/book/booking.ts";
import type { Pool } from "../core/route/pools/pool.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import { noStarts, type Starts, unionStarts } from "../core/slots/starts.ts";
import { isTeamBookable, teamStarts } from "../core/slots/team-starts.ts";
import { type Instant, minuteMs } from "../core/time.ts";
import { createMinuteCache } from "./minute-cache.ts";
import {
  type EntryAsk,
  engineInput,
  type Freshness,
  isDue,
  isFresh,
  newEntry,
  personalReason,
  type Reading,
  type RepEntry,
  reasonOf,
  repBooking,
  sameBooking,
  sameTimes,
  startsOf,
} from "./rep-entry.ts";

/** Who can be offered when, held in memory; the store stays the truth. */
export interface RepCalendars {
  /** Replaces everything; called at start and when a setup is applied. */
  load(input: {
    readonly reps: readonly Rep[];
    readonly pools: readonly Pool[];
    readonly isLocal: (rep: Rep) => boolean;
    readonly readings: readonly BusyRow[];
    readonly bookings: readonly Booking[];
  }): void;
  /** Memory follows a reading, unless it has a later one. */
  applyReading(repId: string, reading: Reading): void;
  applyBooking(booking: Booking): void;
  /** Start times at which these reps are free together; `without` leaves bookings out, for moving them. */
  starts(repIds: readonly string[], ask: EntryAsk): Starts;
  /** Start times of a pool that chooses at booking: when anybody who can be offered is free, or when all are; `except` leaves members out. */
  poolStarts(poolId: string, ask: EntryAsk & { readonly except?: ReadonlySet<string> }): Starts;
  /** Meetings of the rep that have not ended. */
  meetingsAhead(repId: string, now: Instant): number;
  /** Members of a pool who cannot be offered now for any type of meeting, and why; kept until a minute passes or one changes. */
  unableMembers(poolId: string, now: Instant): ReadonlyMap<string, RepReason>;
  /** Null when the rep can be offered this meeting type, else why not. */
  reason(repId: string, type: MeetingType, now: Instant): RepReason | null;
  /** The same where bookings that would move are left out. */
  reasonFor(repId: string, ask: EntryAsk): RepReason | null;
  /** Whether the engine that shows times would show this one for all of these reps, as of when the visitor was shown them. */
  isFree(at: {
    readonly repIds: readonly string[];
    readonly type: MeetingType;
    readonly startAt: Instant;
    readonly asOf: Instant;
    readonly without?: readonly Booking[];
  }): boolean;
  /** Says that a rep's calendar is being read, whatever comes of it. */
  noteTry(repId: string, at: Instant): void;
  /** Says that it could not be, though what was read before still holds. */
  noteFailure(repId: string): void;
  /** Says until when the provider calls us at changes; from then on the calendar is asked as often as any other. */
  noteWatch(repId: string, until: number): void;
  /** 0 when nobody calls. */
  watchedUntil(repId: string): number;
  /** Reps whose outside calendar is to be asked now, the longest untried first; one that fails is asked ever more rarely. */
  dueReps(now: Instant): readonly string[];
  /** Whether what is known of the rep's calendar is young enough to be used as it is. */
  isFresh(repId: string, now: Instant): boolean;
  reading(repId: string): Reading | null;
}

/** The entries of all reps of the setup, with what is true of several together. */
function createEntries(freshness: Freshness) {
  const entries = new Map<string, RepEntry>();

  /** The entries of reps that are in the setup; throws RangeError for another. */
  const team = (repIds: readonly string[]): readonly RepEntry[] =>
    repIds.map((repId) => {
      const entry = entries.get(repId);
      if (!entry) throw new RangeError(`no rep ${repId}`);
      return entry;
    });

  const reasonFor = (repId: string, { type, now, without }: EntryAsk): RepReason | null => {
    const entry = entries.get(repId);
    return entry ? reasonOf(entry, { type, now, without }, freshness) : "unknown_rep";
  };

  const teamInputs = (repIds: readonly string[], ask: EntryAsk) => team(repIds).map((entry) => engineInput(entry, ask));

  return {
    entries,
    reasonFor,
    unableOf(pool: Pool | undefined, now: Instant): ReadonlyMap<string, RepReason> {
      const unable = new Map<string, RepReason>();
      for (const { repId } of pool?.members ?? []) {
        const entry = entries.get(repId);
        const why = entry ? personalReason(entry, now, freshness) : null;
        if (why !== null) unable.set(repId, why);
      }
      return unable;
    },
    teamInputs,
    starts(repIds: readonly string[], ask: EntryAsk): Starts {
      // Who has left the setup has no times.
      if (!repIds.every((repId) => entries.has(repId))) return noStarts;
      const [alone, ...others] = team(repIds);
      if (alone && others.length === 0 && !ask.without) return startsOf(alone, ask.type, ask.now);
      return teamStarts(teamInputs(repIds, ask));
    },
    poolStarts({ members, offer }: Pool, ask: EntryAsk): Starts {
      const { type, now, without } = ask;
      const repIds = members.map(({ repId }) => repId);
      const able = repIds.filter((repId) => reasonFor(repId, ask) === null);
      if (offer === "all") return able.length === repIds.length ? teamStarts(teamInputs(able, ask)) : noStarts;
      return unionStarts(
        team(able).map((entry) => (without ? teamStarts([engineInput(entry, ask)]) : startsOf(entry, type, now))),
      );
    },
  };
}

function keepBooking(entry: RepEntry | undefined, booking: Booking): void {
  if (entry) (entry.bookings ??= new Map()).set(booking.id, repBooking(booking));
}

type Loaded = Parameters<RepCalendars["load"]>[0];

function fill(entries: Map<string, RepEntry>, { reps, pools, isLocal, readings, bookings }: Loaded): void {
  entries.clear();
  const weeks: SharedWeeks = new Map();
  for (const rep of reps) entries.set(rep.id, newEntry(rep, isLocal(rep), weeks));
  for (const { id, members } of pools) {
    for (const { repId } of members) {
      const entry = entries.get(repId);
      if (entry) entry.poolIds = entry.poolIds.length === 0 ? [id] : [...entry.poolIds, id];
    }
  }
  for (const row of readings) {
    const entry = entries.get(row.repId);
    if (!entry) continue;
    entry.reading = row;
    entry.triedAt = row.checkedAt;
  }
  for (const booking of bookings) keepBooking(entries.get(booking.repId), booking);
}

/** What is known of whole pools, kept until a minute is over or something of them changes. */
function createPoolAnswers({ unableOf, poolStarts }: ReturnType<typeof createEntries>) {
  const pools = new Map<string, Pool>();
  const starts = createMinuteCache<Starts>();
  const unable = createMinuteCache<ReadonlyMap<string, RepReason>>();
  return {
    load(all: readonly Pool[]): void {
      starts.clear();
      unable.clear();
      pools.clear();
      for (const pool of all) pools.set(pool.id, pool);
    },
    forget(poolId: string): void {
      starts.forget(poolId);
      unable.forget(poolId);
    },
    poolStarts(poolId: string, ask: Parameters<RepCalendars["poolStarts"]>[1]): Starts {
      const { type, now, without, except } = ask;
      const pool = pools.get(poolId);
      if (!pool) return noStarts;
      const members = pool.members.filter(({ repId }) => !except?.has(repId));
      const find = () => poolStarts(pool, ask);
      if (members.length < pool.members.length) return pool.offer === "all" ? noStarts : poolStarts({ ...pool, members }, ask);
      return without ? find() : starts.get({ owner: poolId, question: type.variant ?? type.id, now }, find);
    },
    unableMembers: (poolId: string, now: Instant): ReadonlyMap<string, RepReason> =>
      unable.get({ owner: poolId, question: "", now }, () => unableOf(pools.get(poolId), now)),
  };
}

type Asking = Pick<RepCalendars, "noteTry" | "noteFailure" | "noteWatch" | "watchedUntil" | "dueReps" | "isFresh">;

/** When whose outside calendar is to be asked. */
function createAsking(entries: ReadonlyMap<string, RepEntry>, freshness: Freshness): Asking {
  return {
    noteTry(repId, at) {
      const entry = entries.get(repId);
      if (entry) entry.triedAt = at;
    },
    noteFailure(repId) {
      const entry = entries.get(repId);
      if (entry) entry.failures += 1;
    },
    noteWatch(repId, until) {
      const entry = entries.get(repId);
      if (entry) entry.watchedUntil = until;
    },
    watchedUntil: (repId) => entries.get(repId)?.watchedUntil ?? 0,
    dueReps(now) {
      const due = [...entries.values()].filter((entry) => isDue(entry, now, freshness));
      return due.toSorted((a, b) => a.triedAt - b.triedAt).map((entry) => entry.rep.id);
    },
    isFresh(repId, now) {
      const entry = entries.get(repId);
      return entry !== undefined && isFresh(entry, now, freshness);
    },
  };
}

/** A reading that is older by less than this began before the one that is here; by more, the clock was put back in between. */
const longestReadMs = 60_000;

function isEarlier(reading: Reading, known: Reading | null): boolean {
  const aheadMs = (known?.checkedAt ?? 0) - reading.checkedAt;
  return aheadMs > 0 && aheadMs <= longestReadMs;
}

export function createRepCalendars(freshness: Freshness): RepCalendars {
  const known = createEntries(freshness);
  const { entries, reasonFor, starts, teamInputs } = known;
  const { load, forget, poolStarts, unableMembers } = createPoolAnswers(known);

  /** Whose entry holds a booking. */
  const holders = new Map<string, string>();

  const changed = (entry: RepEntry) => {
    entry.cache = null;
    entry.poolIds.forEach(forget);
  };

  return {
    load(loaded) {
      load(loaded.pools);
      fill(entries, loaded);
      holders.clear();
      for (const { id, repId } of loaded.bookings) holders.set(id, repId);
    },
    applyReading(repId, reading) {
      const entry = entries.get(repId);
      if (!entry || isEarlier(reading, entry.reading)) return;
      const saysNew = !isFresh(entry, reading.checkedAt, freshness) || !sameTimes(entry.reading, reading);
      entry.reading = reading;
      entry.failures = reading.failure ? entry.failures + 1 : 0;
      if (!reading.failure) entry.triedAt = Math.max(entry.triedAt, reading.checkedAt);
      if (saysNew) changed(entry);
    },
    applyBooking(booking) {
      // Where it was before, when it has gone to another rep, and where it is now.
      const repIds = new Set([holders.get(booking.id) ?? booking.repId, booking.repId]);
      for (const repId of repIds) {
        const entry = entries.get(repId);
        const known = entry?.bookings?.get(booking.id);
        const mine = repId === booking.repId && occupies(booking.status) ? repBooking(booking) : undefined;
        if (!entry || (mine ? known && sameBooking(known, mine) : !known)) continue;
        if (mine) keepBooking(entry, booking);
        else entry.bookings?.delete(booking.id);
        changed(entry);
      }
      if (occupies(booking.status)) holders.set(booking.id, booking.repId);
      else holders.delete(booking.id);
    },
    starts,
    poolStarts,
    isFree({ repIds, type, startAt, asOf, without }) {
      if (startAt % minuteMs !== 0 || repIds.length === 0 || !repIds.every((repId) => entries.has(repId))) return false;
      return isTeamBookable(teamInputs(repIds, { type, now: asOf, without }), startAt / minuteMs);
    },
    unableMembers,
    reason: (repId, type, now) => reasonFor(repId, { type, now }),
    reasonFor,
    meetingsAhead(repId, now) {
      const minute = now / minuteMs;
      let count = 0;
      for (const booking of entries.get(repId)?.bookings?.values() ?? []) if (booking.endMinute > minute) count++;
      return count;
    },
    ...createAsking(entries, freshness),
    reading: (repId) => entries.get(repId)?.reading ?? null,
  };
}
