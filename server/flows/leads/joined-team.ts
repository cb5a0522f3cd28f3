import { type Attempt, ableAt } from "../bookings/meeting-attempt.ts";
import { membersInTurn } from "./joined-starts.ts";

/** Reps who take part beside those who lead, each with the pool that sends this rep. */
export type Joiners = ReadonlyMap<string, string>;

/** Of each pool that joins the next in fair order who is free with these reps; null when one pool has nobody. */
export function joinersOf(attempt: Attempt, leads: readonly string[]): Joiners | null {
  const joiners = new Map<string, string>();
  for (const poolId of attempt.type.joinedBy ?? []) {
    const team = [...leads, ...joiners.keys()];
    const repId = membersInTurn(attempt.world, poolId).find((id) => !team.includes(id) && ableAt(attempt, ...team, id));
    if (repId === undefined) return null;
    joiners.set(repId, poolId);
  }
  return joiners;
}
