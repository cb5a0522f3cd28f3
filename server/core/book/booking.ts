import type { BookingId, DecisionId, LeadId } from "../id.ts";
import type { Instant, ZoneName } from "../time.ts";

/**
 * `held` keeps a time while a visitor decides; `booked` is true in our database; `confirmed` when the calendar has
 * the event or the invite was accepted by the mail server; `cancelled` frees the time; `replaced` was moved to another row.
 */
export type BookingStatus = "held" | "booked" | "confirmed" | "cancelled" | "replaced";

export interface Booking {
  readonly id: BookingId;
  readonly leadId: LeadId;
  readonly decisionId: DecisionId;
  readonly repId: string;
  readonly poolId?: string;
  readonly meetingTypeId: string;
  readonly status: BookingStatus;
  readonly startAt: Instant;
  readonly endAt: Instant;
  /** Start and end with the buffers: what the database refuses to overlap. */
  readonly blockStartAt: Instant;
  readonly blockEndAt: Instant;
  readonly visitor: { readonly name: string; readonly email: string; readonly timeZone: ZoneName; readonly locale: string };
  /** Grows by one with every change that the invite must carry. */
  readonly sequence: number;
  /** UID of the event and of the invite; the same through every reschedule. */
  readonly uid: string;
  /** SHA-256, hex, of the visitor's link token. */
  readonly manageTokenHash: string;
  /** Where the event is in the rep's calendar, once it is. */
  readonly calendarRef?: { readonly url: string; readonly etag?: string };
  readonly expiresAt?: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** True for the states in which the time belongs to the booking. */
export function isActive(status: BookingStatus): boolean {
  return status === "held" || status === "booked" || status === "confirmed";
}
