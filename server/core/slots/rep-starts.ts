import type { CompiledRep } from "../availability/compile-rep.ts";
import { at, mergeSpans, type SpanBuffer, type Spans, spanBuffer, spansOf, subtractInto } from "../availability/spans.ts";
import { type MinuteRange, workingSpansInto } from "../availability/working-spans.ts";
import { zoneTable } from "../availability/zone-table.ts";
import { type EpochMinute, type Instant, minuteMs, type ZoneName } from "../time.ts";
import { type CountedMeeting, fullPeriods, hasLimits } from "./full-periods.ts";
import { gridStarts } from "./grid-starts.ts";
import { withinHorizon } from "./horizon.ts";
import type { MeetingType } from "./meeting-type.ts";
import { dropStarts, hasStart, type Starts } from "./starts.ts";

/** A booking or hold of a rep; the block is the meeting with its own buffers. */
export interface RepBooking extends CountedMeeting {
  readonly blockStartMinute: EpochMinute;
  readonly blockEndMinute: EpochMinute;
}

/** Everything that decides when one rep can be booked. */
export interface RepStartsInput {
  readonly rep: CompiledRep;
  readonly type: MeetingType;
  /** Outside calendars: `toSpans` of them. They must reach a meeting and its buffers beyond the range at both ends. */
  readonly busy: Spans;
  /** Active bookings and holds of the rep, of every type; for limits also those earlier in the day, week and month. */
  readonly bookings: readonly RepBooking[];
  /** A start belongs to the answer when `startMinute` ≤ start < `endMinute`; free time begins no earlier than the range. */
  readonly range: MinuteRange;
  readonly now: Instant;
  /** Whose days the horizon counts; the rep's own when absent. */
  readonly horizonZone?: ZoneName;
}

/** The starts at which a rep can be booked. The one engine: `isBookable` and every pool ask it too. */
export function repStarts(input: RepStartsInput): Starts {
  freeInto(free, input);
  const { rep, type, range } = input;
  const starts = gridStarts(free, type, { zone: rep.zone, range, allowed: allowedRange(input) });
  dropLimited(starts, input);
  return starts;
}

/**
 * Whether a meeting may begin at this very minute: when the engine shows it in the range, or would in a page that begins
 * with it, as bookings made meanwhile may have moved the grid of intervals that are no part of an hour.
 * `now` should be the instant at which the times were shown, so that nobody is punished for a minute of thought.
 */
export function isBookable(input: RepStartsInput & { readonly startMinute: EpochMinute }): boolean {
  const { startMinute, type, range } = input;
  if (hasStart(repStarts(input), startMinute)) return true;
  if (startMinute < range.startMinute || startMinute >= range.endMinute) return false;
  return hasStart(repStarts({ ...input, range: pageOf(type, startMinute) }), startMinute);
}

/** The shortest range whose grid may begin with a start. */
export function pageOf(type: MeetingType, startMinute: EpochMinute): MinuteRange {
  return { startMinute: startMinute - type.offsetStartMinutes, endMinute: startMinute + 1 };
}

/**
 * Time in which a meeting with its buffers could be: working time less absences, busy times and bookings, from the range's
 * start and the minimum notice on. It reaches beyond the range's end as far as a meeting that begins before it.
 */
export function freeInto(buffer: SpanBuffer, { rep, type, busy, bookings, range, now }: RepStartsInput): void {
  const notice = Math.ceil(now / minuteMs) + type.minimumNoticeMinutes;
  workingSpansInto(working, rep, { startMinute: range.startMinute, endMinute: range.endMinute + type.durationMinutes });
  subtractInto(buffer, working, {
    taken: bookings.length === 0 ? busy : mergeSpans(busy, blocksOf(bookings)),
    front: type.bufferAfterMinutes,
    behind: type.bufferBeforeMinutes,
    fromMinute: Math.max(range.startMinute, notice),
  });
}

/** The part of the range in which the horizon lets a meeting begin. */
export function allowedRange({ rep, type, range, now, horizonZone }: RepStartsInput): MinuteRange {
  const zone = horizonZone === undefined ? rep.zone : zoneTable(horizonZone);
  return withinHorizon(type.horizon, range, { zone, nowMinute: Math.floor(now / minuteMs) });
}

/** Takes away the starts of days, weeks and months that are full. */
export function dropLimited(starts: Starts, { rep, type, bookings, range }: RepStartsInput): void {
  if (hasLimits(type)) dropSpans(starts, fullPeriods(type, bookings, { zone: rep.zone, range }));
  if (rep.meetingCaps === undefined) return;
  // A rep's cap counts meetings of every type as if they were of this one.
  const every = bookings.map((booking) => ({ ...booking, meetingTypeId: type.id }));
  const capped = { ...type, meetingLimits: rep.meetingCaps, minuteLimits: {} };
  dropSpans(starts, fullPeriods(capped, every, { zone: rep.zone, range }));
}

function dropSpans(starts: Starts, spans: Spans): void {
  for (let i = 0; i < spans.length; i += 2) dropStarts(starts, at(spans, i), at(spans, i + 1));
}

function blocksOf(bookings: readonly RepBooking[]): Spans {
  return spansOf(bookings.map(({ blockStartMinute, blockEndMinute }) => [blockStartMinute, blockEndMinute]));
}

// Core never waits, so one pair of buffers serves every call.
const working = spanBuffer();
const free = spanBuffer();
