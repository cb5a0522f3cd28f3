import type { Repos } from "../../db/store.ts";
import type { Turn } from "../state/pool-books.ts";
import type { World } from "./world.ts";

/**
 * Writes turns of a pool inside a unit, as the next ones of its ledger. A pool that has left the setup since has no turns
 * to balance any more.
 */
export async function takeTurns(
  world: World,
  repos: Repos,
  { poolId, turns }: { readonly poolId: string | undefined; readonly turns: readonly Turn[] },
): Promise<void> {
  const { books } = world.state;
  if (poolId === undefined || turns.length === 0 || !books.has(poolId)) return;
  await books.hold(repos, poolId);
  await books.append(repos, poolId, turns);
}
