import type { RepReason } from "../availability/rep.ts";
import type { Enrichment } from "../enrich/claim.ts";
import type { BookingId, DecisionId, LeadId, SetupVersionId } from "../id.ts";
import type { Lead } from "../lead/lead.ts";
import type { Match } from "../match/account.ts";
import type { SpamJudgement } from "../qualify/spam/spam-settings.ts";
import type { Verdict } from "../qualify/verdict.ts";
import type { Instant } from "../time.ts";
import type { FlowNode, OwnerSource } from "./flow.ts";
import type { Truth } from "./router.ts";
import type { Facts, History } from "./subject.ts";

/** What a visitor is answered with; the closed union of the product. */
export type OutcomeKind = "offered" | "redirect" | "message" | "disqualified" | "fallback";

/** One step of the way through the rules that were asked, in order. */
export interface PathStep {
  readonly ruleId: string;
  readonly answer: Truth;
  /** Told for the rule that decided; the others are told again from the router's version when asked. */
  readonly because?: string;
}

/** A node of a tree that was asked: `when` answers a truth, `match` `able`, `away` or `none`, `split` the id of a part. */
export interface NodeStep {
  /** Its path in the router, e.g. `rules[2].then.otherwise`. */
  readonly at: string;
  readonly kind: FlowNode["kind"];
  readonly answer: string;
}

/** A rep who was asked by name or as an owner, and why not if not. */
export interface AskedRep {
  readonly repId: string;
  readonly of: OwnerSource | "rep";
  readonly reason: RepReason;
  /** When it is not the type that was asked for first. */
  readonly meetingTypeId?: string;
}

/** A pool that was asked, and what came of each member. */
export interface PoolTurn {
  readonly poolId: string;
  /** Ledger entries that existed when the turn was taken. */
  readonly ledgerSeq: number;
  /** One reason a member, in the setup's order of members, as run lengths: `[["calendar_busy", 3], ["chosen", 1]]`. */
  readonly reasons: readonly (readonly [RepReason, number])[];
  /** The member who had an earlier lead of the person or company and so was asked first. */
  readonly returning?: string;
  /** What each member had open, in the setup's order, in a pool where that decides. */
  readonly loads?: readonly number[];
  /** When it is not the type that was asked for first. */
  readonly meetingTypeId?: string;
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
  /** The pool's member whose lead and turn it is, while `repId` stands in for the meeting. */
  readonly standInFor?: string;
  /** The visitor may talk at once. */
  readonly talkNow?: true;
  /** Why somebody who came back was not routed again: a meeting is ahead, or there were too many leads. */
  readonly keptBack?: "meeting" | "person" | "domain";
  /** No rule was asked: a ladder handed the lead to the catch-all. */
  readonly handedOver?: true;
  /** The queue that keeps the lead for people, and who is told. */
  readonly queue?: { readonly id: string; readonly alert: readonly string[] };
  /** The pool that gave the rep; absent when the owner was offered. */
  readonly poolId?: string;
  /** The owner who was asked first, and why not if not. */
  readonly owner?: { readonly repId: string; readonly reason: RepReason };
  /** Everybody who was asked outside of a pool, in order; absent when that is the owner alone. */
  readonly asked?: readonly AskedRep[];
  /** Nodes of the tree on the path that was taken; absent when there was none. */
  readonly nodes?: readonly NodeStep[];
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
  /** What enrichment said, and what came earlier; absent when routing was not told. */
  readonly facts?: Facts;
  readonly history?: History;
  /** What sources said beyond the facts, and how each was asked; absent when nobody was. */
  readonly enrichment?: Enrichment;
  readonly spam?: SpamJudgement;
  /** Set when a person let a lead go that was held back as spam. */
  readonly releasedBy?: string;
  readonly route: RouteAnswer;
  /** Reps who had the lead before and were left out; absent for a first decision. */
  readonly excluded?: readonly string[];
  /** Milliseconds of each step, in order. */
  readonly steps: readonly { readonly name: string; readonly ms: number }[];
  readonly bookingId?: BookingId;
}
