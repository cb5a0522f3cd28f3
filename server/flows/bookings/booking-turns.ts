import type { Repos } from "../../../db/store.ts";
import type { Booking } from "../../core/book/booking.ts";
import { type TurnEnd, turnsOfEnd } from "../../core/route/pools/gives-back.ts";
import { endTurn, takeTurns } from "../leads/take-turns.ts";
import type { World } from "../world.ts";
import type { Meeting } from "./meeting.ts";

/** Ends the turn that a meeting was, by the pool's own rules; the meeting of a whole pool was nobody's turn. */
export async function endTurnOf(
  world: World,
  repos: Repos,
  { meeting, end }: { readonly meeting: Meeting; readonly end: TurnEnd },
): Promise<void> {
  for (const booking of ownTurns(meeting)) await endTurn(world, repos, { ...ofBooking(booking), end });
}

const ofBooking = ({ poolId, repId, leadId, decisionId }: Booking) => ({ poolId, repId, leadId, decisionId });

/** Those who took part alone of their pool: a pool that takes part as a whole took no turn. */
function ownTurns(meeting: Meeting): readonly Booking[] {
  return meeting.filter(({ poolId }) => meeting.filter((other) => other.poolId === poolId).length === 1);
}

/** The visitor came after all: the turn that the no-show gave back is taken again. */
export async function takeTurnBack(world: World, repos: Repos, meeting: Meeting): Promise<void> {
  const [{ poolId, repId, leadId }] = meeting;
  const pool = world.state.setup().pools.get(poolId ?? "");
  const turns = pool ? -turnsOfEnd("noShow", pool.giveBack) : 0;
  if (meeting.length > 1 || turns === 0) return;
  await takeTurns(world, repos, { poolId, turns: [{ repId, kind: "booked", turns, leadId, at: world.now() }] });
}

/** A meeting went from one rep to another: one turn ends and another is taken. Who is no member of the pool has no turns there. */
export async function handOverTurn(
  world: World,
  repos: Repos,
  { before, after }: { readonly before: Booking; readonly after: Booking },
): Promise<void> {
  const { books } = world.state;
  await endTurn(world, repos, { ...ofBooking(before), end: "reassigned" });
  const { poolId, repId, leadId } = after;
  if (poolId === undefined || !books.has(poolId) || !books.book(poolId).repIds.includes(repId)) return;
  await takeTurns(world, repos, { poolId, turns: [{ repId, kind: "reassigned", turns: 1, leadId, at: world.now() }] });
}
