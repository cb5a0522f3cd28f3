import { type Booking, isOpen } from "../../core/book/booking.ts";
import { AppError } from "../../core/errors.ts";
import type { World } from "../world.ts";
import { bookingParts } from "./booking-parts.ts";
import { callOffMeeting, completeMeeting, markNoShow } from "./end-meeting.ts";
import { meetingOfBooking } from "./meeting.ts";
import { reassignBooking } from "./reassign-booking.ts";
import { openRepToken } from "./rep-link.ts";

/** A meeting as its rep sees it on the page of the link, and what may be done with it now. */
export interface RepMeeting extends Pick<Booking, "status" | "startAt" | "endAt"> {
  readonly rep: { readonly name: string; readonly timeZone: string };
  readonly visitor: string;
  readonly typeName: string;
  readonly canPassOn: boolean;
  readonly canMark: boolean;
  /** Others of the pool; who is free then is seen when one of them is chosen. */
  readonly colleagues: readonly { readonly id: string; readonly name: string }[];
}

/** The booking of a rep's link as it is now. Throws `token_invalid`, also when the meeting went to somebody else. */
async function findBooking(world: World, token: string): Promise<{ readonly booking: Booking; readonly alone: boolean }> {
  const id = openRepToken(world.digests, token);
  const booking = id && (await world.store.read.bookings.find(id));
  if (!booking || booking.status === "reassigned") throw new AppError("token_invalid");
  const meeting = await meetingOfBooking(world.store.read, booking.id);
  return { booking, alone: meeting.length === 1 };
}

function colleaguesOf(world: World, { poolId, repId }: Booking): RepMeeting["colleagues"] {
  const { pools, reps } = world.state.setup();
  const members = pools.get(poolId ?? "")?.members ?? [];
  return members.flatMap((member) => {
    const rep = member.repId === repId ? undefined : reps.get(member.repId);
    return rep?.active ? [{ id: rep.id, name: rep.name }] : [];
  });
}

/** What the page of a rep's link shows. Throws `token_invalid`. */
export async function viewRepMeeting(world: World, token: string): Promise<RepMeeting> {
  const { booking, alone } = await findBooking(world, token);
  const { rep, type } = await bookingParts(world, booking);
  const { status, startAt, endAt, visitor } = booking;
  const hasBegun = startAt <= world.now();
  return {
    status,
    startAt,
    endAt,
    rep: { name: rep.name, timeZone: rep.timeZone },
    visitor: visitor.name || visitor.email,
    typeName: type.name,
    canPassOn: isOpen(status) && !hasBegun && alone,
    canMark: hasBegun && (isOpen(status) || status === "completed" || status === "no_show"),
    colleagues: colleaguesOf(world, booking),
  };
}

export type RepDeed =
  | { readonly kind: "reassign"; readonly toRepId?: string | undefined }
  | { readonly kind: "cancel"; readonly why?: string | undefined }
  | { readonly kind: "no-show" }
  | { readonly kind: "complete" };

/** Does what the rep decided. `nobody_free` changed nothing. Throws `token_invalid`, `booking_closed`, `booking_shared`. */
export async function doAsRep(world: World, token: string, deed: RepDeed): Promise<"done" | "nobody_free"> {
  const { booking } = await findBooking(world, token);
  const wish = { bookingId: booking.id, by: "rep" } as const;
  switch (deed.kind) {
    case "reassign": {
      const { kind } = await reassignBooking(world, { ...wish, toRepId: deed.toRepId });
      return kind === "reassigned" ? "done" : kind;
    }
    case "cancel":
      await callOffMeeting(world, { ...wish, why: deed.why });
      return "done";
    case "no-show":
      await markNoShow(world, wish);
      return "done";
    case "complete":
      await completeMeeting(world, wish);
      return "done";
  }
}
