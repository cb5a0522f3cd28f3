import { countsAsTurn } from "./counts-as-turn.ts";
import type { GiveBack } from "./pool.ts";

/** How a turn ended other than by the meeting. */
export type TurnEnd = "cancelled" | "noShow" | "repNoShow" | "reassigned";

/** Turns that the pool writes for the end of a turn: -1 when it comes back, 0 when it counts all the same. */
export function turnsOfEnd(end: TurnEnd, giveBack: GiveBack = {}): -1 | 0 {
  const { cancelled = true, noShow = true, reassigned = true } = giveBack;
  if (end === "reassigned") return reassigned ? -1 : 0;
  const meeting = {
    accepted: end !== "cancelled" || !cancelled,
    missedByRep: end === "repNoShow",
    missedByVisitor: end === "noShow",
  };
  return countsAsTurn(meeting, !noShow) ? 0 : -1;
}
