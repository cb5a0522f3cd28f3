import { canonicalJson } from "../canonical-json.ts";
import type { RouteAnswer } from "../route/decision.ts";

/** Whether two answers are the same in everything: outcome, rule, rep, pool, and the reason of every member. */
export function sameRoute(a: RouteAnswer, b: RouteAnswer): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
