/**
 * The range of a number as a text, by the first numbers of the ranges after the lowest: `rangeOf(5, [3, 5, 8])` is `5-7`.
 * Codes of evidence carry it.
 */
export function rangeOf(value: number, starts: readonly number[]): string {
  let low = 0;
  for (const start of starts) {
    if (value < start) return low === start - 1 ? `${low}` : `${low}-${start - 1}`;
    low = start;
  }
  return `${low}+`;
}

/** How telling a word is, in words: none at all, common, middling, rare, unique. */
export function tellOf(rarity: number): "none" | "common" | "middling" | "rare" | "unique" {
  if (rarity < 0.05) return "none";
  if (rarity <= 0.3) return "common";
  if (rarity <= 0.55) return "middling";
  return rarity <= 0.8 ? "rare" : "unique";
}

const tenths = ["0", "0.3", "0.5", "0.65", "0.8", "0.95"] as const;

/** A share of 0 to 1 by the start of its range: 0, 0.3, 0.5, 0.65, 0.8 or 0.95. */
export function shareOf(share: number): string {
  let found: string = tenths[0];
  for (const start of tenths) if (share >= Number(start)) found = start;
  return found;
}
