import type { LeadId } from "../../id.ts";
import type { LedgerEntry, LedgerKind } from "./ledger.ts";

/** How a rep stands in a pool by the turns of one lead. */
export interface TurnHolder {
  /** The lead is the rep's now: of what was written of the two, taking it was the last. */
  readonly holds: boolean;
  /** Turns that count; 1 for a turn that ended and did not come back. */
  readonly counted: number;
}

const takes: ReadonlySet<LedgerKind> = new Set(["offered", "booked", "moved_here"]);
const ends: ReadonlySet<LedgerKind> = new Set(["cancelled", "no_show", "moved_away", "reassigned"]);

/** Who has, or had, the turn of a lead by one pool's entries, in their order. */
export function turnHolders(entries: readonly LedgerEntry[], leadId: LeadId): ReadonlyMap<string, TurnHolder> {
  const holders = new Map<string, TurnHolder>();
  for (const { repId, kind, turns, leadId: of } of entries) {
    if (of !== leadId || !(takes.has(kind) || ends.has(kind))) continue;
    const counted = (holders.get(repId)?.counted ?? 0) + turns;
    holders.set(repId, { holds: takes.has(kind) || turns > 0, counted });
  }
  return holders;
}
