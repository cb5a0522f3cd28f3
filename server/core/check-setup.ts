import type { Setup } from "./setup.ts";
import { checkZone } from "./setup-checks/check-dates.ts";
import { checkEnrich } from "./setup-checks/check-enrich.ts";
import { checkLadders } from "./setup-checks/check-ladders.ts";
import { checkMatching } from "./setup-checks/check-matching.ts";
import { checkMeetingTypes } from "./setup-checks/check-meeting-types.ts";
import { checkPools } from "./setup-checks/check-pools.ts";
import { checkReps } from "./setup-checks/check-reps.ts";
import { checkRouter } from "./setup-checks/check-router.ts";
import { checkScores } from "./setup-checks/check-scores.ts";
import { checkTerritories } from "./setup-checks/check-territories.ts";
import { checkUnique, type SetupFault } from "./setup-checks/setup-fault.ts";

/**
 * Everything that is wrong with a setup as a whole: ids that are there twice, references to what is not there, zones, dates
 * and hours that do not exist, circles of pools, conditions that cannot be asked, addresses that no page may be sent to.
 * Empty when it can be applied.
 */
export function checkSetup(setup: Setup): readonly SetupFault[] {
  const companyZone = checkZone(setup.company.timeZone, "company.timeZone");
  return [
    ...companyZone,
    // Reps who take the company's zone would say the same again.
    ...checkReps(setup.reps).filter((fault) => !companyZone.some((said) => said.message === fault.message)),
    ...checkPools(setup),
    ...checkLadders(setup),
    ...checkMeetingTypes(setup),
    ...checkMatching(setup),
    ...checkEnrich(setup),
    ...checkScores(setup),
    ...checkTerritories(setup),
    ...checkUnique(setup.forms ?? [], "forms"),
    ...checkRouter(setup),
  ];
}

/** What may be meant but is more often forgotten; a setup with these can be applied. */
export function warnOfSetup(setup: Setup): readonly SetupFault[] {
  const inPool = new Set([
    ...setup.pools.flatMap((pool) => pool.members.map((member) => member.repId)),
    ...(setup.territories ?? []).map(({ repId }) => repId),
  ]);
  return [
    ...setup.reps.flatMap((rep, i) =>
      rep.active && !inPool.has(rep.id)
        ? [{ path: `reps[${i}]`, message: `${rep.id} is in no pool and gets the leads of owned accounts alone` }]
        : [],
    ),
    ...setup.reps.flatMap((rep, i) =>
      rep.active && rep.hours.length === 0 ? [{ path: `reps[${i}].hours`, message: `${rep.id} has no working hours` }] : [],
    ),
  ];
}
