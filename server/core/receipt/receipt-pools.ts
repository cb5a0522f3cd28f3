import type { LeadId } from "../id.ts";
import type { Decision, PoolTurn } from "../route/decision.ts";
import type { LedgerEntry } from "../route/pools/ledger.ts";
import type { Pool } from "../route/pools/pool.ts";
import { openPoolBook, type PoolBook } from "../route/pools/pool-book.ts";
import type { Setup } from "../setup.ts";
import { formatInstant } from "../time.ts";
import type { Named, ReceiptBalance, ReceiptPool } from "./receipt.ts";

/** Finds reps by id with the name that people know; one who is gone keeps the id. */
export type NameRep = (repId: string) => Named;

/** Every pool that was asked, each member with its reason and its account before and after. */
export function receiptPools(
  decision: Decision,
  setup: Setup,
  told: { readonly nameRep: NameRep; readonly ledgerEntries: readonly LedgerEntry[] },
): readonly ReceiptPool[] {
  return decision.route.turns.flatMap((turn) => {
    const pool = setup.pools.find((one) => one.id === turn.poolId);
    if (pool === undefined) return [];
    const books = openBooks({ pool, turn, leadId: decision.leadId, entries: told.ledgerEntries });
    const reasons = turn.reasons.flatMap(([reason, count]) => Array.from({ length: count }, () => reason));
    const reps = pool.members.map(({ repId, weight, priority }, place) => ({
      ...told.nameRep(repId),
      reason: reasons[place] ?? ("lower_turn" as const),
      weight,
      priority,
      load: turn.loads?.[place] ?? null,
      before: balanceOf(books?.before, repId),
      after: balanceOf(books?.after, repId),
    }));
    const { id, name, rotation, offer } = pool;
    return [
      {
        id,
        name,
        rotation,
        offer,
        returning: turn.returning === undefined ? null : told.nameRep(turn.returning),
        ledgerSeq: turn.ledgerSeq,
        reps,
      },
    ];
  });
}

interface Books {
  readonly before: PoolBook;
  readonly after: PoolBook;
}

interface Asked {
  readonly pool: Pool;
  readonly turn: PoolTurn;
  readonly leadId: LeadId;
  readonly entries: readonly LedgerEntry[];
}

/** The pool's book as it stood, and with the turn that this lead made; null when entries are missing. */
function openBooks({ pool, turn, leadId, entries }: Asked): Books | null {
  const ordered = entries.filter((entry) => entry.poolId === pool.id).toSorted((a, b) => a.seq - b.seq);
  const known = ordered.filter((entry) => entry.seq <= turn.ledgerSeq);
  if (known.length !== turn.ledgerSeq || known.some((entry, i) => entry.seq !== i + 1)) return null;
  const before = openPoolBook(pool, known);
  const own = ordered.filter((entry, i) => i >= turn.ledgerSeq && entry.seq === i + 1 && entry.leadId === leadId);
  // Up to the turn itself: what became of the lead later is another story.
  const taken = own.findIndex((entry) => entry.turns > 0) + 1;
  return { before, after: taken === 0 ? before : openPoolBook(pool, [...known, ...own.slice(0, taken)]) };
}

function balanceOf(book: PoolBook | undefined, repId: string): ReceiptBalance | null {
  const balance = book?.balance(repId) ?? null;
  if (balance === null) return null;
  return {
    turns: balance.turns,
    credit: rounded(balance.credit),
    share: rounded(balance.share),
    due: rounded(balance.due),
    shortfall: rounded(balance.shortfall),
    lastTurnAt: balance.lastAt === null ? null : formatInstant(balance.lastAt),
  };
}

/** Four decimals: thirds are told, binary dust is not. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
