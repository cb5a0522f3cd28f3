import { type Instant, instant } from "../../core/time.ts";
import type { World } from "../world.ts";

/** How far the clocks of processes that share a database may be apart without one missing what another booked. */
const clocksApartMs = 60_000;

/**
 * Other processes book, move and cancel on the same database: memory learns what changed since the last call, so that a time
 * taken elsewhere is soon not shown here. The database refuses it even before.
 */
export function createBookingFollower(world: World): () => Promise<void> {
  let last: Instant = world.now();
  return async () => {
    const at = world.now();
    const changed = await world.store.read.bookings.changedSince(instant(last - clocksApartMs));
    for (const booking of changed) world.state.calendars.applyBooking(booking);
    last = at;
  };
}
