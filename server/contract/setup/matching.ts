import { z } from "zod";
import { defaultMatchOptions } from "../../core/match/match-options.ts";

const { routeAt, suggestAt, tieBreakers, rollUp } = defaultMatchOptions;
const score = z.number().min(0.01).max(1);
const tieBreaker = z.enum(["open_opportunity", "customer", "recent_activity", "most_contacts", "oldest", "owner_active"]);

/** How leads find their account; what it does not say is as usual. */
export const matchingSchema = z.strictObject({
  routeAt: score.default(routeAt),
  suggestAt: score.default(suggestAt),
  tieBreakers: z.array(tieBreaker).default([...tieBreakers]),
  rollUp: z.enum(["own", "owner", "ultimate"]).default(rollUp),
});
