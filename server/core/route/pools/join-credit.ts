/**
 * Turns that a later joiner is credited with, so that he neither owes nor is owed anything from before: what his weight
 * would have brought him. `turns` and `weight` are sums over those who were there, their own credits included.
 */
export function joinCredit(
  ownWeight: number,
  before: { readonly turns: number; readonly weight: number; readonly members: number },
): number {
  if (before.members === 0) return 0;
  return before.weight > 0 ? (ownWeight * before.turns) / before.weight : before.turns / before.members;
}
