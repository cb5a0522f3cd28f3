import type { Guards } from "../setup.ts";
import type { GuardResult, Tally } from "./report.ts";

interface Measured {
  readonly leads: number;
  readonly tally: Tally;
  readonly changedOwner: number;
}

/** Each bound of the setup with what the leads made of it. Without leads nothing is broken. */
export function guardResults(guards: Guards | undefined, { leads, tally, changedOwner }: Measured): readonly GuardResult[] {
  const measured: readonly (readonly [string, number | undefined, number])[] = [
    ["catch-all", guards?.catchAllAtMost, tally.catchAll],
    ["fallback", guards?.fallbackAtMost, tally.fallback],
    ["disqualified", guards?.disqualifiedAtMost, tally.outcomes.disqualified],
    ["changed owner", guards?.changedOwnerAtMost, changedOwner],
  ];
  return measured.flatMap(([name, atMost, count]) => {
    const value = leads === 0 ? 0 : count / leads;
    return atMost === undefined ? [] : [{ name, value, atMost, ok: value <= atMost }];
  });
}
