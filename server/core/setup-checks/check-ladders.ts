import type { Setup } from "../setup.ts";
import { checkHours, checkZone } from "./check-dates.ts";
import { checkUnique, faultIf, type SetupFault } from "./setup-fault.ts";

/** Pools that are not there, steps that come before the one above them, and what follows a step after which the lead has moved on. */
export function checkLadders({ ladders = [], pools }: Setup): readonly SetupFault[] {
  const poolIds = new Set(pools.map((pool) => pool.id));
  return [
    ...checkUnique(ladders, "ladders"),
    ...ladders.flatMap((ladder, i) => [
      ...checkZone(ladder.timeZone, `ladders[${i}].timeZone`),
      ...(ladder.hours ?? []).flatMap((hours, j) => checkHours(hours, `ladders[${i}].hours[${j}]`)),
      ...(ladder.pools ?? []).flatMap((poolId, j) =>
        faultIf(!poolIds.has(poolId), `ladders[${i}].pools[${j}]`, `there is no pool ${poolId}`),
      ),
      ...Object.entries(ladder.steps).flatMap(([phase, rungs]) =>
        rungs.flatMap((rung, j) => {
          const path = `ladders[${i}].${phase}[${j}]`;
          const before = rungs[j - 1];
          const moved = before?.do === "reassign" || before?.do === "handOver";
          const takesAway = phase === "booked" && (rung.do === "reassign" || rung.do === "handOver");
          return [
            ...faultIf(takesAway, `${path}.do`, "would take a lead from who has its meeting"),
            ...faultIf(
              before !== undefined && before.afterMinutes > rung.afterMinutes,
              `${path}.afterMinutes`,
              "comes before the step above it",
            ),
            ...faultIf(moved, path, `is never reached: after ${before?.do} the lead begins a ladder anew`),
          ];
        }),
      ),
    ]),
  ];
}
