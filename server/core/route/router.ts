import type { Flow } from "./flow.ts";

/** Three answers: a field that is missing makes a condition `unknown`, never silently false. */
export type Truth = "yes" | "no" | "unknown";

export type ConditionValue = string | number | boolean | readonly string[] | readonly number[];

/** One typed test of one field, e.g. `{ field: "lead.country", op: "in", value: ["DE", "AT"] }`. */
export interface Condition {
  readonly field: string;
  readonly op: string;
  readonly value?: ConditionValue;
}

export type When = Condition | { readonly all: readonly When[] } | { readonly any: readonly When[] } | { readonly not: When };

export interface Rule {
  readonly id: string;
  readonly name: string;
  readonly when: When;
  readonly then: Flow;
}

/** A step of qualification: adds points, or ends the matter with a verdict. */
export interface QualifyRule {
  readonly id: string;
  readonly when: When;
  readonly reason: string;
  readonly points?: number;
  readonly verdict?: "disqualified" | "spam";
}

export interface QualifyPolicy {
  readonly rules: readonly QualifyRule[];
  /** The least score that qualifies; without it every lead that no rule refused does. */
  readonly qualifiedAt?: number;
  /** Said to the visitor who did not qualify. */
  readonly message: string;
}

/** Ordered rules; the catch-all is a field of its own and so cannot be absent. */
export interface Router {
  readonly id: string;
  readonly name: string;
  readonly qualify: QualifyPolicy;
  readonly rules: readonly Rule[];
  /** An outcome, or a whole tree of decisions. */
  readonly catchAll: Flow;
}
