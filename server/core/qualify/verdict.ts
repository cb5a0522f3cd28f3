/** The answer of qualification, with its reasons. */
export interface Verdict {
  readonly kind: "qualified" | "disqualified" | "spam";
  readonly score: number;
  readonly reasons: readonly { readonly ruleId: string; readonly reason: string; readonly points: number }[];
  /** Rules that could not be answered because a field was missing. */
  readonly unknown: readonly string[];
}
