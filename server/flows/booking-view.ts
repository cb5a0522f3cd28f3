import type { Rep } from "../core/availability/rep.ts";
import type { Booking } from "../core/book/booking.ts";
import { AppError } from "../core/errors.ts";
import { buildInvite } from "../core/invite/build-invite.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import { formatInstant } from "../core/time.ts";
import { repView } from "./make-offer.ts";
import { manageToken, manageUrl } from "./manage-token.ts";
import { leadingId } from "./meeting.ts";
import type { World } from "./world.ts";

/** A booking with the rep and meeting type of the live setup; throws `token_invalid` when either left it. */
export function bookingParts(world: World, booking: Booking): { readonly rep: Rep; readonly type: MeetingType } {
  const live = world.state.setup();
  const rep = live.reps.get(booking.repId);
  const type = live.meetingTypes.get(booking.meetingTypeId);
  if (!rep || !type) throw new AppError("token_invalid", { repId: booking.repId, meetingTypeId: booking.meetingTypeId });
  return { rep, type };
}

function locationText(type: MeetingType): string | null {
  if (type.location.kind === "link") return type.location.url;
  return type.location.kind === "address" ? type.location.text : null;
}

function shownStatus(booking: Booking): "booked" | "confirmed" | "cancelled" {
  return booking.status === "confirmed" || booking.status === "booked" ? booking.status : "cancelled";
}

/** The booking as its visitor may see it, on the wire. */
export function bookingView(world: World, booking: Booking) {
  const { type } = bookingParts(world, booking);
  return {
    status: shownStatus(booking),
    start: formatInstant(booking.startAt),
    end: formatInstant(booking.endAt),
    timeZone: booking.visitor.timeZone,
    rep: repView(world.state.setup(), booking.repId),
    meetingType: { name: type.name, durationMinutes: type.durationMinutes, location: type.location.kind },
    locationText: locationText(type),
    visitor: { name: booking.visitor.name, email: booking.visitor.email },
  };
}

/** The answer `booked`: said only after the booking is committed. */
export function bookedAnswer(world: World, booking: Booking, moved: boolean) {
  const { rep, type } = bookingParts(world, booking);
  const url = manageUrl(world.settings.publicUrl, manageToken(world.digests, leadingId(booking)));
  const company = world.state.setup().setup.company;
  const { ics } = buildInvite({
    booking,
    rep,
    meetingType: type,
    company,
    method: "REQUEST",
    manageUrl: url,
    stampedAt: booking.updatedAt,
  });
  return { outcome: "booked" as const, booking: bookingView(world, booking), moved, manageUrl: url, ics };
}
