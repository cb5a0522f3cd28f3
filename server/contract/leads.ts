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
  /** Status of the newest booking; null when nothing was booked. */
  readonly booking: "held" | "booked" | "confirmed" | "completed" | "no_show" | "cancelled" | "reassigned" | "expired" | null;
  /** Name of the rep who was offered. */
  readonly rep: string | null;
}

/** `GET /v1/admin/leads`: newest first. `next`, opaque, is the `before` of the following page, null at the end. */
export interface LeadList {
  readonly leads: readonly LeadRow[];
  readonly next: string | null;
}
