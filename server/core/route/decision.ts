import type { RepReason } from "../availability/rep.ts";
import type { BookingId, DecisionId, LeadId, SetupVersionId } from "../id.ts";
import type { Lead } from "../lead/lead.ts";
import type { Match } from "../match/account.ts";
import type { Verdict } from "../qualify/verdict.ts";
import type { Instant } from "../time.ts";
import type { Truth } from "./router.ts";

/** What a visitor is answered with; the closed union of the product. */
export type OutcomeKind = "offered" | "redirect" | "message" | "disqualified" | "fallback";

/** One step of the way through the rules that were asked, in order. */
export interface PathStep {
  readonly ruleId: string;
  readonly answer: Truth;
  /** Told for the rule that decided; the others are told again from the router's version when asked. */
  readonly because?: string;
}

/** A pool that was asked, and what came of each member. */
export interface PoolTurn {
  readonly poolId: string;
  /** Ledger entries that existed when the turn was taken. */
  readonly ledgerSeq: number;
  /** One reason a member, in the setup's order of members, as run lengths: `[["calendar_busy", 3], ["chosen", 1]]`. */
  readonly reasons: readonly (readonly [RepReason, number])[];
}

/** What routing answered, before anything was written. */
export interface RouteAnswer {
  readonly outcome: OutcomeKind;
  readonly ruleId: string | null;
  readonly path: readonly PathStep[];
  readonly text?: string;
  readonly url?: string;
  readonly meetingTypeId?: string;
  readonly repId?: string;
  /** The pool that gave the rep; absent when the owner was offered. */
  readonly poolId?: string;
  /** The owner who was asked first, and why not if not. */
  readonly owner?: { readonly repId: string; readonly reason: RepReason };
  readonly turns: readonly PoolTurn[];
}

/** One decision as it is stored: everything that is needed to tell and to repeat it. */
export interface Decision {
  readonly id: DecisionId;
  readonly leadId: LeadId;
  readonly decidedAt: Instant;
  readonly setupVersionId: SetupVersionId;
  readonly lead: Lead;
  readonly verdict: Verdict;
  readonly match: Match;
  readonly route: RouteAnswer;
  /** Milliseconds of each step, in order. */
  readonly steps: readonly { readonly name: string; readonly ms: number }[];
  readonly bookingId?: BookingId;
}
