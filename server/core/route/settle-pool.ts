import { askPool, type PoolAsking } from "./ask-pool.ts";
import type { PoolTurn, RouteAnswer } from "./decision.ts";

/** What is said when pools refer to one another in a circle, or to none; the check of a setup refuses both. */
export const nobodyText = "Thank you. We will be in touch shortly.";

/** Offers a pool, or what follows by its own choice when nobody of it can be offered. Never without an answer. */
export function settlePool(poolId: string, asking: PoolAsking): Omit<RouteAnswer, "ruleId" | "path" | "owner"> {
  const { meetingTypeId } = asking;
  const turns: PoolTurn[] = [];
  let pool = asking.pools.get(poolId);
  while (pool !== undefined) {
    const { id, everybodyAway } = pool;
    const { made, repId, turn } = askPool(pool, asking);
    turns.push(turn);
    if (made) return { outcome: "offered", meetingTypeId, ...(repId === undefined ? {} : { repId }), poolId: id, turns };
    if (everybodyAway.kind === "message") return { outcome: "fallback", text: everybodyAway.text, turns };
    const next = everybodyAway.poolId;
    pool = turns.some((one) => one.poolId === next) ? undefined : asking.pools.get(next);
  }
  return { outcome: "fallback", text: nobodyText, turns };
}
