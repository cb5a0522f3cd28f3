import type { Rep } from "../availability/rep.ts";
import type { Setup } from "../setup.ts";
import type { Finding } from "./finding.ts";

/** Pools of which nobody could ever be booked. */
export function emptyPools({ pools, reps }: Setup): readonly Finding[] {
  const byId = new Map(reps.map((rep) => [rep.id, rep]));
  return pools.flatMap(({ id, name, members }, i): readonly Finding[] => {
    const there = members.map(({ repId }) => byId.get(repId)).filter((rep) => rep !== undefined);
    if (there.some((rep) => rep.active && hasHours(rep))) return [];
    const why = there.some((rep) => rep.active) ? "nobody in it has working hours" : "nobody in it is active";
    return [
      {
        code: "pool_nobody_bookable",
        path: `pools[${i}].members`,
        message: `${name === id ? id : `${name} (${id})`} can book nobody: ${why}`,
      },
    ];
  });
}

function hasHours({ hours, overrides }: Rep): boolean {
  return (
    hours.some(({ days, start, end }) => days.length > 0 && start < end) ||
    overrides.some((one) => "start" in one && one.start < one.end)
  );
}
