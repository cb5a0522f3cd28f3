import type { Booking } from "../core/book/booking.ts";
import { buildInvite } from "../core/invite/build-invite.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import { formatInstant } from "../core/time.ts";
import { type BookingParts, bookingParts } from "./booking-parts.ts";
import { repView } from "./make-offer.ts";
import { manageToken, manageUrl } from "./manage-token.ts";
import { leadingId } from "./meeting.ts";
import type { World } from "./world.ts";

function locationText(type: MeetingType): string | null {
  if (type.location.kind === "link") return type.location.url;
  return type.location.kind === "address" ? type.location.text : null;
}

function shownStatus(booking: Booking): "booked" | "confirmed" | "cancelled" {
  return booking.status === "confirmed" || booking.status === "booked" ? booking.status : "cancelled";
}

/** The booking as its visitor may see it, on the wire. */
export function bookingView(booking: Booking, { rep, type }: BookingParts) {
  return {
    status: shownStatus(booking),
    start: formatInstant(booking.startAt),
    end: formatInstant(booking.endAt),
    timeZone: booking.visitor.timeZone,
    rep: repView(rep),
    meetingType: { name: type.name, durationMinutes: type.durationMinutes, location: type.location.kind },
    locationText: locationText(type),
    visitor: { name: booking.visitor.name, email: booking.visitor.email },
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
  return { outcome: "booked" as const, booking: bookingView(booking, parts), moved, manageUrl: url, ics };
}
