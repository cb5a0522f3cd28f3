/** What tells accounts apart that the evidence does not, the first that differs. */
export type TieBreaker = "open_opportunity" | "customer" | "recent_activity" | "most_contacts" | "oldest" | "owner_active";

/** Whose account and owner a match stands for: its own, the nearest parent with an owner, or the topmost parent. */
export type RollUp = "own" | "owner" | "ultimate";

/** What a setup may say of matching. */
export interface MatchSettings {
  /** From this score on a lead is routed by the account. */
  readonly routeAt: number;
  /** From this score on the account is suggested to a person. */
  readonly suggestAt: number;
  readonly tieBreakers: readonly TieBreaker[];
  readonly rollUp: RollUp;
}

export interface MatchOptions extends MatchSettings {
  /** For `owner_active`; every owner is when it is left out. */
  readonly isActive?: (repId: string) => boolean;
}

export const defaultMatchOptions: MatchSettings = {
  routeAt: 0.56,
  suggestAt: 0.15,
  tieBreakers: ["open_opportunity", "customer", "owner_active", "recent_activity", "most_contacts", "oldest"],
  rollUp: "own",
};
