import type { Setup } from "../setup.ts";
import { cappedPools } from "./capped-pools.ts";
import { emptyPools } from "./empty-pools.ts";
import type { Finding } from "./finding.ts";
import { formFields } from "./form-fields.ts";
import { overlappingTerritories } from "./overlapping-territories.ts";
import { redirectLoops } from "./redirect-loops.ts";
import { shadowedRules } from "./shadowed-rules.ts";
import { staleValues } from "./stale-values.ts";
import { territoryGaps } from "./territory-gaps.ts";
import { unreachableBranches } from "./unreachable-branches.ts";

/** Every static check, in the order in which findings are told. A new one is one file and one line here. */
const staticChecks: readonly ((setup: Setup) => readonly Finding[])[] = [
  shadowedRules,
  unreachableBranches,
  redirectLoops,
  staleValues,
  formFields,
  emptyPools,
  cappedPools,
  overlappingTerritories,
  territoryGaps,
];

/** What of a setup that can be applied is most likely not meant. */
export function findingsOf(setup: Setup): readonly Finding[] {
  return staticChecks.flatMap((check) => check(setup));
}
