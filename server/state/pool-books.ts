import type { Repos } from "../../db/store.ts";
import type { LedgerEntry } from "../core/route/pools/ledger.ts";
import type { Pool } from "../core/route/pools/pool.ts";
import { openPoolBook, type PoolBook } from "../core/route/pools/pool-book.ts";

/** A turn before it has its place in the ledger. */
export type Turn = Omit<LedgerEntry, "seq" | "poolId">;

/** A unit's ledgers. */
type Ledgers = Pick<Repos, "ledger">;

/**
 * The ledgers of all pools in memory, following the store: inside the unit that takes a turn, `hold` brings a book to what
 * is written, and then the turn that is appended is the next one whatever other units and processes do.
 */
export interface PoolBooks {
  /** Throws RangeError for a pool that is not in the live setup. */
  book(poolId: string): PoolBook;
  has(poolId: string): boolean;
  /**
   * Holds the pool's ledger until the unit ends and reads what is new. True when the book had to change, or is gone:
   * what was decided by it before must be decided again.
   */
  hold(repos: Ledgers, poolId: string): Promise<boolean>;
  /** Writes turns under the book's next numbers; none for a pool that has left the setup. The pool must be held. */
  append(repos: Ledgers, poolId: string, turns: readonly Turn[]): Promise<void>;
  /** Every ledger is read when it is held next: a unit wrote into them past their books. */
  readAnew(): void;
  /** Reads the whole history of these pools; calling the result puts their books in place of the earlier ones. */
  load(store: { readonly read: Ledgers }, pools: readonly Pool[]): Promise<() => void>;
}

interface Opened {
  readonly pool: Pool;
  readonly book: PoolBook;
  /** The entry that was applied last: when the store has another one under its number, the unit that wrote it was undone. */
  last: LedgerEntry | null;
  /** The store's number under which the book was found right; while it stays there is nothing to read. */
  generation: number | null;
  /** The unit that held the ledger last and brought this book up to it. */
  heldBy: Ledgers | null;
}

function open(pool: Pool, entries: readonly LedgerEntry[]): Opened {
  return { pool, book: openPoolBook(pool, entries), last: entries.at(-1) ?? null, generation: null, heldBy: null };
}

function apply(opened: Opened, entry: LedgerEntry): void {
  opened.book.apply(entry);
  opened.last = entry;
}

const same = (a: LedgerEntry, b: LedgerEntry | undefined): boolean =>
  a.seq === b?.seq && a.leadId === b.leadId && a.repId === b.repId && a.kind === b.kind;

export function createPoolBooks(): PoolBooks {
  let books = new Map<string, Opened>();
  /** How often units wrote past the books. */
  let writtenPast = 0;

  const find = (poolId: string): Opened => {
    const opened = books.get(poolId);
    if (!opened) throw new RangeError(`no pool ${poolId}`);
    return opened;
  };

  const hold = async (repos: Ledgers, poolId: string): Promise<boolean> => {
    const before = books.get(poolId);
    // Once a unit holds a ledger nobody else writes to it until the unit ends.
    if (before?.heldBy === repos && before.generation !== null) return false;
    const generation = await repos.ledger.hold(poolId);
    for (;;) {
      const opened = books.get(poolId);
      if (!opened) return true;
      opened.heldBy = repos;
      if (generation !== null && opened.generation === generation) return opened !== before;
      const { last } = opened;
      const seen = writtenPast;
      const rows = await repos.ledger.after(poolId, last ? last.seq - 1 : 0);
      const undone = last && !same(last, rows[0]);
      const whole = undone ? open(opened.pool, await repos.ledger.after(poolId, 0)) : null;
      if (books.get(poolId) !== opened) continue;
      const known = seen === writtenPast ? generation : null;
      if (whole) books.set(poolId, { ...whole, generation: known, heldBy: repos });
      const news = whole ? [] : rows.slice(last ? 1 : 0);
      for (const entry of news) apply(opened, entry);
      opened.generation = known;
      return opened !== before || whole !== null || news.length > 0;
    }
  };

  return {
    book: (poolId) => find(poolId).book,
    has: (poolId) => books.has(poolId),
    hold,
    async append(repos, poolId, turns) {
      // A setup that went live since has put a book of its own in place, which may lack what is written.
      while (books.has(poolId) && find(poolId).heldBy !== repos) await hold(repos, poolId);
      const opened = books.get(poolId);
      if (!opened) return;
      let seq = opened.book.seq;
      for (const turn of turns) {
        const entry = { ...turn, poolId, seq: ++seq };
        if (!(await repos.ledger.append(entry))) throw new TypeError(`the ledger of ${poolId} was not held`);
        apply(opened, entry);
      }
    },
    readAnew() {
      writtenPast += 1;
      for (const opened of books.values()) opened.generation = null;
    },
    async load(store, pools) {
      const next = new Map<string, Opened>();
      for (const pool of pools) next.set(pool.id, open(pool, await store.read.ledger.after(pool.id, 0)));
      return () => {
        books = next;
      };
    },
  };
}
