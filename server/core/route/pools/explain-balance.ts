import type { LeadId } from "../../id.ts";
import type { Instant } from "../../time.ts";
import type { LedgerEntry, LedgerKind } from "./ledger.ts";
import type { Pool } from "./pool.ts";
import { openPoolBook, type PoolBook } from "./pool-book.ts";

/** One line of a member's account: what happened, what it changed, and what was owed after it. */
export interface BalanceLine {
  readonly seq: number;
  readonly at: Instant;
  /** `others`: turns that others took or gave back, together. */
  readonly kind: LedgerKind | "others";
  /** How many entries the line stands for. */
  readonly entries: number;
  readonly turns: number;
  readonly leadId?: LeadId;
  readonly reason?: string;
  /** Turns by which what is owed changed. */
  readonly change: number;
  /** Turns owed after the line: positive when owed, negative when ahead. */
  readonly owed: number;
}

/**
 * A member's balance, entry by entry from the head of the present page: the changes add up to what is owed now. `entries` are
 * the pool's, from the first on. Null when the rep is no member.
 */
export function explainBalance(pool: Pool, entries: readonly LedgerEntry[], repId: string): readonly BalanceLine[] | null {
  const start = Math.max(
    0,
    entries.findLastIndex((entry) => entry.kind === "carried"),
  );
  const book = openPoolBook(pool, []);
  if (book.balance(repId) === null) return null;
  const lines: BalanceLine[] = [];
  let owed = 0;
  for (const entry of entries.slice(start)) {
    book.apply(entry);
    const line = lineOf(entry, { book, repId, before: owed });
    owed = line.owed;
    const last = lines.at(-1);
    if (line.kind !== "others") lines.push(line);
    else if (last?.kind === "others") lines[lines.length - 1] = together(last, line);
    else if (line.change !== 0) lines.push(line);
  }
  return lines;
}

interface Told {
  readonly book: PoolBook;
  readonly repId: string;
  readonly before: number;
}

function lineOf({ seq, at, ...entry }: LedgerEntry, { book, repId, before }: Told): BalanceLine {
  const owed = rounded(book.balance(repId)?.shortfall ?? 0);
  const own = entry.repId === repId || entry.kind === "carried";
  const reason = entry.details?.reason;
  return {
    seq,
    at,
    kind: own ? entry.kind : "others",
    entries: 1,
    turns: entry.turns,
    ...(own && entry.leadId !== undefined ? { leadId: entry.leadId } : {}),
    ...(own && reason !== undefined ? { reason } : {}),
    change: rounded(owed - before),
    owed,
  };
}

function together(a: BalanceLine, b: BalanceLine): BalanceLine {
  return { ...b, entries: a.entries + b.entries, turns: a.turns + b.turns, change: rounded(a.change + b.change) };
}

/** Four decimals: thirds are told, binary dust is not. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000 + 0;
}
