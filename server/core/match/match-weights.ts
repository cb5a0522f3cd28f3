import table from "./match-weights.json" with { type: "json" };

/**
 * What each code of evidence adds to the log odds. Learned by `test/bench/learn-match.ts` from labelled leads;
 * docs/reference/matching-weights.md has the same table.
 */
export const matchWeights: ReadonlyMap<string, number> = new Map(Object.entries(table));
