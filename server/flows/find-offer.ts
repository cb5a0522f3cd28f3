import type { DecisionRow } from "../../db/store.ts";
import { AppError } from "../core/errors.ts";
import { type MeetingType, withLength } from "../core/slots/meeting-type.ts";
import { openOfferToken } from "./offer-token.ts";
import type { World } from "./world.ts";

/** The decision behind an offer's token, and its meeting type of the chosen length; throws `token_invalid`, `length_invalid`. */
export async function findOffer(
  world: World,
  { token, minutes }: { readonly token: string; readonly minutes?: number | undefined },
): Promise<DecisionRow & { readonly type: MeetingType }> {
  const id = openOfferToken(world.digests, token, world.now());
  const row = id ? await world.store.read.decisions.find(id) : null;
  const usual = row ? world.state.setup().meetingTypes.get(row.decision.route.meetingTypeId ?? "") : undefined;
  if (!row || !usual) throw new AppError("token_invalid");
  const type = withLength(usual, minutes ?? usual.durationMinutes);
  if (!type) throw new AppError("length_invalid", { param: "minutes" });
  return { ...row, type };
}
