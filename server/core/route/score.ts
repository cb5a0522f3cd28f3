import type { When } from "./router.ts";

/** Adds points, be they negative, for a reason. */
export interface ScoreRule {
  readonly when: When;
  readonly points: number;
  readonly reason: string;
}

/** A named score: the sum of the rules that hold, and the band that the sum falls into. */
export interface ScorePolicy {
  readonly id: string;
  readonly name: string;
  readonly rules: readonly ScoreRule[];
  /** The band is the one with the highest `from` that the score reaches; below all of them there is none. */
  readonly bands: readonly { readonly name: string; readonly from: number }[];
}

/** A lead's score, with what made it. */
export interface Score {
  readonly id: string;
  readonly value: number;
  readonly band: string | null;
  readonly reasons: readonly { readonly reason: string; readonly points: number }[];
  /** Reasons that could not be answered because a field was missing. */
  readonly unknown: readonly string[];
}
