import type { BookingId, DecisionId, LeadId } from "../id.ts";
import type { Instant, ZoneName } from "../time.ts";

/**
 * `held` keeps a time while a visitor decides; `booked` is true in our database; `confirmed` when the calendar has the event
 * or the mail server took the invite that stands in for it; `completed` is over; `no_show` is over and the visitor was not
 * there. `cancelled`, `expired` (a hold) and `reassigned` (another rep has the meeting in a booking of its own) free the time.
 */
export type BookingStatus = "held" | "booked" | "confirmed" | "completed" | "no_show" | "cancelled" | "reassigned" | "expired";

/** One answer to a question of the meeting type, with the question as it was asked. */
export interface BookingAnswer {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

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
  readonly visitor: {
    readonly name: string;
    readonly email: string;
    readonly timeZone: ZoneName;
    readonly locale: string;
    readonly phone?: string;
    readonly company?: string;
  };
  /** What the visitor answered; absent when nothing was asked. */
  readonly answers?: readonly BookingAnswer[];
  /** Addresses of those whom the visitor brings along. */
  readonly guests?: readonly string[];
  /** How often the visitor moved it; absent when never. */
  readonly moves?: number;
  /** What made it `confirmed`. */
  readonly confirmedBy?: "calendar" | "mail";
  /** Grows by one with every change that the invite must carry. */
  readonly sequence: number;
  /** UID of the event and of the invite; the same through every reschedule. */
  readonly uid: string;
  /** SHA-256, hex, of the visitor's link token. */
  readonly manageTokenHash: string;
  /** Where the event is in the rep's calendar, once it is. */
  readonly calendarRef?: { readonly url: string; readonly etag?: string; readonly joinUrl?: string };
  readonly expiresAt?: Instant;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What the visitor says of a meeting. */
export type Visit = Pick<Booking, "visitor" | "answers" | "guests">;

const occupying: ReadonlySet<BookingStatus> = new Set(["held", "booked", "confirmed", "completed", "no_show"]);

/** True for the states in which the time belongs to the booking: those of the database's overlap rule. */
export function occupies(status: BookingStatus): boolean {
  return occupying.has(status);
}

/** True while the meeting is still to come or running: it has an event and can be changed. */
export function isOpen(status: BookingStatus): boolean {
  return status === "booked" || status === "confirmed";
}
