import fc from "fast-check";
import type { LedgerEntry } from "../../server/core/route/pools/ledger.ts";
import { pickRep } from "../../server/core/route/pools/pick-rep.ts";
import type { Pool } from "../../server/core/route/pools/pool.ts";
import type { PoolBook } from "../../server/core/route/pools/pool-book.ts";
import { someLedger, someMember, somePool } from "./some-setup.ts";

/** When turns begin to be taken, in milliseconds. */
export const june = Date.UTC(2026, 5, 1);

/** Nobody is kept from taking a lead. */
export const anybody = () => null;

/** Whose turn it is when everybody can. */
export const pick = (book: PoolBook): string | null => pickRep(book, anybody).repId;

export const shortfall = (book: PoolBook, repId: string): number => book.balance(repId)?.shortfall ?? Number.NaN;

/** Takes a turn for the rep and returns its entry. */
export function take(book: PoolBook, repId: string, at: number): LedgerEntry {
  const [entry] = someLedger(book.poolId, [[repId, 1]], at);
  const next = { ...entry!, seq: book.seq + 1, leadId: `lead_${book.seq + 1}` as const };
  book.apply(next);
  return next;
}

export const anyWeight = fc.integer({ min: 1, max: 20 });

/** The pool "p" of rep0, rep1 and so on with these weights, and the dates on which some of them joined. */
export const poolOf = (given: readonly number[], joined: Readonly<Record<number, string>> = {}): Pool =>
  somePool(
    "p",
    given.map((weight, i) => someMember(`rep${i}`, { weight, ...(joined[i] === undefined ? {} : { joinedOn: joined[i] }) })),
  );
