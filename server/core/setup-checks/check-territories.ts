import { readPostalRange } from "../route/postal-range.ts";
import { countriesOf } from "../route/regions.ts";
import type { Area, Territory } from "../route/territory.ts";
import type { Setup } from "../setup.ts";
import { checkUnique, faultIf, type SetupFault } from "./setup-fault.ts";

export function checkTerritories({ territories = [], reps, pools }: Setup): readonly SetupFault[] {
  const repIds = new Set(reps.map((rep) => rep.id));
  const poolIds = new Set(pools.map((pool) => pool.id));
  return [
    ...checkUnique(territories, "territories"),
    ...territories.flatMap((territory, i) => [
      ...checkOwner(territory, `territories[${i}]`, { repIds, poolIds }),
      ...territory.areas.flatMap((area, j) => checkArea(area, `territories[${i}].areas[${j}]`)),
    ]),
  ];
}

interface Known {
  readonly repIds: ReadonlySet<string>;
  readonly poolIds: ReadonlySet<string>;
}

function checkOwner({ repId, poolId }: Territory, path: string, { repIds, poolIds }: Known): readonly SetupFault[] {
  return [
    ...faultIf((repId === undefined) === (poolId === undefined), path, "needs an owner: either repId or poolId"),
    ...faultIf(repId !== undefined && !repIds.has(repId), `${path}.repId`, `there is no rep ${repId}`),
    ...faultIf(poolId !== undefined && !poolIds.has(poolId), `${path}.poolId`, `there is no pool ${poolId}`),
  ];
}

function checkArea(area: Area, path: string): readonly SetupFault[] {
  const { countries = [], postalCodes = [], sizeFrom = 0, sizeTo = Infinity } = area;
  return [
    ...faultIf(Object.keys(area).length === 0, path, "says nothing, so no lead would be in it"),
    ...countries.flatMap((one, i) =>
      faultIf(countriesOf(one) === null, `${path}.countries[${i}]`, `there is no country or region ${one}`),
    ),
    ...postalCodes.flatMap((one, i) =>
      faultIf(
        readPostalRange(one) === null,
        `${path}.postalCodes[${i}]`,
        "takes a beginning such as 75, or a range such as 10000-19999",
      ),
    ),
    ...faultIf(sizeFrom > sizeTo, `${path}.sizeFrom`, `is more than sizeTo, ${sizeTo}`),
  ];
}
