/**
 * Members who are not more than `maxLead` turns ahead of the one who is furthest behind. `ahead` is turns taken, or in a
 * weighted pool the shortfall with its sign turned. Throws RangeError when `maxLead` is below 1: nobody could then lead.
 */
export function withinLead<T extends { readonly ahead: number }>(members: readonly T[], maxLead: number): readonly T[] {
  if (maxLead < 1) throw new RangeError(`the greatest lead must be at least 1, not ${maxLead}`);
  const least = members.reduce((lowest, { ahead }) => Math.min(lowest, ahead), Infinity);
  return members.filter(({ ahead }) => ahead - least <= maxLead);
}
