import type { Instant } from "../time.ts";

export type FactValue = string | number | boolean;

/** What one source says of a lead under the name of a fact. */
export interface Claim {
  readonly name: string;
  readonly value: FactValue;
  readonly source: string;
  readonly at: Instant;
  /** How sure the source is, 0 to 1. */
  readonly confidence: number;
}

/** How the asking of one source went. */
export interface SourceReport {
  readonly id: string;
  /** `fresh`: asked now; `cached`: known from before; `nothing`: it knows nothing, or there was nothing to ask it for; `late`: it had not answered at the deadline. */
  readonly state: "fresh" | "cached" | "nothing" | "late" | "failed";
  /** Milliseconds that were waited for it. */
  readonly ms: number;
  /** How old a cached answer was, in milliseconds. */
  readonly ageMs?: number;
  /** Why it failed: `rate_limited`, `refused`, `unreachable`, `too_large`, `not_json`, … */
  readonly reason?: string;
}

/** What sources said beyond the facts that won, and how each was asked. Kept with the decision. */
export interface Enrichment {
  readonly others: readonly Claim[];
  readonly sources: readonly SourceReport[];
}
