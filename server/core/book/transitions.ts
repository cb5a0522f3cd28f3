import type { BookingStatus } from "./booking.ts";

/** Everything that can happen to a booking. */
export type BookingAction =
  | "hold"
  | "expire"
  | "release"
  | "book"
  | "confirm"
  | "reschedule"
  | "reassign"
  | "cancel"
  | "no_show"
  | "complete";

/** `new` is a booking that is not there yet. */
type From = BookingStatus | "new";

/**
 * The life of a booking: action → from → to. What is not in the table does not happen. A hold that is chosen anew stays a hold.
 * A new time makes a meeting `booked` again until the calendar has it. A reassignment ends one booking and begins another, of
 * the other rep. Whoever marked a no-show by mistake completes the meeting after all, and the other way round.
 */
export const transitions: Readonly<Record<BookingAction, Readonly<Partial<Record<From, BookingStatus>>>>> = {
  hold: { new: "held", held: "held" },
  expire: { held: "expired" },
  release: { held: "expired" },
  book: { new: "booked", held: "booked" },
  confirm: { booked: "confirmed" },
  reschedule: { booked: "booked", confirmed: "booked" },
  reassign: { booked: "reassigned", confirmed: "reassigned" },
  cancel: { booked: "cancelled", confirmed: "cancelled" },
  no_show: { booked: "no_show", confirmed: "no_show", completed: "no_show" },
  complete: { booked: "completed", confirmed: "completed", no_show: "completed" },
};

/** The state after an action, or null when a booking in this state does not go that way. */
export function nextStatus(from: From, action: BookingAction): BookingStatus | null {
  return transitions[action][from] ?? null;
}
