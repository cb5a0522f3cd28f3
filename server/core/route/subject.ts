import type { Lead } from "../lead/lead.ts";
import type { Match } from "../match/account.ts";
import type { Verdict } from "../qualify/verdict.ts";
import type { Instant } from "../time.ts";
import type { Decision } from "./decision.ts";

/** What conditions are asked about. `verdict` is absent while the lead is being qualified. */
export interface Subject {
  readonly lead: Lead;
  readonly match: Match;
  readonly verdict?: Verdict;
  readonly now: Instant;
}

/** What a decision was asked about, out of its record. */
export function subjectOf({
  lead,
  match,
  verdict,
  decidedAt,
}: Pick<Decision, "lead" | "match" | "verdict" | "decidedAt">): Subject {
  return { lead, match, verdict, now: decidedAt };
}
