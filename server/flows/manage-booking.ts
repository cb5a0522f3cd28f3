import type { Repos } from "../../db/store.ts";
import { type Booking, isOpen } from "../core/book/booking.ts";
import { bookingTimes } from "../core/book/new-booking.ts";
import { AppError } from "../core/errors.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import { encodeTimes } from "../core/slots/starts.ts";
import type { Instant, ZoneName } from "../core/time.ts";
import { enqueueMeetingJobs } from "./booking-jobs.ts";
import { bookingParts } from "./booking-parts.ts";
import { bookingView } from "./booking-view.ts";
import { changeBooking } from "./change-booking.ts";
import { learnBookings } from "./learn-bookings.ts";
import { changeMeeting, findMeeting, type Meeting } from "./meeting.ts";
import { readCalendars } from "./read-calendars.ts";
import { endTurn } from "./take-turns.ts";
import type { World } from "./world.ts";

function requireOpen(world: World, [first]: Meeting): void {
  if (!isOpen(first.status) || first.startAt <= world.now()) throw new AppError("booking_closed");
}

const repsOf = (meeting: Meeting): readonly string[] => meeting.map(({ repId }) => repId);

async function answer(world: World, [first]: Meeting) {
  return { outcome: "ok" as const, booking: bookingView(first, await bookingParts(world, first)) };
}

/** Memory follows what was written, and the jobs are looked at. */
function follow(world: World, meeting: Meeting, outcome: string): void {
  for (const booking of meeting) world.state.calendars.applyBooking(booking);
  world.wakeJobs();
  world.meter.booking(outcome);
}

/** The visitor's booking behind a link. Throws `token_invalid`. */
export async function viewBooking(world: World, token: string) {
  return answer(world, await findMeeting(world, world.store.read, token));
}

async function freeTimes(world: World, meeting: Meeting) {
  const { type } = await bookingParts(world, meeting[0]);
  return encodeTimes(world.state.calendars.starts(repsOf(meeting), { type, now: world.now(), without: meeting }));
}

/** The booking with the times to which it can move. Throws `token_invalid`, `booking_closed`. */
export async function timesForBooking(world: World, token: string) {
  const meeting = await findMeeting(world, world.store.read, token);
  requireOpen(world, meeting);
  await readCalendars(world, repsOf(meeting), meeting[0]);
  return { ...(await answer(world, meeting)), times: await freeTimes(world, meeting) };
}

/** A rep's turn ends when the meeting is cancelled; a team's meeting was nobody's turn. */
async function turnBack(world: World, repos: Repos, meeting: Meeting): Promise<void> {
  const [{ poolId, repId, leadId }] = meeting;
  if (meeting.length === 1) await endTurn(world, repos, { poolId, repId, leadId, end: "cancelled" });
}

/** Cancels; cancelling again answers the same. Throws `token_invalid`, `booking_closed`. */
export async function cancelBooking(world: World, token: string) {
  const meeting = await world.store.write(async (repos): Promise<Meeting> => {
    const meeting = await findMeeting(world, repos, token);
    if (meeting[0].status === "cancelled") return meeting;
    requireOpen(world, meeting);
    const step = { action: "cancel", by: "visitor", at: world.now() } as const;
    const cancelled = await changeMeeting(meeting, (booking) =>
      changeBooking(repos, { ...booking, sequence: booking.sequence + 1 }, step),
    );
    if (!cancelled) throw new TypeError("a cancelled booking is in nobody's way");
    await turnBack(world, repos, meeting);
    await enqueueMeetingJobs(world, repos, { meeting: cancelled, change: "cancelled" });
    return cancelled;
  });
  follow(world, meeting, "cancelled");
  return answer(world, meeting);
}

export interface RescheduleWish {
  readonly token: string;
  readonly startAt: Instant;
  readonly timeZone?: ZoneName;
}

interface Move {
  readonly wish: RescheduleWish;
  readonly type: MeetingType;
  readonly now: Instant;
}

/** A rep's new time was refused by the database: nobody of the meeting moves. */
class TimeRefused extends Error {}

function movedTo(booking: Booking, { type, wish }: Move): Booking {
  const visitor = { ...booking.visitor, ...(wish.timeZone ? { timeZone: wish.timeZone } : {}) };
  const times = bookingTimes(type, wish.startAt);
  return { ...booking, ...times, visitor, sequence: booking.sequence + 1, moves: (booking.moves ?? 0) + 1 };
}

async function writeMove(world: World, move: Move, repIds: readonly string[]): Promise<Meeting | null> {
  try {
    return await world.store.write(async (repos) => {
      const meeting = await findMeeting(world, repos, move.wish.token);
      requireOpen(world, meeting);
      const step = { action: "reschedule", by: "visitor", at: move.now } as const;
      const moved = await changeMeeting(meeting, (booking) => changeBooking(repos, movedTo(booking, move), step));
      if (!moved) throw new TimeRefused();
      await enqueueMeetingJobs(world, repos, { meeting: moved, change: "rescheduled", previous: meeting[0] });
      return moved;
    });
  } catch (error) {
    if (!(error instanceof TimeRefused)) throw error;
    await learnBookings(world, repIds);
    return null;
  }
}

/** Moves the booking with the same reps; `taken` with fresh times when they are not free then. Throws `token_invalid`, `booking_closed`. */
export async function rescheduleBooking(world: World, wish: RescheduleWish) {
  const meeting = await findMeeting(world, world.store.read, wish.token);
  requireOpen(world, meeting);
  if (meeting[0].startAt === wish.startAt) return answer(world, meeting);
  await readCalendars(world, repsOf(meeting), meeting[0]);
  const { type } = await bookingParts(world, meeting[0]);
  const now = world.now();
  const asked = { repIds: repsOf(meeting), type, startAt: wish.startAt, asOf: now, without: meeting };
  const moved = world.state.calendars.isFree(asked) ? await writeMove(world, { wish, type, now }, repsOf(meeting)) : null;
  if (!moved) return { outcome: "taken" as const, times: await freeTimes(world, meeting) };
  follow(world, moved, "rescheduled");
  return answer(world, moved);
}
