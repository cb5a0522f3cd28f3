import { findOffer } from "./find-offer.ts";
import { makeOffer, type OfferAnswer } from "./make-offer.ts";
import { readCalendars } from "./read-calendars.ts";
import type { World } from "./world.ts";

/** Times of an offer as of now; a stale calendar of the offered rep is read live first. Throws `token_invalid`. */
export async function freshTimes(world: World, token: string): Promise<OfferAnswer> {
  const { decision, type, offerExpiresAt } = await findOffer(world, token);
  const { repId } = decision.route;
  if (repId && world.state.calendars.reason(repId, type, world.now()) === "calendar_stale") await readCalendars(world, [repId]);
  return makeOffer(world, decision, offerExpiresAt ?? world.now());
}
