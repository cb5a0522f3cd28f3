import type { Repos } from "../../db/store.ts";
import type { Booking } from "../core/book/booking.ts";
import { newBooking } from "../core/book/new-booking.ts";
import { AppError } from "../core/errors.ts";
import { newId } from "../core/id.ts";
import type { Decision } from "../core/route/decision.ts";
import { fairOrder } from "../core/route/pick-rep.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import type { Instant } from "../core/time.ts";
import { enqueueBookingJobs } from "./booking-jobs.ts";
import { bookedAnswer } from "./booking-view.ts";
import { findOffer } from "./find-offer.ts";
import { makeOffer, type OfferAnswer } from "./make-offer.ts";
import { manageToken, manageTokenHash } from "./manage-token.ts";
import { readCalendars } from "./read-calendars.ts";
import { type Turn, takeTurns, writeTurns, writeWithTurns } from "./take-turns.ts";
import type { World } from "./world.ts";

/** A visitor's choice, parsed at the door. */
export interface BookingWish {
  readonly token: string;
  readonly startAt: Instant;
  readonly visitor: Booking["visitor"];
}

export type BookingOutcome = ReturnType<typeof bookedAnswer> | { readonly outcome: "taken"; readonly offer: OfferAnswer };

interface Attempt {
  readonly world: World;
  readonly decision: Decision;
  readonly type: MeetingType;
  readonly wish: BookingWish;
}

/** Calendars of the first choice are read alone; then of this many next reps at once, until somebody is free. */
const nextReps = 3;
/** How many reps are asked in all before the visitor is shown fresh times instead. */
const mostReps = 10;

/** The offered rep first, then the pool in fair order; an owner stands alone. */
function candidates({ world, decision }: Attempt): readonly string[] {
  const { repId, poolId } = decision.route;
  const rest = poolId ? fairOrder(world.state.books.book(poolId)) : [];
  return repId ? [repId, ...rest.filter((id) => id !== repId)] : rest;
}

function ableAt({ world, decision, type, wish }: Attempt, repId: string): boolean {
  const { calendars } = world.state;
  const reason = calendars.reason(repId, type, world.now());
  if (reason !== null && reason !== "calendar_stale") return false;
  return calendars.isFree({ repId, type, startAt: wish.startAt, asOf: decision.decidedAt });
}

/** What a booking by `repId` means for the turn of the offer: it moves when another than the offered rep takes it. */
function turnsOf({ world, decision }: Attempt, repId: string): readonly Turn[] {
  const { repId: offered } = decision.route;
  const common = { leadId: decision.leadId, at: world.now() };
  if (offered === repId) return [];
  if (offered === undefined) return [{ ...common, repId, kind: "booked", turns: 1 }];
  return [
    { ...common, repId: offered, kind: "moved_away", turns: -1 },
    { ...common, repId, kind: "moved_here", turns: 1 },
  ];
}

/** Inserts for the first rep whom the database lets have the time. */
async function insertFirst(attempt: Attempt, repos: Repos, repIds: readonly string[]): Promise<Booking | null> {
  const { world, decision, type, wish } = attempt;
  for (const repId of repIds) {
    const id = newId("bk", world.random);
    const hash = manageTokenHash(world.digests, manageToken(world.digests, id));
    const uidHost = new URL(world.settings.publicUrl).hostname;
    const booking = newBooking({
      id,
      decision,
      repId,
      type,
      startAt: wish.startAt,
      visitor: wish.visitor,
      uidHost,
      manageTokenHash: hash,
      now: world.now(),
    });
    if (!(await repos.bookings.insert(booking))) continue;
    await writeTurns(world, repos, takeTurns(world, decision.route.poolId, turnsOf(attempt, repId)));
    await enqueueBookingJobs(world, repos, { booking, change: "booked" });
    return booking;
  }
  return null;
}

/** Tries the reps in order inside one unit of work; the database's overlap rule says who it is. */
async function bookFirstFree(attempt: Attempt, repIds: readonly string[]): Promise<Booking | null> {
  const { world, decision } = attempt;
  const work = async (repos: Repos) =>
    (await repos.bookings.findActiveByDecision(decision.id)) ?? (await insertFirst(attempt, repos, repIds));
  const booking = await writeWithTurns(world, async () => ({ poolId: decision.route.poolId, work }));
  if (booking) world.state.calendars.applyBooking(booking);
  world.wakeJobs();
  return booking;
}

/** Reads the reps' outside calendars live, then books the first who is still free. */
async function tryReps(attempt: Attempt, repIds: readonly string[]): Promise<Booking | null> {
  await readCalendars(attempt.world, repIds);
  const free = repIds.filter((repId) => ableAt(attempt, repId));
  return free.length === 0 ? null : bookFirstFree(attempt, free);
}

async function bookSomebody(attempt: Attempt): Promise<Booking | null> {
  const { world, decision } = attempt;
  const offered = decision.route.repId;
  const able = candidates(attempt)
    .filter((repId) => ableAt(attempt, repId))
    .slice(0, mostReps);
  if (offered && able[0] === offered) {
    const booking = await tryReps(attempt, [offered]);
    if (booking) return booking;
  }
  const others = able.filter((repId) => repId !== offered);
  for (let from = 0; from < others.length; from += nextReps) {
    const booking = await tryReps(attempt, others.slice(from, from + nextReps));
    if (booking) return booking;
  }
  world.log.info({ decisionId: decision.id, asked: able.length }, "nobody was free at the chosen time");
  return null;
}

/**
 * Step 11: books the chosen start of an offer. The rep's calendar is read live first; then the database decides. Another rep
 * of the pool takes the meeting when the offered one cannot; when nobody can, the answer is `taken` with fresh times.
 * Booking an offer again answers the booking that it has. Throws `token_invalid`, `email_invalid`, `time_invalid`.
 */
export async function bookMeeting(world: World, wish: BookingWish): Promise<BookingOutcome> {
  const { decision, type, offerExpiresAt } = await findOffer(world, wish.token);
  if (decision.route.outcome !== "offered") throw new AppError("token_invalid");
  if (wish.startAt <= world.now()) throw new AppError("time_invalid", { param: "start", reason: "It is over." });
  const earlier = await world.store.read.bookings.findActiveByDecision(decision.id);
  const booking = earlier ?? (await bookSomebody({ world, decision, type, wish }));
  if (!booking) {
    world.meter.booking("taken");
    return { outcome: "taken", offer: makeOffer(world, decision, offerExpiresAt ?? world.now()) };
  }
  const moved = decision.route.repId !== undefined && booking.repId !== decision.route.repId;
  world.meter.booking(moved ? "moved" : "booked");
  return bookedAnswer(world, booking, moved);
}
