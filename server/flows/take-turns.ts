import type { Repos } from "../../db/store.ts";
import type { LedgerEntry } from "../core/route/ledger.ts";
import type { World } from "./world.ts";

/** Somebody else took a turn first, in this process or another: pick again. */
export class TurnTaken extends Error {}

/** Turns that memory counts already and the store does not yet. */
export interface TakenTurns {
  readonly entries: readonly LedgerEntry[];
  readonly poolId: string | null;
  readonly trust: number;
}

/** A turn before it has its place in the ledger. */
export type Turn = Omit<LedgerEntry, "seq" | "poolId">;

/**
 * Takes turns in memory in the very tick in which they were picked, so that the next lead sees them. They must be written by
 * `writeTurns` in the next unit of work.
 */
export function takeTurns(world: World, poolId: string | undefined, turns: readonly Turn[]): TakenTurns {
  const { books } = world.state;
  if (poolId === undefined || turns.length === 0) return { entries: [], poolId: null, trust: 0 };
  const entries = turns.map((turn) => {
    const entry = { ...turn, poolId, seq: books.book(poolId).seq + 1 };
    books.apply(entry);
    return entry;
  });
  return { entries, poolId, trust: books.trustOf(poolId) };
}

/** Writes taken turns. Throws TurnTaken when an earlier turn of this process failed or another process was first. */
export async function writeTurns(world: World, repos: Repos, taken: TakenTurns): Promise<void> {
  const { books } = world.state;
  const { poolId } = taken;
  if (poolId === null) return;
  if (books.trustOf(poolId) !== taken.trust) throw new TurnTaken();
  for (const entry of taken.entries) {
    if (await repos.ledger.append(entry)) continue;
    books.distrust(poolId);
    throw new TurnTaken();
  }
}

const mostAttempts = 8;

/** A unit of work that writes turns of a pool, prepared anew for each attempt. */
export interface TurnUnit<T> {
  readonly poolId: string | undefined;
  readonly work: (repos: Repos) => Promise<T>;
}

/** Runs the unit; when it fails, what memory counted is void before the next unit runs. */
async function writeOnce<T>(world: World, { poolId, work }: TurnUnit<T>): Promise<T> {
  const distrust = () => {
    if (poolId !== undefined) world.state.books.distrust(poolId);
  };
  try {
    return await world.store.write(async (repos) => {
      try {
        return await work(repos);
      } catch (error) {
        distrust();
        throw error;
      }
    });
  } catch (error) {
    distrust();
    throw error;
  }
}

/** Prepares and writes a unit until its turns are its own: when somebody else was first, it is prepared again. */
export async function writeWithTurns<T>(world: World, prepare: () => Promise<TurnUnit<T>>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    await world.state.books.refresh(world.store);
    const unit = await prepare();
    try {
      return await writeOnce(world, unit);
    } catch (error) {
      if (!(error instanceof TurnTaken) || attempt >= mostAttempts) throw error;
    }
  }
}
