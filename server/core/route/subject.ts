import type { Lead } from "../lead/lead.ts";
import type { Match } from "../match/account.ts";
import type { Verdict } from "../qualify/verdict.ts";
import type { Instant } from "../time.ts";

/** What conditions are asked about. `verdict` is absent while the lead is being qualified. */
export interface Subject {
  readonly lead: Lead;
  readonly match: Match;
  readonly verdict?: Verdict;
  readonly now: Instant;
}
