import type { BookingId, LeadId } from "../id.ts";
import type { Instant } from "../time.ts";
import type { BookingStatus } from "./booking.ts";
import type { BookingAction } from "./transitions.ts";

/** Who did something to a booking; `calendar` is the rep in the calendar, `server` nobody but us. */
export type BookingActor = "visitor" | "rep" | "operator" | "calendar" | "server";

/** One line of a booking's history, numbered from 1 without a gap and never edited. */
export interface BookingEvent {
  readonly bookingId: BookingId;
  readonly seq: number;
  readonly leadId: LeadId;
  readonly at: Instant;
  readonly action: BookingAction;
  /** Absent for the first line. */
  readonly from?: BookingStatus;
  readonly to: BookingStatus;
  readonly by: BookingActor;
  /** In a person's words or ours. */
  readonly why?: string;
}
