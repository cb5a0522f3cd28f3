import type { RepReason } from "../../availability/rep.ts";
import type { LeadId } from "../../id.ts";
import type { Instant } from "../../time.ts";

/**
 * What happened in a pool. A turn is taken by `offered`, `booked`, `moved_here`, `reassigned`; it comes back by `cancelled`,
 * `no_show`, `moved_away`, `reassigned`. `away` and `back` bound the time for which a member is owed nothing, `joined` and
 * `left` are told when a setup is applied, and `carried` begins a new page of the book with everybody's balance.
 */
export type LedgerKind =
  | "offered"
  | "moved_away"
  | "moved_here"
  | "booked"
  | "cancelled"
  | "no_show"
  | "reassigned"
  | "away"
  | "back"
  | "joined"
  | "left"
  | "carried";

/** A member's account at the head of a page. */
export interface CarriedBalance {
  readonly turns: number;
  readonly credit: number;
  readonly lastAt: Instant | null;
  /** Why the member is owed nothing at present. */
  readonly away?: RepReason;
}

/** What an entry says beyond its turn. */
export interface LedgerDetails {
  /** Of `away`: why. */
  readonly reason?: RepReason;
  /** Of a turn: members who lacked what the lead needed, and so are owed nothing for it. */
  readonly without?: readonly string[];
  /** Of `carried`: the members' accounts, by rep. */
  readonly balances?: Readonly<Record<string, CarriedBalance>>;
}

/** One line of a pool's account book. `seq` grows from 1, so a balance at any time can be told again. */
export interface LedgerEntry {
  readonly poolId: string;
  readonly seq: number;
  /** Empty for `carried`, which speaks of everybody. */
  readonly repId: string;
  readonly kind: LedgerKind;
  /** Turns taken: 1 for a turn, -1 for one given back, 0 for a remark. */
  readonly turns: number;
  /** The lead that it happened for; a setup's entries have none. */
  readonly leadId?: LeadId;
  readonly at: Instant;
  readonly details?: LedgerDetails;
}
