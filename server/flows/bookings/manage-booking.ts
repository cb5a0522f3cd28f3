import type { Repos } from "../../../db/store.ts";
import { type Booking, isOpen } from "../../core/book/booking.ts";
import { changeRefusal } from "../../core/book/change-policy.ts";
import { bookingTimes } from "../../core/book/new-booking.ts";
import { AppError } from "../../core/errors.ts";
import type { MeetingType } from "../../core/slots/meeting-type.ts";
import { encodeTimes, type Starts, unionStarts } from "../../core/slots/starts.ts";
import type { Instant, ZoneName } from "../../core/time.ts";
import { readCalendars } from "../calendars/read-calendars.ts";
import { offerExpiry } from "../leads/make-offer.ts";
import { signOfferToken } from "../leads/offer-token.ts";
import type { World } from "../world.ts";
import { enqueueMeetingJobs } from "./booking-jobs.ts";
import { bookingParts } from "./booking-parts.ts";
import { endTurnOf } from "./booking-turns.ts";
import { bookingView } from "./booking-view.ts";
import { changeBooking } from "./change-booking.ts";
import { stepMeeting } from "./end-meeting.ts";
import { followMeeting } from "./follow-meeting.ts";
import { learnBookings } from "./learn-bookings.ts";
import { changeMeeting, findMeeting, type Meeting } from "./meeting.ts";
import { TimeRefused } from "./meeting-attempt.ts";
import { reassignBooking } from "./reassign-booking.ts";

/** Throws why the visitor may not change the meeting so. */
async function requireChange(world: World, change: "reschedule" | "cancel", [first]: Meeting): Promise<void> {
  const { type } = await bookingParts(world, first);
  const refusal = changeRefusal(change, { type, booking: first }, world.now());
  if (refusal) throw new AppError(refusal);
}

const repsOf = (meeting: Meeting): readonly string[] => meeting.map(({ repId }) => repId);

/** A meeting that was cancelled may be booked anew while its offer still means something. */
async function againToken(world: World, { status, decisionId, meetingTypeId }: Booking): Promise<{ readonly again?: string }> {
  if (status !== "cancelled" || !world.state.setup().meetingTypes.has(meetingTypeId)) return {};
  const row = await world.store.read.decisions.find(decisionId);
  return row?.decision.route.outcome === "offered"
    ? { again: signOfferToken(world.digests, decisionId, offerExpiry(world)) }
    : {};
}

async function answer(world: World, [first]: Meeting) {
  const booking = bookingView(world, first, await bookingParts(world, first));
  return { outcome: "ok" as const, booking, ...(await againToken(world, first)) };
}

/** The visitor's booking behind a link. Throws `token_invalid`. */
export async function viewBooking(world: World, token: string) {
  return answer(world, await findMeeting(world, world.store.read, token));
}

/** The pool whose reps may take the meeting at another time, when the type says so and one rep is enough. */
function poolOf(world: World, type: MeetingType, [{ poolId }, ...others]: Meeting): string | null {
  const isOpenToPool = type.reschedule && type.reschedule.with === "pool" && others.length === 0;
  return isOpenToPool && poolId !== undefined && world.state.books.has(poolId) ? poolId : null;
}

async function freeTimes(world: World, meeting: Meeting) {
  const { type } = await bookingParts(world, meeting[0]);
  const ask = { type, now: world.now(), without: meeting };
  const { calendars } = world.state;
  const own: Starts = calendars.starts(repsOf(meeting), ask);
  const poolId = poolOf(world, type, meeting);
  return encodeTimes(poolId === null ? own : unionStarts([own, calendars.poolStarts(poolId, ask)]));
}

/** The booking with the times to which it can move. Throws `token_invalid` and why it may not be moved. */
export async function timesForBooking(world: World, token: string) {
  const meeting = await findMeeting(world, world.store.read, token);
  await requireChange(world, "reschedule", meeting);
  await readCalendars(world, repsOf(meeting), meeting[0]);
  return { ...(await answer(world, meeting)), times: await freeTimes(world, meeting) };
}

/** Cancels; cancelling again answers the same. Throws `token_invalid` and why it may not be cancelled. */
export async function cancelBooking(world: World, token: string) {
  const before = await findMeeting(world, world.store.read, token);
  if (before[0].status === "cancelled") return answer(world, before);
  await requireChange(world, "cancel", before);
  const meeting = await world.store.write(async (repos): Promise<Meeting> => {
    const meeting = await findMeeting(world, repos, token);
    if (meeting[0].status === "cancelled") return meeting;
    if (!isOpen(meeting[0].status)) throw new AppError("booking_closed");
    const patch = ({ sequence }: Booking) => ({ sequence: sequence + 1 });
    const cancelled = await stepMeeting(repos, meeting, { action: "cancel", by: "visitor", at: world.now(), patch });
    await endTurnOf(world, repos, { meeting, end: "cancelled" });
    await enqueueMeetingJobs(world, repos, { meeting: cancelled, change: "cancelled" });
    return cancelled;
  });
  followMeeting(world, meeting, "cancelled");
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

function movedTo(booking: Booking, { type, wish }: Move): Booking {
  const visitor = { ...booking.visitor, ...(wish.timeZone ? { timeZone: wish.timeZone } : {}) };
  const times = bookingTimes(type, wish.startAt);
  return { ...booking, ...times, visitor, sequence: booking.sequence + 1, moves: (booking.moves ?? 0) + 1 };
}

async function moveIn(world: World, repos: Repos, move: Move): Promise<Meeting> {
  const meeting = await findMeeting(world, repos, move.wish.token);
  const [first] = meeting;
  const refusal = changeRefusal("reschedule", { type: move.type, booking: first }, move.now);
  if (refusal) throw new AppError(refusal);
  const step = { action: "reschedule", by: "visitor", at: move.now } as const;
  const moved = await changeMeeting(meeting, (booking) => changeBooking(repos, movedTo(booking, move), step));
  if (!moved) throw new TimeRefused();
  await enqueueMeetingJobs(world, repos, { meeting: moved, change: "rescheduled", previous: first });
  return moved;
}

/** Moves the meeting with the same reps; null when the database refuses one of them. */
async function moveSame(world: World, move: Move, meeting: Meeting): Promise<Meeting | null> {
  const asked = { repIds: repsOf(meeting), type: move.type, startAt: move.wish.startAt, asOf: move.now, without: meeting };
  if (!world.state.calendars.isFree(asked)) return null;
  try {
    const moved = await world.store.write((repos) => moveIn(world, repos, move));
    followMeeting(world, moved, "rescheduled");
    return moved;
  } catch (error) {
    if (!(error instanceof TimeRefused)) throw error;
    await learnBookings(world, asked.repIds);
    return null;
  }
}

/** Moves the meeting to whoever of its pool is free then, when its type says so. */
async function moveToPool(world: World, { wish, type }: Move, meeting: Meeting): Promise<Meeting | null> {
  if (poolOf(world, type, meeting) === null) return null;
  const outcome = await reassignBooking(world, { bookingId: meeting[0].id, by: "visitor", startAt: wish.startAt });
  return outcome.kind === "reassigned" ? outcome.meeting : null;
}

/**
 * Moves the booking: with the same reps, else to another of the pool where the type says so; `taken` with fresh times when nobody is
 * free then. Throws `token_invalid` and why it may not be moved.
 */
export async function rescheduleBooking(world: World, wish: RescheduleWish) {
  const meeting = await findMeeting(world, world.store.read, wish.token);
  if (meeting[0].startAt === wish.startAt && isOpen(meeting[0].status)) return answer(world, meeting);
  await requireChange(world, "reschedule", meeting);
  if (wish.startAt <= world.now()) throw new AppError("time_invalid", { param: "start", reason: "It is over." });
  await readCalendars(world, repsOf(meeting), meeting[0]);
  const { type } = await bookingParts(world, meeting[0]);
  const move: Move = { wish, type, now: world.now() };
  const moved = (await moveSame(world, move, meeting)) ?? (await moveToPool(world, move, meeting));
  if (!moved) return { outcome: "taken" as const, times: await freeTimes(world, meeting) };
  return answer(world, moved);
}
