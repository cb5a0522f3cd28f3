import type { SetupVersionRow } from "../../../db/store/setups.ts";
import { openPoolBook } from "../../core/route/pools/pool-book.ts";
import { compileSetup } from "../../state/live-setup.ts";
import type { World } from "../world.ts";

/**
 * The world as it is, but with another version for the live one. What the live version knows of reps and pools holds; pools that
 * differ begin square, and reps who are not known yet count as free.
 */
export function tryVersion(world: World, version: SetupVersionRow): World {
  const { state } = world;
  const tried = compileSetup(version);
  const live = state.setup();
  const samePool = (poolId: string): boolean =>
    JSON.stringify(live.pools.get(poolId)) === JSON.stringify(tried.pools.get(poolId));
  return {
    ...world,
    state: {
      ...state,
      setup: () => tried,
      setupOrNull: () => tried,
      calendars: {
        ...state.calendars,
        reason: (repId, type, now) => (live.reps.has(repId) ? state.calendars.reason(repId, type, now) : null),
      },
      books: {
        ...state.books,
        book(poolId) {
          const pool = tried.pools.get(poolId);
          return pool === undefined || samePool(poolId) ? state.books.book(poolId) : openPoolBook(pool, []);
        },
      },
    },
  };
}
