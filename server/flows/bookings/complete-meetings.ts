import type { Repos } from "../../../db/store.ts";
import type { Booking } from "../../core/book/booking.ts";
import type { Instant } from "../../core/time.ts";
import type { World } from "../world.ts";
import { changeBooking } from "./change-booking.ts";

const atOnce = 200;

async function complete(repos: Repos, now: Instant): Promise<readonly Booking[]> {
  const done: Booking[] = [];
  for (const { id } of await repos.bookings.listEnded(now, atOnce)) {
    // Read again, which keeps it from changing until the unit ends: the visitor may be moving it at this moment.
    const booking = await repos.bookings.find(id);
    const isEnded = booking && booking.endAt <= now && (booking.status === "booked" || booking.status === "confirmed");
    const completed = isEnded ? await changeBooking(repos, booking, { action: "complete", by: "server", at: now }) : null;
    if (completed) done.push(completed);
  }
  return done;
}

/** Completes meetings whose end has passed. Whoever did not come is marked by the rep. */
export async function completeMeetings(world: World): Promise<void> {
  const now = world.now();
  if ((await world.store.read.bookings.listEnded(now, 1)).length === 0) return;
  const done = await world.store.write((repos) => complete(repos, now));
  for (const booking of done) world.state.calendars.applyBooking(booking);
}
