import type { World } from "../world.ts";

/**
 * The database refused a time that memory held for free: another process booked it. Memory reads these reps' bookings, so
 * that the times shown next are without it.
 */
export async function learnBookings(world: World, repIds: Iterable<string>): Promise<void> {
  for (const repId of new Set(repIds)) {
    const bookings = await world.store.read.bookings.listActive(world.now(), repId);
    for (const booking of bookings) world.state.calendars.applyBooking(booking);
  }
}
