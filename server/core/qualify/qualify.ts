import type { Lead } from "../lead/lead.ts";
import type { Match } from "../match/account.ts";
import type { CompiledRouter } from "../route/compile-router.ts";
import type { Instant } from "../time.ts";
import type { Verdict } from "./verdict.ts";

/** Whether the lead qualifies, with its score, the rules that said so, and those that could not be answered. */
export function qualify(
  compiled: CompiledRouter,
  asked: { readonly lead: Lead; readonly match: Match; readonly now: Instant },
): Verdict {
  return compiled.qualify(asked);
}
