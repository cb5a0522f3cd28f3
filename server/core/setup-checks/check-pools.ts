import type { Rep } from "../availability/rep.ts";
import { subjectFields } from "../route/fields.ts";
import type { Pool, Requirement } from "../route/pool.ts";
import type { Setup } from "../setup.ts";
import { checkDate } from "./check-dates.ts";
import { checkUnique, faultIf, type SetupFault } from "./setup-fault.ts";

export function checkPools({ pools, reps }: Setup): readonly SetupFault[] {
  const named = new Map(reps.map((rep) => [rep.id, rep]));
  const repIds = new Set(reps.map((rep) => rep.id));
  const byId = new Map(pools.map((pool) => [pool.id, pool]));
  return [
    ...checkUnique(pools, "pools"),
    ...pools.flatMap((pool, i) => [
      ...checkMembers(pool, `pools[${i}].members`, repIds),
      ...checkAway(pool, `pools[${i}].everybodyAway`, byId),
      ...(pool.requires ?? []).flatMap((one, j) => checkRequirement(one, `pools[${i}].requires[${j}]`, { pool, named })),
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

interface Asked {
  readonly pool: Pool;
  readonly named: ReadonlyMap<string, Rep>;
}

/** A requirement that no member can ever meet would empty the pool. */
function checkRequirement(requirement: Requirement, path: string, { pool, named }: Asked): readonly SetupFault[] {
  const members = pool.members.flatMap(({ repId }) => named.get(repId) ?? []);
  const among = (own: readonly string[] | undefined, values: readonly string[]): boolean =>
    (own ?? []).some((value) => values.some((one) => one.toLowerCase() === value.toLowerCase()));
  if ("skill" in requirement) {
    const { skill } = requirement;
    return faultIf(!members.some((rep) => among(rep.skills, [skill])), path, `nobody in the pool has the skill ${skill}`);
  }
  const { attribute } = requirement;
  const nobody = !members.some((rep) => (rep.attributes?.[attribute] ?? []).length > 0);
  if (nobody) return [{ path: `${path}.attribute`, message: `nobody in the pool has the attribute ${attribute}` }];
  if ("field" in requirement)
    return faultIf(subjectFields(requirement.field) === null, `${path}.field`, `there is no field ${requirement.field}`);
  const met = members.some((rep) => among(rep.attributes?.[attribute], requirement.oneOf));
  return faultIf(!met, `${path}.oneOf`, `nobody in the pool has ${attribute} ${requirement.oneOf.join(" or ")}`);
}
