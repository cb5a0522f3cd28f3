import type { RepReason } from "../../availability/rep.ts";
import type { LedgerDetails, LedgerKind } from "./ledger.ts";
import type { PoolBook } from "./pool-book.ts";

/** A member who stopped or began to be able to take leads. */
export interface AttendanceChange {
  readonly repId: string;
  readonly kind: Extract<LedgerKind, "away" | "back">;
  readonly turns: 0;
  readonly details?: LedgerDetails;
}

/**
 * What changed since the ledger last said who can take leads: `out` are members who cannot now, and `stillOut` asks about
 * one whom the ledger holds for away. Empty when nothing changed, which is usual.
 */
export function attendanceChanges(
  book: PoolBook,
  out: ReadonlyMap<string, RepReason>,
  stillOut: (repId: string) => boolean,
): readonly AttendanceChange[] {
  const away = book.away();
  const changes: AttendanceChange[] = [];
  for (const [repId, reason] of out)
    if (!away.has(repId) && book.placeOf(repId) >= 0) changes.push({ repId, kind: "away", turns: 0, details: { reason } });
  for (const repId of away.keys()) if (!out.has(repId) && !stillOut(repId)) changes.push({ repId, kind: "back", turns: 0 });
  return changes;
}

/** Reasons that speak of this one lead and not of the rep. */
const ofTheLead: ReadonlySet<RepReason> = new Set(["chosen", "lower_turn", "excluded", "unknown_rep", "lacks_skill"]);

/** Members who were asked and cannot take leads now, and those who lack what this lead needs. Reasons are run lengths. */
export function askedAndOut(
  repIds: readonly string[],
  reasons: readonly (readonly [RepReason, number])[],
): { readonly out: Map<string, RepReason>; readonly lacking: readonly string[] } {
  const out = new Map<string, RepReason>();
  const lacking: string[] = [];
  let place = 0;
  for (const [reason, count] of reasons) {
    const end = place + count;
    if (reason === "lacks_skill") lacking.push(...repIds.slice(place, end));
    if (!ofTheLead.has(reason)) for (const repId of repIds.slice(place, end)) out.set(repId, reason);
    place = end;
  }
  return { out, lacking };
}
