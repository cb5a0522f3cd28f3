import type { Repos } from "../../db/store.ts";
import { type Booking, isActive } from "../core/book/booking.ts";
import { bookingTimes } from "../core/book/new-booking.ts";
import { AppError } from "../core/errors.ts";
import { encodeTimes } from "../core/slots/starts.ts";
import type { Instant, ZoneName } from "../core/time.ts";
import { enqueueBookingJobs } from "./booking-jobs.ts";
import { bookingParts, bookingView } from "./booking-view.ts";
import { manageTokenHash } from "./manage-token.ts";
import { readCalendars } from "./read-calendars.ts";
import { type Turn, takeTurns, writeTurns, writeWithTurns } from "./take-turns.ts";
import type { World } from "./world.ts";

async function findByToken(world: World, token: string): Promise<Booking> {
  const booking = await world.store.read.bookings.findByManageTokenHash(manageTokenHash(world.digests, token));
  if (!booking) throw new AppError("token_invalid");
  return booking;
}

function requireOpen(world: World, booking: Booking): void {
  if (!isActive(booking.status) || booking.startAt <= world.now()) throw new AppError("booking_closed");
}

/** The visitor's booking behind a link. Throws `token_invalid`. */
export async function viewBooking(world: World, token: string) {
  return { outcome: "ok" as const, booking: bookingView(world, await findByToken(world, token)) };
}

function freeTimes(world: World, booking: Booking) {
  const { type } = bookingParts(world, booking);
  return encodeTimes(world.state.calendars.starts(booking.repId, type, world.now(), booking));
}

/** The booking with the times to which it can move. Throws `token_invalid`, `booking_closed`. */
export async function timesForBooking(world: World, token: string) {
  const booking = await findByToken(world, token);
  requireOpen(world, booking);
  await readCalendars(world, [booking.repId], booking);
  return { outcome: "ok" as const, booking: bookingView(world, booking), times: freeTimes(world, booking) };
}

/** A turn goes back when its meeting is cancelled. */
function turnBack(world: World, { repId, leadId }: Booking): Turn {
  return { repId, kind: "cancelled", turns: -1, leadId, at: world.now() };
}

function cancelUnit(world: World, hash: string) {
  return async (repos: Repos): Promise<Booking> => {
    const booking = await repos.bookings.findByManageTokenHash(hash);
    if (!booking) throw new AppError("token_invalid");
    if (booking.status === "cancelled") return booking;
    requireOpen(world, booking);
    const cancelled: Booking = { ...booking, status: "cancelled", sequence: booking.sequence + 1, updatedAt: world.now() };
    await repos.bookings.update(cancelled);
    await writeTurns(world, repos, takeTurns(world, booking.poolId, [turnBack(world, booking)]));
    await enqueueBookingJobs(world, repos, { booking: cancelled, change: "cancelled" });
    return cancelled;
  };
}

/** Cancels; cancelling again answers the same. Throws `token_invalid`, `booking_closed`. */
export async function cancelBooking(world: World, token: string) {
  const { poolId } = await findByToken(world, token);
  const work = cancelUnit(world, manageTokenHash(world.digests, token));
  const booking = await writeWithTurns(world, async () => ({ poolId, work }));
  world.state.calendars.applyBooking(booking);
  world.wakeJobs();
  world.meter.booking("cancelled");
  return { outcome: "ok" as const, booking: bookingView(world, booking) };
}

export interface RescheduleWish {
  readonly token: string;
  readonly startAt: Instant;
  readonly timeZone?: ZoneName;
}

async function writeMove(world: World, wish: RescheduleWish): Promise<Booking | null> {
  const hash = manageTokenHash(world.digests, wish.token);
  return world.store.write(async (repos) => {
    const booking = await repos.bookings.findByManageTokenHash(hash);
    if (!booking) throw new AppError("token_invalid");
    requireOpen(world, booking);
    const { type } = bookingParts(world, booking);
    const visitor = { ...booking.visitor, ...(wish.timeZone ? { timeZone: wish.timeZone } : {}) };
    const moved: Booking = {
      ...booking,
      ...bookingTimes(type, wish.startAt),
      visitor,
      status: "booked",
      sequence: booking.sequence + 1,
      updatedAt: world.now(),
    };
    if (!(await repos.bookings.update(moved))) return null;
    await enqueueBookingJobs(world, repos, { booking: moved, change: "rescheduled", previous: booking });
    return moved;
  });
}

/** Moves the booking with the same rep; `taken` with fresh times when the rep is not free then. Throws `token_invalid`, `booking_closed`. */
export async function rescheduleBooking(world: World, wish: RescheduleWish) {
  const booking = await findByToken(world, wish.token);
  requireOpen(world, booking);
  if (booking.startAt === wish.startAt) return { outcome: "ok" as const, booking: bookingView(world, booking) };
  await readCalendars(world, [booking.repId], booking);
  const { type } = bookingParts(world, booking);
  const now = world.now();
  const reason = world.state.calendars.reason(booking.repId, type, now);
  const readable = reason === null || reason === "limit_reached" || reason === "calendar_busy";
  const free =
    readable && world.state.calendars.isFree({ repId: booking.repId, type, startAt: wish.startAt, asOf: now, without: booking });
  const moved = free ? await writeMove(world, wish) : null;
  if (!moved) return { outcome: "taken" as const, times: freeTimes(world, booking) };
  world.state.calendars.applyBooking(moved);
  world.wakeJobs();
  world.meter.booking("rescheduled");
  return { outcome: "ok" as const, booking: bookingView(world, moved) };
}
