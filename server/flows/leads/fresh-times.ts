import { heldOf } from "../bookings/meeting-attempt.ts";
import { readCalendars } from "../calendars/read-calendars.ts";
import type { World } from "../world.ts";
import { findOffer } from "./find-offer.ts";
import { makeOffer, type OfferAnswer } from "./make-offer.ts";

/** Times of an offer as of now; a stale calendar of the offered rep is read live first. Throws `token_invalid`, `length_invalid`. */
export async function freshTimes(
  world: World,
  wish: { readonly token: string; readonly minutes?: number | undefined },
): Promise<OfferAnswer> {
  const { decision, type, expiresAt } = await findOffer(world, wish);
  const { repId } = decision.route;
  if (repId && world.state.calendars.reason(repId, type, world.now()) === "calendar_stale") await readCalendars(world, [repId]);
  const held = heldOf(await world.store.read.bookings.listByLead(decision.leadId));
  return makeOffer(world, { decision, type, held }, expiresAt);
}
