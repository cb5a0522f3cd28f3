import type { Setup } from "../setup.ts";
import { faultIf, type SetupFault } from "./setup-fault.ts";

/** Suggestions that would never be made, and tie-breakers that are asked twice. */
export function checkMatching({ matching }: Setup): readonly SetupFault[] {
  if (matching === undefined) return [];
  const { routeAt, suggestAt, tieBreakers } = matching;
  const again = tieBreakers.findIndex((one, i) => tieBreakers.indexOf(one) !== i);
  return [
    ...faultIf(suggestAt > routeAt, "matching.suggestAt", `is above routeAt (${routeAt}), from which leads are routed`),
    ...faultIf(again >= 0, `matching.tieBreakers[${again}]`, `${tieBreakers[again]} was asked before`),
  ];
}
