import type { BookingId } from "../core/id.ts";
import type { Instant } from "../core/time.ts";
import type { JobAnswer } from "./job-answer.ts";
import type { World } from "./world.ts";

/** What somebody did in a rep's calendar to the event of a booking, or to the time that it holds. */
export type EventChange =
  | { readonly kind: "declined" }
  | { readonly kind: "deleted" }
  | { readonly kind: "moved"; readonly startAt: Instant; readonly endAt: Instant }
  /** Another event of the rep lies over the booking. */
  | { readonly kind: "overlaps"; readonly startAt: Instant; readonly endAt: Instant };

export interface EventChangedJob {
  readonly bookingId: BookingId;
  /** The booking's sequence for which this was seen; a booking that has changed since is left alone. */
  readonly sequence: number;
  readonly change: EventChange;
}

/** What follows when a rep's calendar no longer says what the booking says. */
export async function eventChanged(world: World, { bookingId, sequence, change }: EventChangedJob): Promise<JobAnswer> {
  const booking = await world.store.read.bookings.find(bookingId);
  if (!booking || booking.sequence !== sequence) return { kind: "done" };
  world.log.warn({ bookingId, repId: booking.repId, change: change.kind }, "a rep's calendar differs from a booking");
  return { kind: "done" };
}
