import type { Visit } from "../core/book/booking.ts";
import { newBooking } from "../core/book/new-booking.ts";
import { newId } from "../core/id.ts";
import { manageToken, manageTokenHash } from "./manage-token.ts";
import type { Meeting } from "./meeting.ts";
import type { Attempt } from "./meeting-attempt.ts";

/** The bookings of a meeting of these reps, as they are first written. */
export function newMeeting(
  { world, decision, type, startAt }: Omit<Attempt, "held">,
  [first, ...rest]: readonly [string, ...string[]],
  visit: Visit,
): Meeting {
  const id = newId("bk", world.random);
  const uid = `${id}@${new URL(world.settings.publicUrl).hostname}`;
  const hash = manageTokenHash(world.digests, manageToken(world.digests, id));
  const common = { decision, type, startAt, visit, uid, manageTokenHash: hash, now: world.now() };
  return [
    newBooking({ ...common, id, repId: first }),
    ...rest.map((repId) => newBooking({ ...common, id: newId("bk", world.random), repId })),
  ];
}
