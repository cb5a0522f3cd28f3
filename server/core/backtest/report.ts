import type { OutcomeKind } from "../route/decision.ts";

/** Where one version sends a lead, and why, in words. */
export interface Went {
  readonly outcome: OutcomeKind;
  /** The rule's id; null for the catch-all and for a verdict. */
  readonly ruleId: string | null;
  readonly repId: string | null;
  readonly poolId: string | null;
  /** Minutes until the rep's next working time; null when no rep was offered. */
  readonly waitMinutes: number | null;
  readonly reason: string;
}

/** `turn`: the same pool as before and another of its members, because turns that came earlier went elsewhere. */
export type Change = "owner" | "outcome" | "rule" | "wait" | "turn";

/** A lead that the two versions treat differently, by more than whose turn it was. */
export interface ChangedLead {
  /** The lead's id, or its line in the file. */
  readonly key: string;
  /** Masked: enough to find the lead. */
  readonly who: string;
  readonly changes: readonly Change[];
  readonly before: Went;
  readonly after: Went;
}

/** How many of the leads went where. */
export interface Tally {
  readonly outcomes: Readonly<Record<OutcomeKind, number>>;
  /** Qualified leads that no rule took. */
  readonly catchAll: number;
  /** Leads that could be offered nobody, whatever the rule wanted. */
  readonly fallback: number;
  readonly medianWaitMinutes: number | null;
  readonly slowestTenthWaitMinutes: number | null;
}

/** Leads of a rep, and the fair share of the pools' leads that it is compared with. */
export interface RepLoad {
  readonly repId: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
  /** Turns of pools alone: those taken, and those that the weights would have given. */
  readonly turns: number;
  readonly due: number;
}

export interface RuleCount {
  readonly id: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** A bound that the draft must keep: the live version's or its own, whichever is stricter. */
export interface GuardResult {
  readonly name: string;
  /** Shares of all leads, 0 to 1. */
  readonly value: number;
  readonly atMost: number;
  readonly ok: boolean;
}

/** A guard that the draft has otherwise than the live version; null where a version has none. Shares, 0 to 1, but for `days`. */
export interface GuardChange {
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
  /** Such a change goes live only when it is forced. */
  readonly loosens: boolean;
}

/** What a draft would have done with leads of the past, beside the version that it is compared with. */
export interface BacktestReport {
  readonly leads: number;
  readonly before: Tally;
  readonly after: Tally;
  readonly changed: Readonly<Record<Change, number>>;
  readonly rules: readonly RuleCount[];
  readonly reps: readonly RepLoad[];
  readonly guards: readonly GuardResult[];
  readonly guardChanges: readonly GuardChange[];
  readonly changes: readonly ChangedLead[];
}
