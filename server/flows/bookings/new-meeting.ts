import type { Booking, Visit } from "../../core/book/booking.ts";
import { newBooking } from "../../core/book/new-booking.ts";
import { newId } from "../../core/id.ts";
import { manageToken, manageTokenHash } from "./manage-token.ts";
import type { Meeting } from "./meeting.ts";
import type { Attempt } from "./meeting-attempt.ts";

/** The bookings of a meeting of these reps, as they are first written. */
export function newMeeting(
  { world, decision, type, startAt, sentBy }: Omit<Attempt, "held">,
  [first, ...rest]: readonly [string, ...string[]],
  visit: Visit,
): Meeting {
  const id = newId("bk", world.random);
  const uid = `${id}@${new URL(world.settings.publicUrl).hostname}`;
  const hash = manageTokenHash(world.digests, manageToken(world.digests, id));
  const common = { decision, type, startAt, visit, uid, manageTokenHash: hash, now: world.now() };
  const other = (repId: string): Booking => {
    const booking = newBooking({ ...common, id: newId("bk", world.random), repId });
    const poolId = sentBy?.get(repId);
    return poolId === undefined ? booking : { ...booking, poolId };
  };
  return [newBooking({ ...common, id, repId: first }), ...rest.map(other)];
}
