import type { BusyRow } from "../../db/store.ts";
import { type CompiledRep, compileRep } from "../core/availability/compile-rep.ts";
import type { Rep, RepReason } from "../core/availability/rep.ts";
import { noSpans } from "../core/availability/spans.ts";
import { type Booking, isActive } from "../core/book/booking.ts";
import type { Pool } from "../core/route/pool.ts";
import { horizonMinutes } from "../core/slots/horizon.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import { isBookable, type RepBooking, type RepStartsInput, repStarts } from "../core/slots/rep-starts.ts";
import { isEmpty, type Starts, unionStarts } from "../core/slots/starts.ts";
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
  /** Start times of one rep; nothing beyond what the last reading covers. `without` leaves one booking out, for moving it. */
  starts(repId: string, type: MeetingType, now: Instant, without?: Booking): Starts;
  /** Start times at which anybody of the pool who can be offered is free. */
  poolStarts(poolId: string, type: MeetingType, now: Instant): Starts;
  /** Null when the rep can be offered this meeting type, else why not. */
  reason(repId: string, type: MeetingType, now: Instant): RepReason | null;
  /** Whether the engine that shows times would show this one, as of when the visitor was shown them. */
  isFree(at: {
    readonly repId: string;
    readonly type: MeetingType;
    readonly startAt: Instant;
    readonly asOf: Instant;
    readonly without?: Booking;
  }): boolean;
  /** Reps whose outside calendar has not been read since `before`. */
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

/** What the engine is asked about one rep: never beyond what the last reading of outside calendars covers. */
function engineInput(entry: Entry, type: MeetingType, now: Instant, without?: Booking): RepStartsInput {
  const startMinute = Math.floor(now / minuteMs);
  const reach = startMinute + horizonMinutes(type, entry.rep.timeZone, now);
  const known = Math.floor((entry.reading?.endAt ?? 0) / minuteMs) - type.durationMinutes - type.bufferAfterMinutes;
  const bookings = without
    ? [...entry.bookings].filter(([id]) => id !== without.id).map(([, row]) => row)
    : [...entry.bookings.values()];
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
    starts(repId, type, now, without) {
      const entry = entries.get(repId);
      if (!entry) throw new RangeError(`no rep ${repId}`);
      return without ? repStarts(engineInput(entry, type, now, without)) : starts(entry, type, now);
    },
    poolStarts(poolId, type, now) {
      const minute = Math.floor(now / minuteMs);
      const key = `${poolId}\0${type.id}`;
      const cached = poolCache.get(key);
      if (cached?.minute === minute) return cached.starts;
      const able = (pools.get(poolId)?.members ?? []).filter((member) => reason(member.repId, type, now) === null);
      const union = unionStarts(
        able.flatMap((member) => {
          const entry = entries.get(member.repId);
          return entry ? [starts(entry, type, now)] : [];
        }),
      );
      poolCache.set(key, { minute, starts: union });
      return union;
    },
    isFree({ repId, type, startAt, asOf, without }) {
      const entry = entries.get(repId);
      if (!entry || startAt % minuteMs !== 0) return false;
      return isBookable({ ...engineInput(entry, type, asOf, without), startMinute: startAt / minuteMs });
    },
    reason,
    staleReps(before) {
      return [...entries.values()]
        .filter((entry) => !entry.local && entry.rep.active && (entry.reading?.checkedAt ?? 0) < before)
        .map((entry) => entry.rep.id);
    },
    reading: (repId) => entries.get(repId)?.reading ?? null,
  };
}
