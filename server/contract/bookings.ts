import { z } from "zod";
import type { BookingStatus } from "../core/book/booking.ts";

const why = z.string().trim().max(1_000).exactOptional();

/** `POST /v1/admin/bookings/:id/reassign`: to the rep who is named, else to whom routing gives it. */
export const reassignBody = z.object({ repId: z.string().max(64).exactOptional(), why });
/** `POST /v1/admin/bookings/:id/cancel`: `why` is told to the visitor; `askAgain` asks for another time instead. */
export const callOffBody = z.object({ why, askAgain: z.boolean().exactOptional() });
/** `POST /v1/admin/bookings/:id/no-show`, `…/complete`. */
export const markBody = z.object({ why });

/** A meeting as operators see it. */
export interface DeskBooking {
  readonly id: string;
  readonly leadId: string;
  readonly status: BookingStatus;
  readonly rep: { readonly id: string; readonly name: string };
  readonly meetingTypeId: string;
  readonly start: string;
  readonly end: string;
}

/** The answer to each of them. `nobody_free` changed nothing. */
export type DeskAnswer =
  | { readonly outcome: "ok"; readonly booking: DeskBooking }
  | { readonly outcome: "nobody_free"; readonly booking: DeskBooking };

/** `GET /v1/admin/bookings`: what is to come, the next first. */
export interface DeskList {
  readonly bookings: readonly DeskBooking[];
}
