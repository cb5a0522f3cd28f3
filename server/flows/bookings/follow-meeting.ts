import type { Booking } from "../../core/book/booking.ts";
import type { World } from "../world.ts";

/** Memory follows what was written, and the jobs are looked at. */
export function followMeeting(world: World, bookings: readonly Booking[], outcome: string): void {
  for (const booking of bookings) world.state.calendars.applyBooking(booking);
  world.wakeJobs();
  world.meter.booking(outcome);
}
