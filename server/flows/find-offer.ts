import type { DecisionRow } from "../../db/store.ts";
import { AppError } from "../core/errors.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import { openOfferToken } from "./offer-token.ts";
import type { World } from "./world.ts";

/** The decision and meeting type behind an offer's token; throws `token_invalid`. */
export async function findOffer(world: World, token: string): Promise<DecisionRow & { readonly type: MeetingType }> {
  const id = openOfferToken(world.digests, token, world.now());
  const row = id ? await world.store.read.decisions.find(id) : null;
  const type = row ? world.state.setup().meetingTypes.get(row.decision.route.meetingTypeId ?? "") : undefined;
  if (!row || !type) throw new AppError("token_invalid");
  return { ...row, type };
}
