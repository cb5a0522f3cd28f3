import type { Decision, RouteAnswer } from "../../core/route/decision.ts";
import type { Known } from "./route-lead.ts";

/** What a decision says of a lead: all that was known of it, and where it goes. How long each step took is told last. */
export function decisionOf(
  ids: Pick<Decision, "id" | "leadId">,
  { live, lead, verdict, match, now, history, more }: Known,
  route: RouteAnswer,
): Omit<Decision, "steps"> {
  return {
    ...ids,
    setupVersionId: live.versionId,
    decidedAt: now,
    lead,
    verdict,
    match,
    ...(history ? { history } : null),
    ...more?.subject,
    ...(more?.enrichment ? { enrichment: more.enrichment } : null),
    route,
  };
}
