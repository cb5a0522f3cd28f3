/** Why a member of a pool cannot be offered now, with how many and since when. */
export interface PoolOut {
  readonly reason: string;
  readonly count: number;
  /** ISO 8601 in UTC: since when the first of them; null when that is not known. */
  readonly since: string | null;
}

/** A pool at a glance. */
export interface PoolRow {
  readonly id: string;
  readonly name: string;
  readonly rotation: string;
  readonly offer: string;
  readonly members: number;
  /** Members who can be offered now for some type of meeting. */
  readonly bookable: number;
  readonly out: readonly PoolOut[];
  /** All of that in words. */
  readonly summary: string;
}

/** A member of a pool: whether it can be offered now, and its account. */
export interface PoolMemberRow {
  readonly id: string;
  readonly name: string;
  /** Null when bookable, else one of the closed list of reasons. */
  readonly reason: string | null;
  readonly since: string | null;
  readonly weight: number;
  readonly priority: number;
  readonly turns: number;
  readonly credit: number;
  readonly share: number;
  readonly due: number;
  /** Turns owed; negative when ahead. */
  readonly owed: number;
  readonly lastTurnAt: string | null;
}

/** `GET /v1/admin/pools`. */
export interface PoolList {
  readonly pools: readonly PoolRow[];
}

/** `GET /v1/admin/pools/:id`: members in fair order. */
export interface PoolDetail extends PoolRow {
  readonly ledgerSeq: number;
  readonly reps: readonly PoolMemberRow[];
}

export interface LedgerLine {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly text: string;
  readonly leadId: string | null;
  readonly turns: number;
  readonly change: number;
  readonly owed: number;
}

/** `GET /v1/admin/pools/:id/ledger?rep=`: one member's account; the changes add up to what is owed. */
export interface PoolLedger {
  readonly pool: string;
  readonly rep: string;
  readonly owed: number;
  readonly lines: readonly LedgerLine[];
}
