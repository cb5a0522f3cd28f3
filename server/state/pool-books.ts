import type { Store } from "../../db/store.ts";
import type { LedgerEntry } from "../core/route/ledger.ts";
import type { Pool } from "../core/route/pool.ts";
import { openPoolBook, type PoolBook } from "../core/route/pool-book.ts";

/**
 * The ledgers of all pools in memory. A turn is applied here in the same tick in which it was picked, so two leads at once
 * never see the same turn; when its write fails or another process was first, the book is read again from the store.
 */
export interface PoolBooks {
  book(poolId: string): PoolBook;
  apply(entry: LedgerEntry): void;
  /** Says that memory and store may differ; `refresh` mends it. Turns that were taken since the last refresh are void. */
  distrust(poolId: string): void;
  /** Grows with every distrust: a turn that was taken under another number must not be written. */
  trustOf(poolId: string): number;
  /** Reads every distrusted book again. Cheap when there is none. */
  refresh(store: Store): Promise<void>;
  /** Opens the books of these pools with their whole history. */
  load(store: Store, pools: readonly Pool[]): Promise<void>;
}

export function createPoolBooks(): PoolBooks {
  const pools = new Map<string, Pool>();
  const books = new Map<string, PoolBook>();
  const distrusted = new Set<string>();
  const trust = new Map<string, number>();

  const open = async (store: Store, pool: Pool) => {
    books.set(pool.id, openPoolBook(pool, await store.read.ledger.after(pool.id, 0)));
  };

  return {
    book(poolId) {
      const book = books.get(poolId);
      if (!book) throw new RangeError(`no pool ${poolId}`);
      return book;
    },
    apply(entry) {
      books.get(entry.poolId)?.apply(entry);
    },
    distrust(poolId) {
      distrusted.add(poolId);
      trust.set(poolId, (trust.get(poolId) ?? 0) + 1);
    },
    trustOf: (poolId) => trust.get(poolId) ?? 0,
    async refresh(store) {
      for (const poolId of distrusted) {
        distrusted.delete(poolId);
        const pool = pools.get(poolId);
        if (pool) await open(store, pool);
      }
    },
    async load(store, wanted) {
      pools.clear();
      books.clear();
      distrusted.clear();
      for (const pool of wanted) {
        pools.set(pool.id, pool);
        await open(store, pool);
      }
    },
  };
}
