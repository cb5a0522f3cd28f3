import type { Rep } from "../availability/rep.ts";
import { subjectFields } from "../route/fields.ts";
import type { EverybodyAway, Pool, Requirement } from "../route/pools/pool.ts";
import type { Setup } from "../setup.ts";
import { checkDate } from "./check-dates.ts";
import { checkUnique, faultIf, type SetupFault } from "./setup-fault.ts";

export function checkPools({ pools, reps, meetingTypes }: Setup): readonly SetupFault[] {
  const named = new Map(reps.map((rep) => [rep.id, rep]));
  const repIds = new Set(reps.map((rep) => rep.id));
  const byId = new Map(pools.map((pool) => [pool.id, pool]));
  const known = { byId, repIds, typeIds: new Set(meetingTypes.map((type) => type.id)) };
  return [
    ...checkUnique(pools, "pools"),
    ...pools.flatMap((pool, i) => [
      ...checkMembers(pool, `pools[${i}].members`, repIds),
      ...checkAway(pool.everybodyAway, `pools[${i}].everybodyAway`, { ...known, pool }),
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

interface Known {
  readonly byId: ReadonlyMap<string, Pool>;
  readonly repIds: ReadonlySet<string>;
  readonly typeIds: ReadonlySet<string>;
}

/** The pools that are asked when everybody is away must come to an end. */
function checkAway(policy: EverybodyAway, path: string, known: Known & { readonly pool: Pool }): readonly SetupFault[] {
  switch (policy.kind) {
    case "nominee":
      return [
        ...faultIf(!known.repIds.has(policy.repId), `${path}.repId`, `there is no rep ${policy.repId}`),
        ...checkAway(policy.otherwise, `${path}.otherwise`, known),
      ];
    case "later":
      return [
        ...faultIf(
          !known.typeIds.has(policy.meetingTypeId),
          `${path}.meetingTypeId`,
          `there is no meeting type ${policy.meetingTypeId}`,
        ),
        ...checkAway(policy.otherwise, `${path}.otherwise`, known),
      ];
    case "pool":
      return checkNextPool(known.pool, policy.poolId, { path: `${path}.poolId`, byId: known.byId });
    case "message":
    case "queue":
    case "callBack":
      return [];
  }
}

function checkNextPool(
  pool: Pool,
  poolId: string,
  { path, byId }: { readonly path: string; readonly byId: ReadonlyMap<string, Pool> },
): readonly SetupFault[] {
  if (!byId.has(poolId)) return [{ path, message: `there is no pool ${poolId}` }];
  const way = [pool.id];
  for (let next = byId.get(poolId); next !== undefined; ) {
    way.push(next.id);
    if (next.id === pool.id) return [{ path, message: `goes in a circle: ${way.join(" → ")}` }];
    if (way.indexOf(next.id) < way.length - 1) return [];
    const after = nextPoolOf(next.everybodyAway);
    next = after === null ? undefined : byId.get(after);
  }
  return [];
}

/** The pool that is asked in the end, after whatever else was tried. */
function nextPoolOf(policy: EverybodyAway): string | null {
  if (policy.kind === "nominee" || policy.kind === "later") return nextPoolOf(policy.otherwise);
  return policy.kind === "pool" ? policy.poolId : null;
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
