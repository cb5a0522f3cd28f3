import type { Pool } from "../route/pool.ts";
import type { Setup } from "../setup.ts";
import { checkDate } from "./check-dates.ts";
import { checkUnique, faultIf, type SetupFault } from "./setup-fault.ts";

export function checkPools({ pools, reps }: Setup): readonly SetupFault[] {
  const repIds = new Set(reps.map((rep) => rep.id));
  const byId = new Map(pools.map((pool) => [pool.id, pool]));
  return [
    ...checkUnique(pools, "pools"),
    ...pools.flatMap((pool, i) => [
      ...checkMembers(pool, `pools[${i}].members`, repIds),
      ...checkAway(pool, `pools[${i}].everybodyAway`, byId),
    ]),
  ];
}

function checkMembers({ members }: Pool, path: string, repIds: ReadonlySet<string>): readonly SetupFault[] {
  const seen = new Set<string>();
  const faults = members.flatMap(({ repId, joinedOn, weight }, i) => {
    const twice = seen.has(repId);
    seen.add(repId);
    return [
      ...faultIf(!repIds.has(repId), `${path}[${i}].repId`, `there is no rep ${repId}`),
      ...faultIf(twice, `${path}[${i}].repId`, `${repId} is in the pool already`),
      ...faultIf(!(weight >= 0 && Number.isFinite(weight)), `${path}[${i}].weight`, "takes a number from 0 on"),
      ...(joinedOn === undefined ? [] : checkDate(joinedOn, `${path}[${i}].joinedOn`)),
    ];
  });
  const nobody = members.length === 0;
  const weightless = !nobody && members.every(({ weight }) => weight === 0);
  return [
    ...faults,
    ...faultIf(nobody, path, "has nobody in it"),
    ...faultIf(weightless, path, "every weight is 0: nobody has a share"),
  ];
}

/** The pools that are asked when everybody is away must come to an end. */
function checkAway(pool: Pool, path: string, byId: ReadonlyMap<string, Pool>): readonly SetupFault[] {
  const { everybodyAway } = pool;
  if (everybodyAway.kind !== "pool") return [];
  if (!byId.has(everybodyAway.poolId)) return [{ path: `${path}.poolId`, message: `there is no pool ${everybodyAway.poolId}` }];
  const way = [pool.id];
  for (let next = byId.get(everybodyAway.poolId); next !== undefined; ) {
    way.push(next.id);
    if (next.id === pool.id) return [{ path: `${path}.poolId`, message: `goes in a circle: ${way.join(" → ")}` }];
    if (way.indexOf(next.id) < way.length - 1) return [];
    next = next.everybodyAway.kind === "pool" ? byId.get(next.everybodyAway.poolId) : undefined;
  }
  return [];
}
