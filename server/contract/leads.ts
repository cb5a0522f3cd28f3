/** A lead in the operator's list. */
export interface LeadRow {
  readonly id: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly company: string | null;
  /** offered, redirect, message, disqualified or fallback. */
  readonly outcome: string;
  /** Name of the rep who was offered. */
  readonly rep: string | null;
}

/** `GET /v1/admin/leads`: newest first. `next` is the `before` of the following page, null at the end. */
export interface LeadList {
  readonly leads: readonly LeadRow[];
  readonly next: number | null;
}
