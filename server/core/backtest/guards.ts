import type { Guards } from "../setup.ts";
import type { GuardChange, GuardResult, Tally } from "./report.ts";

interface Measured {
  readonly leads: number;
  readonly tally: Tally;
  readonly changedOwner: number;
}

type Bound = Exclude<keyof Guards, "days">;

/** How far back guards look when they do not say, in days. */
export const usualGuardDays = 30;

const names: readonly (readonly [Bound, string])[] = [
  ["catchAllAtMost", "catch-all"],
  ["fallbackAtMost", "fallback"],
  ["disqualifiedAtMost", "disqualified"],
  ["changedOwnerAtMost", "changed owner"],
];

/** Each bound with what the leads made of it. Without leads nothing is broken. */
export function guardResults(guards: Guards, { leads, tally, changedOwner }: Measured): readonly GuardResult[] {
  const counts: Readonly<Record<Bound, number>> = {
    catchAllAtMost: tally.catchAll,
    fallbackAtMost: tally.fallback,
    disqualifiedAtMost: tally.outcomes.disqualified,
    changedOwnerAtMost: changedOwner,
  };
  return names.flatMap(([bound, name]) => {
    const atMost = guards[bound];
    const value = leads === 0 ? 0 : counts[bound] / leads;
    return atMost === undefined ? [] : [{ name, value, atMost, ok: value <= atMost }];
  });
}

/** What a draft is held to: of each bound the stricter one of the live version's and its own, over the live version's days. */
export function heldGuards(live: Guards = {}, draft: Guards = {}): Guards {
  const bounds = names.flatMap(([bound]) => {
    const given = [live[bound], draft[bound]].filter((share) => share !== undefined);
    return given.length === 0 ? [] : [[bound, Math.min(...given)] as const];
  });
  const days = (hasBounds(live) ? live : draft).days ?? usualGuardDays;
  return { ...Object.fromEntries(bounds), days };
}

/** Whether there is anything to hold at all. */
export function hasBounds(guards: Guards): boolean {
  return names.some(([bound]) => guards[bound] !== undefined);
}

/** What a draft changes of the live version's guards. Other days are neither stricter nor looser, so they count as looser. */
export function guardChanges(live: Guards = {}, draft: Guards = {}): readonly GuardChange[] {
  const changed = names.flatMap(([bound, name]): readonly GuardChange[] => {
    const [before, after] = [live[bound] ?? null, draft[bound] ?? null];
    return before === after ? [] : [{ name, before, after, loosens: before !== null && (after === null || after > before) }];
  });
  const [before, after] = [live.days ?? usualGuardDays, draft.days ?? usualGuardDays];
  const moved = before !== after && hasBounds(live) && hasBounds(draft);
  return moved ? [...changed, { name: "days", before, after, loosens: true }] : changed;
}
