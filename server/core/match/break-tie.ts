import type { Account } from "./account.ts";
import type { MatchOptions, TieBreaker } from "./match-options.ts";

/** The number by which a tie-breaker ranks an account: the greater the better. */
function rank(breaker: TieBreaker, account: Account, isActive: MatchOptions["isActive"]): number {
  switch (breaker) {
    case "open_opportunity":
      return account.openOpportunity === true ? 1 : 0;
    case "customer":
      return account.stage === "customer" ? 1 : 0;
    case "recent_activity":
      return account.lastActivityAt ?? 0;
    case "most_contacts":
      return account.contactCount ?? 0;
    case "oldest":
      return account.createdAt === undefined ? Number.NEGATIVE_INFINITY : -account.createdAt;
    case "owner_active":
      return account.ownerRepId !== undefined && (isActive?.(account.ownerRepId) ?? true) ? 1 : 0;
  }
}

/**
 * Which of two accounts that the evidence does not tell apart goes first: negative for `a`. Also says by what; without a
 * difference the id decides, so that the order of loading changes nothing.
 */
export function breakTie(
  a: Account,
  b: Account,
  { tieBreakers, isActive }: MatchOptions,
): { readonly order: number; readonly by: TieBreaker | "id" } {
  for (const breaker of tieBreakers) {
    const [ofA, ofB] = [rank(breaker, a, isActive), rank(breaker, b, isActive)];
    if (ofA !== ofB) return { order: ofA > ofB ? -1 : 1, by: breaker };
  }
  return { order: a.id < b.id ? -1 : 1, by: "id" };
}
