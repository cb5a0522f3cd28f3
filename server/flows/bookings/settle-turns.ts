import type { Repos } from "../../../db/store.ts";
import type { Decision } from "../../core/route/decision.ts";
import { turnHolders } from "../../core/route/pools/turn-holders.ts";
import type { Turn } from "../../state/pool-books.ts";
import { takeTurns } from "../leads/take-turns.ts";
import type { World } from "../world.ts";
import type { Attempt } from "./meeting-attempt.ts";

/** Who has the lead's turn in the pool of a decision, since that decision. */
async function holdersOf(repos: Repos, { leadId, route }: Decision) {
  const since = route.turns.find(({ poolId }) => poolId === route.poolId)?.ledgerSeq ?? 0;
  return turnHolders(route.poolId === undefined ? [] : await repos.ledger.after(route.poolId, since), leadId);
}

/** The turns that whoever but `keeper` has of the lead go away. */
async function movedAway(world: World, repos: Repos, { decision, keeper }: { decision: Decision; keeper: string | null }) {
  const holders = await holdersOf(repos, decision);
  const others = [...holders].filter(([repId, { holds }]) => holds && repId !== keeper);
  const common = { kind: "moved_away", turns: -1, leadId: decision.leadId, at: world.now() } as const;
  const turns = others.map(([repId]): Turn => ({ ...common, repId }));
  return { turns, kept: keeper === null ? undefined : holders.get(keeper) };
}

/**
 * Leaves the lead of a meeting with one turn, inside the unit that books: the booked rep's, or nobody's for a pool that takes part as a
 * whole. It moves when another than the offered rep takes the meeting, and comes back from whom the lead was routed to after the
 * offer was made.
 */
export async function settleTurns({ world, decision, type }: Attempt, repos: Repos, bookedRepId: string | null): Promise<void> {
  const { repId: offered, standInFor: holder = offered, poolId } = decision.route;
  const newest = (await repos.decisions.findByLead(decision.leadId))?.decision ?? decision;
  const isNewest = newest.id === decision.id;
  if (!isNewest && newest.route.poolId !== poolId) {
    const { turns } = await movedAway(world, repos, { decision: newest, keeper: null });
    await takeTurns(world, repos, { poolId: newest.route.poolId, turns });
  }
  const keeper = bookedRepId === offered ? (holder ?? null) : bookedRepId;
  const { turns, kept } = await movedAway(world, repos, { decision, keeper });
  await takeTurns(world, repos, { poolId, turns });
  if (keeper === null || kept?.holds) return;
  const kind = turns.length > 0 || !isNewest ? "moved_here" : "booked";
  // A turn that ended and counts all the same is not taken twice.
  const taken: Turn = { repId: keeper, kind, turns: kept && kept.counted > 0 ? 0 : 1, leadId: decision.leadId, at: world.now() };
  await takeTurns(world, repos, { poolId, turns: [taken], type });
}
