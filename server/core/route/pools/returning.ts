import type { RouteAnswer } from "../decision.ts";
import type { History } from "../subject.ts";

export type ReturningOf = "person" | "domain";

/** At most so many leads of one person, or of one company's domain, within so many days. */
export interface LeadLimit {
  readonly of: ReturningOf;
  readonly leads: number;
  readonly days: number;
  /** Said to who asks more often. */
  readonly text: string;
}

/** What the setup says of people who come back. Mail domains that anybody can have are no company's. */
export interface ReturningPolicy {
  /** Within so many days the earlier rep is asked first, when the lead goes to a pool of theirs. */
  readonly sameRep?: { readonly of: readonly ReturningOf[]; readonly days: number };
  readonly limits?: readonly LeadLimit[];
  /** Who has a meeting ahead is mailed its link instead of being offered another, and reads this text. */
  readonly openMeeting?: { readonly text: string };
}

/** The answer to somebody who comes back and is not routed again; null when the lead is routed like any other. */
export function keptBack(policy: ReturningPolicy | undefined, history: History | undefined): RouteAnswer | null {
  if (policy === undefined || history === undefined) return null;
  const answer = { outcome: "message" as const, ruleId: null, path: [], turns: [] };
  if (policy.openMeeting !== undefined && history.openBookingId !== undefined)
    return { ...answer, text: policy.openMeeting.text, keptBack: "meeting" };
  const limit = policy.limits?.find((one, i) => (history.withinLimits?.[i] ?? 0) >= one.leads);
  return limit === undefined ? null : { ...answer, text: limit.text, keptBack: limit.of };
}
