import type { Repos } from "../../../db/store.ts";
import type { Booking } from "../../core/book/booking.ts";
import type { BookingActor } from "../../core/book/booking-event.ts";
import { AppError } from "../../core/errors.ts";
import type { BookingId } from "../../core/id.ts";
import type { World } from "../world.ts";
import { enqueueMeetingJobs } from "./booking-jobs.ts";
import { endTurnOf, takeTurnBack } from "./booking-turns.ts";
import { changeBooking } from "./change-booking.ts";
import { followMeeting } from "./follow-meeting.ts";
import { changeMeeting, type Meeting, meetingOfBooking } from "./meeting.ts";

export interface EndWish {
  readonly bookingId: BookingId;
  readonly by: BookingActor;
  /** Told to the visitor when the meeting is called off. */
  readonly why?: string | undefined;
}

/** Takes every booking of a meeting one step on, in the unit that it is handed. */
export async function stepMeeting(
  repos: Repos,
  meeting: Meeting,
  step: Parameters<typeof changeBooking>[2] & { readonly patch?: (booking: Booking) => Partial<Booking> },
): Promise<Meeting> {
  const stepped = await changeMeeting(meeting, (booking) => changeBooking(repos, { ...booking, ...step.patch?.(booking) }, step));
  if (!stepped) throw new TypeError("what frees or keeps its time is in nobody's way");
  return stepped;
}

/**
 * Calls a meeting off for the rep or the company; the visitor is told, with a message or with the wish to choose another time.
 * Calling it off again answers the same. Throws `not_found`, `booking_closed`.
 */
export async function callOffMeeting(world: World, wish: EndWish & { readonly askAgain?: boolean }): Promise<Meeting> {
  const meeting = await world.store.write(async (repos) => {
    const meeting = await meetingOfBooking(repos, wish.bookingId);
    if (meeting[0].status === "cancelled") return meeting;
    const { by, why } = wish;
    if (meeting[0].startAt <= world.now()) throw new AppError("booking_closed");
    const patch = ({ sequence }: Booking) => ({ sequence: sequence + 1 });
    const cancelled = await stepMeeting(repos, meeting, { action: "cancel", by, why, at: world.now(), patch });
    await endTurnOf(world, repos, { meeting, end: "cancelled" });
    const told = wish.askAgain
      ? ({ change: "askAgain" } as const)
      : { change: "calledOff" as const, ...(why ? { note: why } : {}) };
    await enqueueMeetingJobs(world, repos, { meeting: cancelled, ...told });
    return cancelled;
  });
  followMeeting(world, meeting, "called_off");
  return meeting;
}

/** Marks that the visitor did not come, once the meeting has begun. Throws `not_found`, `booking_closed`. */
export function markNoShow(world: World, wish: EndWish): Promise<Meeting> {
  return markEnd(world, wish, "no_show");
}

/** Says that the meeting took place, also after a no-show that was none. Throws `not_found`, `booking_closed`. */
export function completeMeeting(world: World, wish: EndWish): Promise<Meeting> {
  return markEnd(world, wish, "complete");
}

async function markEnd(world: World, { bookingId, by, why }: EndWish, action: "no_show" | "complete"): Promise<Meeting> {
  const goal = action === "complete" ? "completed" : "no_show";
  const meeting = await world.store.write(async (repos) => {
    const meeting = await meetingOfBooking(repos, bookingId);
    const [{ status, startAt }] = meeting;
    if (status === goal) return meeting;
    if (startAt > world.now()) throw new AppError("booking_closed");
    const marked = await stepMeeting(repos, meeting, { action, by, why, at: world.now() });
    if (goal === "no_show") await endTurnOf(world, repos, { meeting, end: "noShow" });
    else if (status === "no_show") await takeTurnBack(world, repos, meeting);
    return marked;
  });
  followMeeting(world, meeting, goal);
  return meeting;
}
