import type { Repos } from "../../../db/store.ts";
import type { Booking } from "../../core/book/booking.ts";
import type { BookingActor } from "../../core/book/booking-event.ts";
import { type BookingAction, nextStatus } from "../../core/book/transitions.ts";
import { AppError } from "../../core/errors.ts";
import type { Instant } from "../../core/time.ts";

/** One step in the life of a booking: what happens, who does it, and why. */
export interface BookingStep {
  readonly action: BookingAction;
  readonly by: BookingActor;
  readonly why?: string | undefined;
  readonly at: Instant;
}

function stepped(booking: Booking, from: Booking["status"] | "new", { action }: BookingStep): Booking {
  const status = nextStatus(from, action);
  if (status === null) throw new AppError("booking_closed", { bookingId: booking.id, status: from, action });
  return { ...booking, status };
}

async function note(repos: Repos, { id, leadId, status }: Booking, step: BookingStep & { from?: Booking["status"] }) {
  const { action, by, why, at, from } = step;
  const before = from ? { from } : {};
  await repos.bookingEvents.append({ bookingId: id, leadId, at, action, ...before, to: status, by, ...(why ? { why } : {}) });
}

/** Writes a new booking and the first line of its history; null when the database refuses the time. */
export async function addBooking(repos: Repos, booking: Booking, step: BookingStep): Promise<Booking | null> {
  const added = stepped(booking, "new", step);
  if (!(await repos.bookings.insert(added))) return null;
  await note(repos, added, step);
  return added;
}

/**
 * Takes a booking one step on and writes that into its history; `after` is the booking with what changes besides its state.
 * Null when the database refuses the time. Throws `booking_closed` when a booking in this state does not go that way.
 */
export async function changeBooking(repos: Repos, after: Booking, step: BookingStep): Promise<Booking | null> {
  const next = { ...stepped(after, after.status, step), updatedAt: step.at };
  if (!(await repos.bookings.update(next))) return null;
  await note(repos, next, { ...step, from: after.status });
  return next;
}
