import type { BusyRow } from "../../db/store.ts";
import type { Rep, RepReason } from "../core/availability/rep.ts";
import { type Booking, occupies } from "../core/book/booking.ts";
import type { Pool } from "../core/route/pool.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import { noStarts, type Starts, unionStarts } from "../core/slots/starts.ts";
import { isTeamBookable, teamStarts } from "../core/slots/team-starts.ts";
import { type Instant, minuteMs } from "../core/time.ts";
import { createMinuteCache } from "./minute-cache.ts";
import {
  type EntryAsk,
  engineInput,
  newEntry,
  personalReason,
  type Reading,
  type RepEntry,
  reasonOf,
  repBooking,
  sameBooking,
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
  /** Reps whose outside calendar nobody has tried to read since `before`: one that fails is not asked without pause. */
  staleReps(before: Instant): readonly string[];
  reading(repId: string): Reading | null;
}

/** The entries of all reps of the setup, with what is true of several together. */
function createEntries(freshMs: number) {
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
    return entry ? reasonOf(entry, { type, now, without, freshSince: now - freshMs }) : "unknown_rep";
  };

  const teamInputs = (repIds: readonly string[], ask: EntryAsk) => team(repIds).map((entry) => engineInput(entry, ask));

  return {
    entries,
    reasonFor,
    unableOf(pool: Pool | undefined, now: Instant): ReadonlyMap<string, RepReason> {
      const unable = new Map<string, RepReason>();
      for (const { repId } of pool?.members ?? []) {
        const entry = entries.get(repId);
        const why = entry ? personalReason(entry, now - freshMs) : null;
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

type Loaded = Parameters<RepCalendars["load"]>[0];

function fill(entries: Map<string, RepEntry>, { reps, pools, isLocal, readings, bookings }: Loaded): void {
  const readingOf = new Map(readings.map((row) => [row.repId, row]));
  entries.clear();
  for (const rep of reps) {
    const poolIds = pools.filter((pool) => pool.members.some((member) => member.repId === rep.id)).map((pool) => pool.id);
    entries.set(rep.id, newEntry(rep, { local: isLocal(rep), poolIds, reading: readingOf.get(rep.id) ?? null }));
  }
  for (const booking of bookings) entries.get(booking.repId)?.bookings.set(booking.id, repBooking(booking));
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

/** `freshMs`: the age up to which a reading of outside calendars is believed. */
export function createRepCalendars(freshMs: number): RepCalendars {
  const known = createEntries(freshMs);
  const { entries, reasonFor, starts, teamInputs } = known;
  const { load, forget, poolStarts, unableMembers } = createPoolAnswers(known);

  const changed = (entry: RepEntry) => {
    entry.cache.clear();
    entry.poolIds.forEach(forget);
  };

  return {
    load(loaded) {
      load(loaded.pools);
      fill(entries, loaded);
    },
    applyReading(repId, reading) {
      const entry = entries.get(repId);
      if (!entry) return;
      entry.reading = reading;
      changed(entry);
    },
    applyBooking(booking) {
      for (const entry of entries.values()) {
        const known = entry.bookings.get(booking.id);
        const mine = entry.rep.id === booking.repId && occupies(booking.status) ? repBooking(booking) : undefined;
        if (mine ? known && sameBooking(known, mine) : !known) continue;
        if (mine) entry.bookings.set(booking.id, mine);
        else entry.bookings.delete(booking.id);
        changed(entry);
      }
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
      for (const booking of entries.get(repId)?.bookings.values() ?? []) if (booking.endMinute > minute) count++;
      return count;
    },
    noteTry(repId, at) {
      const entry = entries.get(repId);
      if (entry) entry.triedAt = at;
    },
    staleReps(before) {
      return [...entries.values()]
        .filter((entry) => !entry.local && entry.rep.active && entry.triedAt < before)
        .map((entry) => entry.rep.id);
    },
    reading: (repId) => entries.get(repId)?.reading ?? null,
  };
}
