import type { BusyRow } from "../../db/store/calendars.ts";
import { type CompiledRep, compileRep, type SharedWeeks } from "../core/availability/compile-rep.ts";
import type { Rep, RepReason } from "../core/availability/rep.ts";
import { noSpans } from "../core/availability/spans.ts";
import type { Booking } from "../core/book/booking.ts";
import { horizonMinutes } from "../core/slots/horizon.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import { type RepBooking, type RepStartsInput, repStarts } from "../core/slots/rep-starts.ts";
import { isEmpty, type Starts } from "../core/slots/starts.ts";
import { whyNoStarts } from "../core/slots/why-no-starts.ts";
import { type Instant, minuteMs } from "../core/time.ts";

/** A rep's outside calendars as last read. */
export type Reading = Omit<BusyRow, "repId">;

/** What memory holds of one rep. */
export interface RepEntry {
  readonly rep: Rep;
  readonly weeks: SharedWeeks;
  /** Made when it is first asked for: a server with thousands of reps listens before it has compiled all of them. */
  compiled: CompiledRep | null;
  /** Busy times come from our own bookings alone. */
  readonly local: boolean;
  poolIds: readonly string[];
  /** Null before the first, as most of thousands have none. */
  bookings: Map<string, RepBooking> | null;
  reading: Reading | null;
  /** When somebody last asked the calendar, whatever came of it. */
  triedAt: number;
  /** How often asking failed in a row. */
  failures: number;
  /** The provider calls us at changes until then. */
  watchedUntil: number;
  /** Starts by meeting type, dropped at every change. */
  cache: Map<string, { readonly minute: number; readonly starts: Starts }> | null;
}

/** How long a reading is believed: of a calendar that is asked, and of one whose provider calls us when it changes. */
export interface Freshness {
  readonly polledMs: number;
  readonly watchedMs: number;
}

/** A question to the engine: which type of meeting, as of when, and which bookings to leave out because they would move. */
export interface EntryAsk {
  readonly type: MeetingType;
  readonly now: Instant;
  readonly without?: readonly Booking[] | undefined;
}

const noPools: readonly string[] = [];

/** A rep of whom nothing is known but the setup's word. */
export function newEntry(rep: Rep, local: boolean, weeks: SharedWeeks): RepEntry {
  return {
    rep,
    weeks,
    compiled: null,
    local,
    poolIds: noPools,
    reading: null,
    triedAt: 0,
    failures: 0,
    watchedUntil: 0,
    bookings: null,
    cache: null,
  };
}

export function repBooking(booking: Booking): RepBooking {
  return {
    startMinute: Math.floor(booking.startAt / minuteMs),
    endMinute: Math.ceil(booking.endAt / minuteMs),
    blockStartMinute: Math.floor(booking.blockStartAt / minuteMs),
    blockEndMinute: Math.ceil(booking.blockEndAt / minuteMs),
    meetingTypeId: booking.meetingTypeId,
  };
}

/** Whether two say the same of when and for what a rep is taken. */
export function sameBooking(a: RepBooking, b: RepBooking): boolean {
  return (
    a.startMinute === b.startMinute &&
    a.endMinute === b.endMinute &&
    a.blockStartMinute === b.blockStartMinute &&
    a.blockEndMinute === b.blockEndMinute &&
    a.meetingTypeId === b.meetingTypeId
  );
}

/** What the engine is asked about one rep: never beyond what a good reading of outside calendars covers. */
export function engineInput(entry: RepEntry, { type, now, without = [] }: EntryAsk): RepStartsInput {
  const startMinute = Math.floor(now / minuteMs);
  const reach = startMinute + horizonMinutes(type, entry.rep.timeZone, now);
  const readUntil = entry.reading?.failure ? 0 : (entry.reading?.endAt ?? 0);
  const known = Math.floor(readUntil / minuteMs) - type.durationMinutes - type.bufferAfterMinutes;
  const moving = new Set<string>(without.map(({ id }) => id));
  const bookings = [...(entry.bookings ?? [])].flatMap(([id, row]) => (moving.has(id) ? [] : [row]));
  return {
    rep: (entry.compiled ??= compileRep(entry.rep, entry.weeks)),
    type,
    busy: entry.reading?.spans ?? noSpans,
    bookings,
    range: { startMinute, endMinute: Math.max(startMinute, entry.local ? reach : Math.min(reach, known)) },
    now,
  };
}

/** The rep's start times; kept until something changes or a minute passes. */
export function startsOf(entry: RepEntry, type: MeetingType, now: Instant): Starts {
  const minute = Math.floor(now / minuteMs);
  const key = type.variant ?? type.id;
  const cached = entry.cache?.get(key);
  if (cached?.minute === minute) return cached.starts;
  const starts = repStarts(engineInput(entry, { type, now }));
  (entry.cache ??= new Map()).set(key, { minute, starts });
  return starts;
}

/** Times that lie so far ahead are of a clock that has been put back since. */
const clockSlackMs = 60_000;

/** True when `at` is within the last `forMs`; a time in the future is none of this clock's. */
function isWithin(at: number, now: number, forMs: number): boolean {
  return at <= now + clockSlackMs && at >= now - forMs;
}

function believedMs({ watchedUntil }: RepEntry, now: number, { polledMs, watchedMs }: Freshness): number {
  return watchedUntil > now ? Math.max(polledMs, watchedMs) : polledMs;
}

/** Whether what is known of the rep's outside calendars is young enough to be used as it is. */
export function isFresh(entry: RepEntry, now: number, freshness: Freshness): boolean {
  const { reading } = entry;
  return reading !== null && isWithin(reading.checkedAt, now, believedMs(entry, now, freshness));
}

const leastPauseMs = 5_000;
const longestPauseMs = { soon: 2 * 60_000, later: 15 * 60_000 };

/** Whether it is time to ask the rep's calendar: at half of what is believed, and ever more rarely while asking fails. */
export function isDue(entry: RepEntry, now: number, freshness: Freshness): boolean {
  if (entry.local || !entry.rep.active) return false;
  const { failures, reading } = entry;
  const mends = reading?.failure === undefined || ["unreachable", "rate_limited"].includes(reading.failure);
  const longest = mends ? longestPauseMs.soon : longestPauseMs.later;
  const backoff = Math.min(longest, Math.max(leastPauseMs, freshness.polledMs / 2) * 2 ** (failures - 1));
  return !isWithin(entry.triedAt, now, failures > 0 ? backoff : believedMs(entry, now, freshness) / 2);
}

/** Whether two readings say the same of the time from the second one's start on. */
export function sameTimes(before: Reading | null, after: Reading): boolean {
  if (!before || before.failure !== after.failure) return false;
  const from = Math.floor(after.startAt / minuteMs);
  let skipped = 0;
  while (skipped < before.spans.length && (before.spans[skipped + 1] ?? 0) <= from) skipped += 2;
  if (before.spans.length - skipped !== after.spans.length) return false;
  return after.spans.every((minute, i) => minute === before.spans[skipped + i]);
}

function calendarReason(entry: RepEntry, now: number, freshness: Freshness): RepReason | null {
  const { local, reading } = entry;
  if (local) return null;
  if (reading?.failure === "auth_lost") return "calendar_lost";
  if (reading?.failure) return "calendar_unread";
  return isFresh(entry, now, freshness) ? null : "calendar_stale";
}

/** Why the rep can be offered for no type of meeting at all; null when that hangs on the type and the free times. */
export function personalReason(entry: RepEntry, now: number, freshness: Freshness): RepReason | null {
  return entry.rep.active ? calendarReason(entry, now, freshness) : "inactive";
}

/** Null when the rep can be offered this meeting type, else why not. */
export function reasonOf(entry: RepEntry, ask: EntryAsk, freshness: Freshness): RepReason | null {
  const { type, now, without } = ask;
  const personal = personalReason(entry, now, freshness);
  if (personal) return personal;
  const starts = without ? repStarts(engineInput(entry, ask)) : startsOf(entry, type, now);
  return isEmpty(starts) ? whyNoStarts(engineInput(entry, ask)) : null;
}
