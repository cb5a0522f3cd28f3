import type { RepReason } from "../availability/rep.ts";
import type { RouteAnswer } from "../route/decision.ts";
import type { Setup } from "../setup.ts";

/** Reps who could not be offered when a lead was decided, out of the decision's record and the version that made it. */
export function pastAway({ turns, asked = [], owner }: RouteAnswer, setup: Setup | undefined): ReadonlyMap<string, RepReason> {
  const away = new Map<string, RepReason>();
  const note = (repId: string | undefined, reason: RepReason): void => {
    if (repId !== undefined && !aboutThePool.has(reason)) away.set(repId, reason);
  };
  for (const { poolId, reasons } of turns) {
    const members = setup?.pools.find(({ id }) => id === poolId)?.members ?? [];
    let place = 0;
    for (const [reason, count] of reasons) for (let i = 0; i < count; i++) note(members[place++]?.repId, reason);
  }
  for (const { repId, reason } of asked) note(repId, reason);
  if (owner !== undefined) note(owner.repId, owner.reason);
  return away;
}

/** Said of a member's turn or fit, not of whether the rep was there. */
const aboutThePool: ReadonlySet<RepReason> = new Set<RepReason>([
  "chosen",
  "lower_turn",
  "excluded",
  "unknown_rep",
  "lacks_skill",
]);
