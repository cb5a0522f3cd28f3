import type { BusyRow } from "../../db/store.ts";
import { type CompiledRep, compileRep } from "../core/availability/compile-rep.ts";
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
  readonly compiled: CompiledRep;
  /** Busy times come from our own bookings alone. */
  readonly local: boolean;
  readonly poolIds: readonly string[];
  readonly bookings: Map<string, RepBooking>;
  reading: Reading | null;
  triedAt: number;
  /** Starts by meeting type, dropped at every change. */
  readonly cache: Map<string, { readonly minute: number; readonly starts: Starts }>;
}

/** A question to the engine: which type of meeting, as of when, and which bookings to leave out because they would move. */
export interface EntryAsk {
  readonly type: MeetingType;
  readonly now: Instant;
  readonly without?: readonly Booking[] | undefined;
}

export function newEntry(rep: Rep, known: Pick<RepEntry, "local" | "poolIds" | "reading">): RepEntry {
  return {
    rep,
    compiled: compileRep(rep),
    ...known,
    triedAt: known.reading?.checkedAt ?? 0,
    bookings: new Map(),
    cache: new Map(),
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

/** The rep's start times; kept until something changes or a minute passes. */
export function startsOf(entry: RepEntry, type: MeetingType, now: Instant): Starts {
  const minute = Math.floor(now / minuteMs);
  const key = type.variant ?? type.id;
  const cached = entry.cache.get(key);
  if (cached?.minute === minute) return cached.starts;
  const starts = repStarts(engineInput(entry, { type, now }));
  entry.cache.set(key, { minute, starts });
  return starts;
}

function calendarReason({ local, reading }: RepEntry, freshSince: number): RepReason | null {
  if (local) return null;
  if (reading?.failure === "auth_lost") return "calendar_lost";
  if (reading?.failure) return "calendar_unread";
  return reading && reading.checkedAt >= freshSince ? null : "calendar_stale";
}

/** Why the rep can be offered for no type of meeting at all; null when that hangs on the type and the free times. */
export function personalReason(entry: RepEntry, freshSince: number): RepReason | null {
  return entry.rep.active ? calendarReason(entry, freshSince) : "inactive";
}

/** Null when the rep can be offered this meeting type, else why not; a reading from before `freshSince` is stale. */
export function reasonOf(entry: RepEntry, ask: EntryAsk & { readonly freshSince: number }): RepReason | null {
  const { type, now, without, freshSince } = ask;
  const personal = personalReason(entry, freshSince);
  if (personal) return personal;
  const starts = without ? repStarts(engineInput(entry, ask)) : startsOf(entry, type, now);
  return isEmpty(starts) ? whyNoStarts(engineInput(entry, ask)) : null;
}
