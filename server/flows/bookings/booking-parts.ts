import type { Rep } from "../../core/availability/rep.ts";
import type { Booking } from "../../core/book/booking.ts";
import { AppError } from "../../core/errors.ts";
import { type MeetingType, ofLength } from "../../core/slots/meeting-type.ts";
import { minuteMs } from "../../core/time.ts";
import type { World } from "../world.ts";

/** Who takes a meeting, and what kind of meeting it is. */
export interface BookingParts {
  readonly rep: Rep;
  readonly type: MeetingType;
}

/** How many versions of the setup are searched for what has left it. */
const versionsSearched = 200;

/**
 * A booking's rep and meeting type. What has left the setup since is taken from the newest version that had it: a meeting
 * that was promised stays one that can be seen, moved, cancelled and mailed about, and keeps its length. Throws `token_invalid` when no version has it.
 */
export async function bookingParts(world: World, booking: Booking): Promise<BookingParts> {
  const { rep, type } = await findParts(world, booking);
  return { rep, type: ofLength(type, Math.round((booking.endAt - booking.startAt) / minuteMs)) };
}

async function findParts(world: World, { repId, meetingTypeId }: Booking): Promise<BookingParts> {
  const live = world.state.setup();
  let rep = live.reps.get(repId);
  let type = live.meetingTypes.get(meetingTypeId);
  if (rep && type) return { rep, type };
  const { setups } = world.store.read;
  for (const { id } of await setups.list(versionsSearched)) {
    const version = await setups.find(id);
    rep ??= version?.setup.reps.find((one) => one.id === repId);
    type ??= version?.setup.meetingTypes.find((one) => one.id === meetingTypeId);
    if (rep && type) return { rep, type };
  }
  throw new AppError("token_invalid", { repId, meetingTypeId });
}
