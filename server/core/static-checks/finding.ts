/** What a static check may say of a setup that can be applied. */
export type FindingCode =
  | "unreachable_rule"
  | "shadowed_rule"
  | "unreachable_branch"
  | "shadowed_area"
  | "overlapping_territories"
  | "territory_gap"
  | "unsent_option"
  | "unsupplied_field"
  | "stale_value"
  | "pool_nobody_bookable"
  | "caps_empty_pool"
  | "redirect_loop";

/** Something that is most likely not meant, and where. */
export interface Finding {
  readonly code: FindingCode;
  /** E.g. `router.rules[3].when`. */
  readonly path: string;
  /** A plain sentence. */
  readonly message: string;
}
