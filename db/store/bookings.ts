import type { Booking } from "../../server/core/book/booking.ts";
import type { BookingEvent } from "../../server/core/book/booking-event.ts";
import type { BookingId, LeadId } from "../../server/core/id.ts";
import type { Instant } from "../../server/core/time.ts";

/** Bookings and their histories. */
export interface BookingRepos {
  readonly bookings: {
    /** False when the database refuses it: an active booking or hold of the rep overlaps. */
    insert(booking: Booking): Promise<boolean>;
    /** Changes time, status, sequence, rep, calendarRef …; false when the new time overlaps another active one of the rep. */
    update(booking: Booking): Promise<boolean>;
    find(id: BookingId): Promise<Booking | null>;
    /** Oldest first: a booking that went to another rep has the link of the one before. */
    listByManageTokenHash(hash: string): Promise<readonly Booking[]>;
    /** Whatever the offers of a lead came to, oldest first; other units that ask for the same lead wait until this one ends. */
    listByLead(leadId: LeadId): Promise<readonly Booking[]>;
    /** Those that occupy a time (`held` unless expired at `now`) and whose block ends after `now`. All reps when none is named. */
    listActive(now: Instant, repId?: string): Promise<readonly Booking[]>;
    /** Whatever was booked, moved or cancelled after `since`, by whichever process. */
    changedSince(since: Instant): Promise<readonly Booking[]>;
    /** `booked` and `confirmed` ones whose meeting is over at `now`, oldest first. */
    listEnded(now: Instant, limit: number): Promise<readonly Booking[]>;
    anyHoldEnded(now: Instant): Promise<boolean>;
    /** Expires holds that ended before `now` and writes it into their histories; returns them. */
    expireHolds(now: Instant): Promise<readonly Booking[]>;
  };
  readonly bookingEvents: {
    /** Adds a line to a booking's history, under its next number. The unit must hold the booking. */
    append(event: Omit<BookingEvent, "seq">): Promise<void>;
    /** In order of time, each booking's in its own order. */
    listByLead(leadId: LeadId): Promise<readonly BookingEvent[]>;
  };
}
