import type { BusyRow } from "../../db/store.ts";
import { type CompiledRep, compileRep } from "../core/availability/compile-rep.ts";
import type { Rep, RepReason } from "../core/availability/rep.ts";
import { noSpans } from "../core/availability/spans.ts";
import { type Booking, isActive } from "../core/book/booking.ts";
import type { Pool } from "../core/route/pool.ts";
import { horizonMinutes } from "../core/slots/horizon.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import { type RepBooking, type RepStartsInput, repStarts } from "../core/slots/rep-starts.ts";
import { isEmpty, noStarts, type Starts, unionStarts } from "../core/slots/starts.ts";
import { isTeamBookable, teamStarts } from "../core/slots/team-starts.ts";
import { whyNoStarts } from "../core/slots/why-no-starts.ts";
import { type Instant, minuteMs } from "../core/time.ts";

/** A rep's outside calendars as last read. */
export type Reading = Omit<BusyRow, "repId">;

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
  starts(
    repIds: readonly string[],
    ask: { readonly type: MeetingType; readonly now: Instant; readonly without?: readonly Booking[] },
  ): Starts;
  /** Start times of a pool that chooses at booking: when anybody who can be offered is free, or when all are. */
  poolStarts(poolId: string, type: MeetingType, now: Instant): Starts;
  /** Null when the rep can be offered this meeting type, else why not. */
  reason(repId: string, type: MeetingType, now: Instant): RepReason | null;
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

interface Entry {
  readonly rep: Rep;
  readonly compiled: CompiledRep;
  readonly local: boolean;
  readonly poolIds: readonly string[];
  readonly bookings: Map<string, RepBooking>;
  reading: Reading | null;
  triedAt: number;
  /** Starts by meeting type, dropped at every change. */
  readonly cache: Map<string, { readonly minute: number; readonly starts: Starts }>;
}

function repBooking(booking: Booking): RepBooking {
  return {
    startMinute: Math.floor(booking.startAt / minuteMs),
    endMinute: Math.ceil(booking.endAt / minuteMs),
    blockStartMinute: Math.floor(booking.blockStartAt / minuteMs),
    blockEndMinute: Math.ceil(booking.blockEndAt / minuteMs),
    meetingTypeId: booking.meetingTypeId,
  };
}

/** What the engine is asked about one rep: never beyond what a good reading of outside calendars covers. */
function engineInput(entry: Entry, type: MeetingType, now: Instant, without: readonly Booking[] = []): RepStartsInput {
  const startMinute = Math.floor(now / minuteMs);
  const reach = startMinute + horizonMinutes(type, entry.rep.timeZone, now);
  const readUntil = entry.reading?.failure ? 0 : (entry.reading?.endAt ?? 0);
  const known = Math.floor(readUntil / minuteMs) - type.durationMinutes - type.bufferAfterMinutes;
  const moving = new Set<string>(without.map(({ id }) => id));
  const bookings = [...entry.bookings].flatMap(([id, row]) => (moving.has(id) ? [] : [row]));
  return {
    rep: entry.compiled,
    type,
    busy: entry.reading?.spans ?? noSpans,
    bookings,
    range: { startMinute, endMinute: Math.max(startMinute, entry.local ? reach : Math.min(reach, known)) },
    now,
  };
}

export function createRepCalendars(freshMs: number): RepCalendars {
  const entries = new Map<string, Entry>();
  const pools = new Map<string, Pool>();
  const poolCache = new Map<string, { readonly minute: number; readonly starts: Starts }>();

  const changed = (entry: Entry) => {
    entry.cache.clear();
    for (const key of poolCache.keys()) if (entry.poolIds.includes(key.slice(0, key.indexOf("\0")))) poolCache.delete(key);
  };

  const starts = (entry: Entry, type: MeetingType, now: Instant): Starts => {
    const minute = Math.floor(now / minuteMs);
    const cached = entry.cache.get(type.id);
    if (cached?.minute === minute) return cached.starts;
    const fresh = repStarts(engineInput(entry, type, now));
    entry.cache.set(type.id, { minute, starts: fresh });
    return fresh;
  };

  const calendarReason = (entry: Entry, now: Instant): RepReason | null => {
    if (entry.local) return null;
    const { reading } = entry;
    if (reading?.failure === "auth_lost") return "calendar_lost";
    if (reading?.failure) return "calendar_unread";
    if (!reading || now - reading.checkedAt > freshMs) return "calendar_stale";
    return null;
  };

  const reason = (repId: string, type: MeetingType, now: Instant): RepReason | null => {
    const entry = entries.get(repId);
    if (!entry) return "unknown_rep";
    if (!entry.rep.active) return "inactive";
    const calendar = calendarReason(entry, now);
    if (calendar) return calendar;
    if (!isEmpty(starts(entry, type, now))) return null;
    return whyNoStarts(engineInput(entry, type, now));
  };

  /** The entries of reps that are in the setup; throws RangeError for another. */
  const teamOf = (repIds: readonly string[]): readonly Entry[] =>
    repIds.map((repId) => {
      const entry = entries.get(repId);
      if (!entry) throw new RangeError(`no rep ${repId}`);
      return entry;
    });

  const startsOfPool = (pool: Pool, type: MeetingType, now: Instant): Starts => {
    const repIds = pool.members.map(({ repId }) => repId);
    const able = repIds.filter((repId) => reason(repId, type, now) === null);
    if (pool.offer !== "all") return unionStarts(teamOf(able).map((entry) => starts(entry, type, now)));
    return able.length === repIds.length ? teamStarts(teamOf(able).map((entry) => engineInput(entry, type, now))) : noStarts;
  };

  return {
    load({ reps, pools: allPools, isLocal, readings, bookings }) {
      entries.clear();
      poolCache.clear();
      pools.clear();
      for (const pool of allPools) pools.set(pool.id, pool);
      const readingOf = new Map(readings.map((row) => [row.repId, row]));
      for (const rep of reps) {
        entries.set(rep.id, {
          rep,
          compiled: compileRep(rep),
          local: isLocal(rep),
          poolIds: allPools.filter((pool) => pool.members.some((member) => member.repId === rep.id)).map((pool) => pool.id),
          bookings: new Map(),
          reading: readingOf.get(rep.id) ?? null,
          triedAt: readingOf.get(rep.id)?.checkedAt ?? 0,
          cache: new Map(),
        });
      }
      for (const booking of bookings) entries.get(booking.repId)?.bookings.set(booking.id, repBooking(booking));
    },
    applyReading(repId, reading) {
      const entry = entries.get(repId);
      if (!entry) return;
      entry.reading = reading;
      changed(entry);
    },
    applyBooking(booking) {
      for (const entry of entries.values()) {
        const mine = entry.rep.id === booking.repId && isActive(booking.status);
        if (!mine && !entry.bookings.has(booking.id)) continue;
        if (mine) entry.bookings.set(booking.id, repBooking(booking));
        else entry.bookings.delete(booking.id);
        changed(entry);
      }
    },
    starts(repIds, { type, now, without }) {
      const team = teamOf(repIds);
      const [alone] = team;
      if (alone && team.length === 1 && !without) return starts(alone, type, now);
      return teamStarts(team.map((entry) => engineInput(entry, type, now, without)));
    },
    poolStarts(poolId, type, now) {
      const minute = Math.floor(now / minuteMs);
      const key = `${poolId}\0${type.id}`;
      const cached = poolCache.get(key);
      if (cached?.minute === minute) return cached.starts;
      const pool = pools.get(poolId);
      const found = pool ? startsOfPool(pool, type, now) : noStarts;
      poolCache.set(key, { minute, starts: found });
      return found;
    },
    isFree({ repIds, type, startAt, asOf, without }) {
      if (startAt % minuteMs !== 0 || repIds.length === 0 || !repIds.every((repId) => entries.has(repId))) return false;
      const inputs = teamOf(repIds).map((entry) => engineInput(entry, type, asOf, without));
      return isTeamBookable(inputs, startAt / minuteMs);
    },
    reason,
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
