import type { Rep } from "../availability/rep.ts";
import type { Setup } from "../setup.ts";
import type { Finding } from "./finding.ts";

/** A working day has one lead at least, or the pool is empty on most days. */
const fewestPerWeek = 5;
const workingDays = 5;
const weeksPerMonth = 52 / 12;

/** Pools whose members' caps together let through less than a lead a working day: they are used up, and everybody counts as away. */
export function cappedPools({ pools, reps }: Setup): readonly Finding[] {
  const byId = new Map(reps.map((rep) => [rep.id, rep]));
  return pools.flatMap(({ name, members }, i): readonly Finding[] => {
    const there = members.map(({ repId }) => byId.get(repId)).filter((rep) => rep?.active === true);
    const perWeek = there.reduce((sum, rep) => sum + (rep === undefined ? 0 : weeklyCap(rep)), 0);
    if (there.length === 0 || perWeek >= fewestPerWeek) return [];
    const leads = Math.round(perWeek * 10) / 10;
    const message = `the caps of ${name}'s members let through ${leads} ${leads === 1 ? "lead" : "leads"} a week together`;
    return [{ code: "caps_empty_pool", path: `pools[${i}].members`, message }];
  });
}

/** The most leads that a rep's caps let through in a week; infinite without any. */
function weeklyCap({ caps }: Rep): number {
  const each = [caps?.leads, caps?.meetings].map((cap) =>
    Math.min((cap?.day ?? Infinity) * workingDays, cap?.week ?? Infinity, (cap?.month ?? Infinity) / weeksPerMonth),
  );
  return Math.min(...each);
}
