import { type Booking, isOpen } from "../../core/book/booking.ts";
import { formatInstant } from "../../core/time.ts";
import type { World } from "../world.ts";

/** A booking as operators see it on the wire and at the command line. */
export function deskBooking(world: World, booking: Booking) {
  const { id, leadId, status, repId, meetingTypeId, startAt, endAt } = booking;
  const name = world.state.setupOrNull()?.reps.get(repId)?.name ?? repId;
  const [start, end] = [formatInstant(startAt), formatInstant(endAt)];
  return { id, leadId, status, rep: { id: repId, name }, meetingTypeId, start, end };
}

/** Meetings that are to come or running, the next first. */
export async function listMeetings(world: World) {
  const bookings = await world.store.read.bookings.listActive(world.now());
  const open = bookings.filter(({ status }) => isOpen(status)).toSorted((a, b) => a.startAt - b.startAt);
  return open.map((booking) => deskBooking(world, booking));
}
