import { AppError } from "../../core/errors.ts";
import type { Decision } from "../../core/route/decision.ts";
import { type MeetingType, withLength } from "../../core/slots/meeting-type.ts";
import type { Instant } from "../../core/time.ts";
import type { World } from "../world.ts";
import { openOfferToken } from "./offer-token.ts";

/** The decision behind an offer's token, and its meeting type of the chosen length; throws `token_invalid`, `length_invalid`. */
export async function findOffer(
  world: World,
  { token, minutes }: { readonly token: string; readonly minutes?: number | undefined },
): Promise<{ readonly decision: Decision; readonly type: MeetingType; readonly expiresAt: Instant }> {
  const opened = openOfferToken(world.digests, token, world.now());
  const row = opened ? await world.store.read.decisions.find(opened.decisionId) : null;
  const usual = row ? world.state.setup().meetingTypes.get(row.decision.route.meetingTypeId ?? "") : undefined;
  if (!opened || !row || !usual) throw new AppError("token_invalid");
  const type = withLength(usual, minutes ?? usual.durationMinutes);
  if (!type) throw new AppError("length_invalid", { param: "minutes" });
  return { decision: row.decision, type, expiresAt: opened.expiresAt };
}
