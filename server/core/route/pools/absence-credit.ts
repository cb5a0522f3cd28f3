/**
 * Turns that a member is credited with for an absence, so that he need not catch up: the mean of what the others took
 * meanwhile. A member without others is credited nothing.
 */
export function absenceCredit(turnsOfOthers: number, others: number): number {
  return others > 0 ? turnsOfOthers / others : 0;
}
