import type { AskedCompany } from "./asked-company.ts";
import { breakTie } from "./break-tie.ts";
import type { MatchOptions } from "./match-options.ts";
import type { Weighed } from "./weigh-account.ts";

/** Sums that are less apart say nothing about which. */
const tied = 0.05;

export interface Chosen extends Weighed {
  /** 0 to 1: its share in what all candidates and "none of them" weigh. */
  readonly score: number;
}

/** Best first, with the share of each in what all of them and "none of them" weigh. */
export function choose(weighed: readonly Weighed[], asked: AskedCompany, options: MatchOptions): readonly Chosen[] {
  const sorted = [...weighed].sort((a, b) =>
    Math.abs(a.sum - b.sum) < tied ? breakTie(a.account, b.account, options).order : b.sum - a.sum,
  );
  const [best] = sorted;
  if (best === undefined) return [];
  const masses = sorted.map(({ sum }) => Math.exp(Math.min(sum, 30)));
  const all = masses.reduce((total, mass) => total + mass, 1);
  return sorted.map((one, at) => {
    let mass = masses[at] ?? 0;
    // What cannot be told apart does not take from the one that goes first.
    if (one === best)
      for (const [other, rival] of sorted.entries())
        if (rival !== best && isSameFor(best, rival, { asked, options })) mass += masses[other] ?? 0;
    return { ...one, score: mass / all };
  });
}

/** Whether a rival takes nothing from the best: it is the same company twice, or a tie-breaker decided between them. */
function isSameFor(
  best: Weighed,
  rival: Weighed,
  { asked, options }: { readonly asked: AskedCompany; readonly options: MatchOptions },
): boolean {
  const [a, b] = [best.known, rival.known];
  const sharesLabel = a.labels.some((label) => b.labels.includes(label));
  if (sharesLabel && a.keys[0] !== undefined && a.keys[0] === b.keys[0]) return true;
  if (Math.abs(best.sum - rival.sum) >= tied) return false;
  const sharesDomain = best.domain && rival.domain;
  return sharesDomain && (asked.forms.length === 0 || breakTie(best.account, rival.account, options).by !== "id");
}
