import { type Booking, isOpen } from "../../core/book/booking.ts";
import { type BookingId, newId } from "../../core/id.ts";
import { type Instant, instant } from "../../core/time.ts";
import type { JobAnswer } from "../job-answer.ts";
import type { World } from "../world.ts";
import { enqueueMail, enqueueMeetingJobs } from "./booking-jobs.ts";
import { bookingParts } from "./booking-parts.ts";
import { changeBooking } from "./change-booking.ts";
import { callOffMeeting } from "./end-meeting.ts";
import { followMeeting } from "./follow-meeting.ts";
import { type Meeting, meetingOfBooking } from "./meeting.ts";
import { reassignBooking } from "./reassign-booking.ts";

/** What somebody did in a rep's calendar to the event of a booking, or to the time that it holds. */
export type EventChange =
  | { readonly kind: "declined" }
  | { readonly kind: "deleted" }
  | { readonly kind: "moved"; readonly startAt: Instant; readonly endAt: Instant }
  /** Another event of the rep lies over the booking. */
  | { readonly kind: "overlaps"; readonly startAt: Instant; readonly endAt: Instant };

export interface EventChangedJob {
  readonly bookingId: BookingId;
  /** The booking's sequence for which this was seen; a booking that has changed since is left alone. */
  readonly sequence: number;
  readonly change: EventChange;
}

const whyGone = {
  declined: "The rep declined the event in the calendar.",
  deleted: "The rep deleted the event in the calendar.",
} as const;

/**
 * What follows when a rep's calendar no longer says what the booking says. Declined or deleted: the next free rep takes the
 * meeting, or the visitor is asked for another time. Moved: the booking follows, or puts the event back where it cannot. Something
 * else at the same time: the rep is asked. Safe to run twice, since each outcome changes the booking's sequence or is one mail.
 */
export async function eventChanged(world: World, { bookingId, sequence, change }: EventChangedJob): Promise<JobAnswer> {
  const booking = await world.store.read.bookings.find(bookingId);
  const isPresent = booking && booking.sequence === sequence && isOpen(booking.status) && booking.startAt > world.now();
  if (!isPresent) return { kind: "done" };
  world.log.info({ bookingId, repId: booking.repId, change: change.kind }, "a rep's calendar differs from a booking");
  if (change.kind === "overlaps") await askRep(world, booking);
  else if (change.kind === "moved") await followEvent(world, booking, change);
  else await replaceRep(world, booking, whyGone[change.kind]);
  return { kind: "done" };
}

async function askRep(world: World, booking: Booking): Promise<void> {
  await world.store.write((repos) => enqueueMail(world, repos, { booking, order: { kind: "overlap", audience: "rep" } }));
  world.wakeJobs();
}

async function replaceRep(world: World, booking: Booking, why: string): Promise<void> {
  const { type } = await bookingParts(world, booking);
  const meeting = await meetingOfBooking(world.store.read, booking.id);
  if (type.whenRepDeclines !== "askVisitor" && meeting.length === 1) {
    const { kind } = await reassignBooking(world, { bookingId: booking.id, by: "calendar", why });
    if (kind === "reassigned") return;
  }
  await callOffMeeting(world, { bookingId: booking.id, by: "calendar", why, askAgain: true });
}

interface Moved {
  readonly startAt: Instant;
  readonly endAt: Instant;
}

function movedTo(booking: Booking, { startAt, endAt }: Moved): Booking {
  const before = booking.startAt - booking.blockStartAt;
  const after = booking.blockEndAt - booking.endAt;
  return {
    ...booking,
    startAt,
    endAt,
    blockStartAt: instant(startAt - before),
    blockEndAt: instant(endAt + after),
    sequence: booking.sequence + 1,
  };
}

/** The booking takes the event's time, and is confirmed at once since the calendar has it; the visitor is told. */
async function followEvent(world: World, booking: Booking, moved: Moved): Promise<void> {
  const at = world.now();
  const followed = await world.store.write(async (repos): Promise<Meeting | null> => {
    const meeting = await meetingOfBooking(repos, booking.id);
    const [current] = meeting;
    if (current.sequence !== booking.sequence) return meeting;
    const canFollow = meeting.length === 1 && moved.startAt > at && moved.endAt > moved.startAt;
    const next = canFollow
      ? await changeBooking(repos, movedTo(current, moved), { action: "reschedule", by: "calendar", at })
      : null;
    if (!next) return null;
    const confirmed = await changeBooking(repos, { ...next, confirmedBy: "calendar" }, { action: "confirm", by: "calendar", at });
    await enqueueMeetingJobs(world, repos, {
      meeting: [confirmed ?? next],
      change: "rescheduled",
      previous: current,
      reps: "know already",
    });
    return [confirmed ?? next];
  });
  if (followed) return followMeeting(world, followed, "rescheduled");
  await putBack(world, booking);
}

/** The event went where the meeting cannot be: it goes back to the time that the visitor knows, and the rep is asked. */
async function putBack(world: World, booking: Booking): Promise<void> {
  await world.store.write(async (repos) => {
    const payload = { bookingId: booking.id, sequence: booking.sequence };
    const uniqueKey = `event-back:${booking.id}:${booking.sequence}`;
    await repos.jobs.enqueue({ id: newId("job", world.random), kind: "write_event", uniqueKey, payload, runAt: world.now() });
    await enqueueMail(world, repos, { booking, order: { kind: "overlap", audience: "rep" } });
  });
  world.wakeJobs();
}
