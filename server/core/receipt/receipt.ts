import type { RepReason } from "../availability/rep.ts";
import type { BookingStatus } from "../book/booking.ts";
import type { BookingActor } from "../book/booking-event.ts";
import type { BookingAction } from "../book/transitions.ts";
import type { SourceReport } from "../enrich/claim.ts";
import type { MatchDecision, MatchEvidence } from "../match/account.ts";
import type { SpamJudgement } from "../qualify/spam/spam-settings.ts";
import type { OutcomeKind } from "../route/decision.ts";
import type { TraceNode } from "../route/explain-when.ts";
import type { OwnerSource } from "../route/flow.ts";
import type { Truth } from "../route/router.ts";
import type { Score } from "../route/score.ts";

/** Somebody or something of the setup, by id and by the name that people know. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** One answer of the form; free text is masked. */
export interface ReceiptAnswer {
  readonly name: string;
  readonly value: string;
  readonly masked: boolean;
}

/** What the lead said, redacted: enough to follow the decision, too little to write to the person. */
export interface ReceiptInputs {
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly message: string | null;
  readonly answers: readonly ReceiptAnswer[];
  readonly page: { readonly host: string | null; readonly path: string | null; readonly referrer: string | null };
  readonly timeZone: string;
  readonly locale: string;
  /** What was odd while reading. */
  readonly notes: readonly string[];
}

/** Something that is known of the lead, and from where. */
export interface ReceiptFact {
  readonly name: string;
  readonly value: string;
  /** `form`, `e-mail domain`, `page address`, `account list`, `contact list`, or the id of a source that was asked. */
  readonly source: string;
  /** What a source said has these three. */
  readonly at?: string;
  /** 0 to 1. */
  readonly confidence?: number;
  /** `used` by rules; `other`: another source was believed; `late`: it came after the decision. */
  readonly use?: "used" | "other" | "late";
}

/** A rule that was asked. The deciding one tells its conditions with the values that they saw. */
export interface ReceiptRule extends Named {
  readonly answer: Truth;
  readonly because: TraceNode | null;
}

/** A node of the router's tree on the path that was taken. */
export interface ReceiptNode {
  /** Its path in the router, e.g. `rules[2].then.otherwise`. */
  readonly at: string;
  readonly kind: "when" | "match" | "split";
  /** `yes`, `no` or `unknown` of a condition; `able`, `away` or `none` of an owner; the id of a split's part. */
  readonly answer: string;
  /** Whose owner a match looked for, or the field of a split. */
  readonly asks: string;
  readonly because: TraceNode | null;
}

/** A rep's account in the pool's ledger. `due` and `turns` are turns; `shortfall` is what is owed, negative when ahead. */
export interface ReceiptBalance {
  readonly turns: number;
  readonly credit: number;
  /** Part of all turns, 0 to 1. */
  readonly share: number;
  readonly due: number;
  readonly shortfall: number;
  readonly lastTurnAt: string | null;
}

/** A member of a pool that was asked, with the one reason why in or out. */
export interface ReceiptRep extends Named {
  readonly reason: RepReason;
  readonly weight: number;
  readonly priority: number;
  /** Open leads and meetings ahead at that time, in a pool where that decides; null in any other. */
  readonly load: number | null;
  /** Null when the ledger up to this turn is not at hand. */
  readonly before: ReceiptBalance | null;
  readonly after: ReceiptBalance | null;
}

/** A pool that was asked, with every member. */
export interface ReceiptPool extends Named {
  readonly rotation: "weighted" | "strict" | "leastLoaded";
  readonly offer: "rep" | "any" | "all";
  /** The member who had an earlier lead of the person or company and so was asked first. */
  readonly returning: Named | null;
  /** Ledger entries that existed when it was asked. */
  readonly ledgerSeq: number;
  readonly reps: readonly ReceiptRep[];
}

/** One step in the life of a meeting: who did what, and why. */
export interface ReceiptStep {
  readonly at: string;
  readonly action: BookingAction;
  readonly from: BookingStatus | null;
  readonly to: BookingStatus;
  readonly by: BookingActor;
  readonly why: string | null;
}

/** What became of a meeting. */
export interface ReceiptBooking {
  readonly id: string;
  readonly status: BookingStatus;
  readonly rep: Named;
  readonly meetingType: Named;
  readonly startAt: string;
  readonly endAt: string;
  /** How often the invite changed. */
  readonly changes: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** What was answered at booking, by question; free text is masked. */
  readonly answers: readonly ReceiptAnswer[];
  /** How many people the visitor brings. */
  readonly guests: number;
  /** The visitor booked by an offer that was made before the lead was routed anew. */
  readonly byEarlierOffer: boolean;
  /** From the first line on. */
  readonly history: readonly ReceiptStep[];
}

/** Why a lead was answered as it was: one document. Instants are ISO 8601 in UTC. */
export interface Receipt {
  readonly version: 1;
  readonly leadId: string;
  readonly decisionId: string;
  readonly decidedAt: string;
  readonly setup: { readonly versionId: string; readonly hash: string };
  readonly outcome: {
    readonly kind: OutcomeKind;
    readonly text: string | null;
    readonly url: string | null;
    readonly meetingType: Named | null;
    readonly rep: Named | null;
    /** Why somebody who came back was not routed again. */
    readonly keptBack: "meeting" | "person" | "domain" | null;
    /** The member whose lead and turn it is, when the rep stands in for the meeting. */
    readonly standInFor: Named | null;
    readonly pool: Named | null;
    /** The queue that keeps the lead for people. */
    readonly queue: string | null;
    readonly talkNow: boolean;
  };
  readonly inputs: ReceiptInputs;
  readonly facts: readonly ReceiptFact[];
  /** How each source was asked; none where the setup names none. */
  readonly sources: readonly SourceReport[];
  /** Whether the lead is real, with what spoke for and against it; null where nobody judged. */
  readonly spam: SpamJudgement | null;
  /** Who let go a lead that was held back as spam. */
  readonly releasedBy: string | null;
  readonly verdict: {
    readonly kind: "qualified" | "disqualified" | "spam";
    readonly score: number;
    readonly qualifiedAt: number | null;
    readonly reasons: readonly { readonly ruleId: string; readonly reason: string; readonly points: number }[];
    readonly unknown: readonly string[];
  };
  readonly match: {
    readonly decision: MatchDecision;
    /** 0 to 1, of the best candidate. */
    readonly score: number;
    readonly account: Named | null;
    readonly contact: string | null;
    readonly owner: Named | null;
    readonly evidence: readonly MatchEvidence[];
    /** The accounts that were considered, the best first, each with what spoke for and against it. */
    readonly candidates: readonly (Named & { readonly score: number; readonly evidence: readonly MatchEvidence[] })[];
  };
  /** The setup's scores, with what made each. */
  readonly scores: readonly (Named & Omit<Score, "id">)[];
  /** Where the lead belongs; null when the setup has no territories, or it is in none. */
  readonly territory: Named | null;
  /** Every rule that was asked, in order; none when the verdict ended the matter. */
  readonly rules: readonly ReceiptRule[];
  /** Nodes of the tree that the rule, or the catch-all, led to; none when it led to an outcome. */
  readonly nodes: readonly ReceiptNode[];
  readonly decidedBy:
    | { readonly kind: "rule"; readonly rule: Named }
    | { readonly kind: "catchAll" }
    | { readonly kind: "verdict" };
  /** The owner, when they were asked first. */
  readonly owner: (Named & { readonly reason: RepReason }) | null;
  /** Everybody who was asked by name or as an owner, in order. */
  readonly asked: readonly (Named & { readonly of: OwnerSource | "rep"; readonly reason: RepReason })[];
  readonly pools: readonly ReceiptPool[];
  readonly bookings: readonly ReceiptBooking[];
  readonly steps: readonly { readonly name: string; readonly ms: number }[];
  readonly totalMs: number;
}
