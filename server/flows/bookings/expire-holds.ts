import type { World } from "../world.ts";

/** Lets go of holds that have run out, so that their times are shown again. */
export async function expireHolds(world: World): Promise<void> {
  const now = world.now();
  if (!(await world.store.read.bookings.anyHoldEnded(now))) return;
  const expired = await world.store.write((repos) => repos.bookings.expireHolds(now));
  for (const booking of expired) world.state.calendars.applyBooking(booking);
}
