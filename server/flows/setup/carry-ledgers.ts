import type { Repos } from "../../../db/store.ts";
import { carryBook, sameShares } from "../../core/route/pools/carry-book.ts";
import type { LedgerEntry } from "../../core/route/pools/ledger.ts";
import type { Pool } from "../../core/route/pools/pool.ts";
import { openPoolBook } from "../../core/route/pools/pool-book.ts";
import type { Setup } from "../../core/setup.ts";
import type { Instant } from "../../core/time.ts";

interface Change {
  readonly before: Pool | undefined;
  readonly pool: Pool;
  readonly at: Instant;
}

/**
 * Begins a new page in the ledger of every pool whose members or weights a setup changes, inside the unit that makes it
 * live: everybody who stays is owed what he was owed, and who joined and who left is told.
 */
export async function carryLedgers(repos: Repos, setups: { before: Setup | null; next: Setup; at: Instant }): Promise<void> {
  const earlier = new Map((setups.before?.pools ?? []).map((pool) => [pool.id, pool]));
  for (const pool of setups.next.pools) {
    const before = earlier.get(pool.id);
    if (before !== undefined && sameShares(before, pool)) continue;
    await repos.ledger.hold(pool.id);
    const entries = await repos.ledger.after(pool.id, 0);
    if (entries.length === 0 && before === undefined) continue;
    for (const entry of newPage(entries, { before, pool, at: setups.at })) await repos.ledger.append(entry);
  }
}

/** A pool that was not live begins anew, whatever its ledger holds from an earlier time. */
function newPage(entries: readonly LedgerEntry[], { before, pool, at }: Change): readonly LedgerEntry[] {
  const balances = before === undefined ? {} : carryBook(openPoolBook(before, entries), pool, at);
  const ids = (one: Pool | undefined) => (one?.members ?? []).map(({ repId }) => repId);
  const changed = (kind: "joined" | "left", repIds: readonly string[], others: readonly string[]) =>
    repIds.filter((repId) => !others.includes(repId)).map((repId) => ({ repId, kind }));
  const told = [
    { repId: "", kind: "carried" as const, details: { balances } },
    ...changed("left", ids(before), ids(pool)),
    ...changed("joined", ids(pool), ids(before)),
  ];
  const last = entries.at(-1)?.seq ?? 0;
  return told.map((entry, i) => ({ ...entry, poolId: pool.id, seq: last + 1 + i, turns: 0, at }));
}
