import type { Booking } from "../../core/book/booking.ts";
import { changeRules } from "../../core/book/change-policy.ts";
import { placeOf } from "../../core/book/place.ts";
import { buildInvite } from "../../core/invite/build-invite.ts";
import { formatInstant } from "../../core/time.ts";
import { repView } from "../leads/make-offer.ts";
import type { World } from "../world.ts";
import { type BookingParts, bookingParts } from "./booking-parts.ts";
import { manageToken, manageUrl } from "./manage-token.ts";
import { leadingId } from "./meeting.ts";

/** A no-show is between the rep and us: to the visitor the meeting is over, like any other. */
const shown: Readonly<Record<Booking["status"], "booked" | "confirmed" | "cancelled" | "completed">> = {
  held: "booked",
  booked: "booked",
  confirmed: "confirmed",
  completed: "completed",
  no_show: "completed",
  cancelled: "cancelled",
  reassigned: "cancelled",
  expired: "cancelled",
};

/** The booking as its visitor may see it, on the wire. */
export function bookingView(world: World, booking: Booking, { rep, type }: BookingParts) {
  const place = placeOf(type, booking);
  return {
    status: shown[booking.status],
    confirmedBy: booking.status === "confirmed" ? (booking.confirmedBy ?? null) : null,
    start: formatInstant(booking.startAt),
    end: formatInstant(booking.endAt),
    timeZone: booking.visitor.timeZone,
    rep: repView(rep),
    meetingType: { name: type.name, durationMinutes: type.durationMinutes, location: place.kind },
    locationText: place.text,
    visitor: { name: booking.visitor.name, email: booking.visitor.email },
    changes: changeRules(type, booking, world.now()),
    ...(booking.answers ? { answers: booking.answers } : {}),
    ...(booking.guests ? { guests: booking.guests } : {}),
  };
}

/** The answer `booked`: said only after the booking is committed. */
export async function bookedAnswer(world: World, booking: Booking, moved: boolean) {
  const parts = await bookingParts(world, booking);
  const url = manageUrl(world.settings.publicUrl, manageToken(world.digests, leadingId(booking)));
  const company = world.state.setup().setup.company;
  const { ics } = buildInvite({
    booking,
    rep: parts.rep,
    meetingType: parts.type,
    company,
    method: "REQUEST",
    manageUrl: url,
    stampedAt: booking.updatedAt,
  });
  const after = parts.type.afterBooking ? { after: parts.type.afterBooking } : {};
  return { outcome: "booked" as const, booking: bookingView(world, booking, parts), moved, manageUrl: url, ics, ...after };
}
