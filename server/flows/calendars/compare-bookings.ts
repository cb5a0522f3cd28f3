import { type Booking, isOpen } from "../../core/book/booking.ts";
import type { Calendar, CalendarChanges } from "../../core/ports/calendar.ts";
import { type Instant, instant, minuteMs } from "../../core/time.ts";
import type { EventChange } from "../bookings/event-changed.ts";
import type { World } from "../world.ts";

/** How a rep's calendar differs from a booking. */
export interface Difference {
  readonly booking: Booking;
  readonly change: EventChange;
}

export interface Comparison {
  readonly calendar: Calendar;
  readonly changes: Pick<CalendarChanges, "whole" | "urls">;
  /** Busy minutes without the bookings' own events; null when they were not read. */
  readonly spans: Int32Array | null;
  /** The rep's, as they were before the calendar was asked. */
  readonly bookings: readonly Booking[];
  readonly timeoutMs: number;
}

/**
 * Where the rep's calendar no longer says what a booking to come says, asked event by event for those that may have changed.
 * Null when one could not be asked: then the same changes have to be looked at again.
 */
export async function compareBookings(world: World, comparison: Comparison): Promise<readonly Difference[] | null> {
  const { changes, bookings, spans } = comparison;
  const found: Difference[] = [];
  for (const booking of bookings) {
    if (!isOpen(booking.status) || booking.startAt <= world.now()) continue;
    const isTouched = changes.whole || changes.urls.includes(booking.calendarRef?.url ?? "");
    const own = isTouched ? await ownChange(world, comparison, booking) : "same";
    if (own === "unknown") return null;
    if (own !== "same") found.push({ booking, change: own });
    else found.push(...overlapOf(booking, spans));
  }
  return found;
}

async function ownChange(
  world: World,
  { calendar, timeoutMs }: Comparison,
  booking: Booking,
): Promise<EventChange | "same" | "unknown"> {
  const { calendarRef: ref } = booking;
  // Until its event is written the calendar has an older state of the booking, or none.
  if (!calendar.find || !ref || booking.status !== "confirmed" || booking.confirmedBy === "mail") return "same";
  const result = await calendar.find(ref, booking.uid, timeoutMs);
  if (!result.ok) {
    world.log.info({ bookingId: booking.id, failure: result.failure.kind }, "a booking's event could not be looked at");
    // An event of an account that the rep had before is nobody's to see.
    return result.failure.kind === "refused" ? "same" : "unknown";
  }
  const event = result.value;
  if (event === null) return { kind: "deleted" };
  if (event.declined) return { kind: "declined" };
  if (sameMinute(event.startAt, booking.startAt) && sameMinute(event.endAt, booking.endAt)) return "same";
  return { kind: "moved", startAt: event.startAt, endAt: event.endAt };
}

function sameMinute(a: Instant, b: Instant): boolean {
  return Math.floor(a / minuteMs) === Math.floor(b / minuteMs);
}

function overlapOf(booking: Booking, spans: Int32Array | null): readonly Difference[] {
  for (let i = 0; spans && i < spans.length; i += 2) {
    const startAt = (spans[i] ?? 0) * minuteMs;
    const endAt = (spans[i + 1] ?? 0) * minuteMs;
    if (startAt < booking.endAt && endAt > booking.startAt)
      return [{ booking, change: { kind: "overlaps", startAt: instant(startAt), endAt: instant(endAt) } }];
  }
  return [];
}
