import type { Pool, PoolRep } from "./receipt-types.ts";

/** Members in the order in which their turns stood when the lead came; in the setup's order where the ledger is not at hand. */
export function fairOrder({ rotation, reps }: Pool): readonly PoolRep[] {
  if (reps.some((rep) => rep.before === null)) return reps;
  return reps.toSorted((a, b) => firstDifference(orderOf(rotation, a), orderOf(rotation, b)));
}

/** Smaller comes first, from the first number on that differs. */
function orderOf(rotation: Pool["rotation"], { weight, priority, before }: PoolRep): readonly number[] {
  const byShare = rotation === "weighted" ? [-(before?.shortfall ?? 0), -weight] : [];
  const lastTurn = before?.lastTurnAt ? Date.parse(before.lastTurnAt) : 0;
  return [weight === 0 ? 1 : 0, ...byShare, -priority, lastTurn];
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  const differences = a.map((value, i) => value - (b[i] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
