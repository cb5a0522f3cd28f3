import type { LeadId } from "../id.ts";
import type { Instant } from "../time.ts";

/** What happened to a turn. */
export type LedgerKind = "offered" | "moved_away" | "moved_here" | "booked" | "cancelled";

/** One line of a pool's account book. `seq` grows from 1, so a balance at any time can be told again. */
export interface LedgerEntry {
  readonly poolId: string;
  readonly seq: number;
  readonly repId: string;
  readonly kind: LedgerKind;
  /** Turns taken: 1 for a turn, -1 for one given back, 0 for a remark. */
  readonly turns: number;
  readonly leadId: LeadId;
  readonly at: Instant;
}
