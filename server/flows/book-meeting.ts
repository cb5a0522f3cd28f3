import type { Repos } from "../../db/store.ts";
import type { Booking } from "../core/book/booking.ts";
import { newBooking } from "../core/book/new-booking.ts";
import { AppError } from "../core/errors.ts";
import { newId } from "../core/id.ts";
import type { Decision } from "../core/route/decision.ts";
import { fairOrder } from "../core/route/pick-rep.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import type { Instant } from "../core/time.ts";
import type { Turn } from "../state/pool-books.ts";
import { enqueueMeetingJobs } from "./booking-jobs.ts";
import { bookedAnswer } from "./booking-view.ts";
import { addBooking } from "./change-booking.ts";
import { findOffer } from "./find-offer.ts";
import { learnBookings } from "./learn-bookings.ts";
import { makeOffer, type OfferAnswer } from "./make-offer.ts";
import { manageToken, manageTokenHash } from "./manage-token.ts";
import { changeMeeting, type Meeting, meetingOfDecision } from "./meeting.ts";
import { readCalendars } from "./read-calendars.ts";
import { takeTurns } from "./take-turns.ts";
import type { World } from "./world.ts";

/** A visitor's choice, parsed at the door. */
export interface BookingWish {
  readonly token: string;
  readonly startAt: Instant;
  readonly visitor: Booking["visitor"];
}

export type BookingOutcome =
  | Awaited<ReturnType<typeof bookedAnswer>>
  | { readonly outcome: "taken"; readonly offer: OfferAnswer };

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
  const { books } = world.state;
  const rest = poolId && books.has(poolId) ? fairOrder(books.book(poolId)) : [];
  return repId ? [repId, ...rest.filter((id) => id !== repId)] : rest;
}

function ableAt({ world, decision, type, wish }: Attempt, repId: string): boolean {
  const { calendars } = world.state;
  const reason = calendars.reason(repId, type, world.now());
  if (reason !== null && reason !== "calendar_stale") return false;
  return calendars.isFree({ repIds: [repId], type, startAt: wish.startAt, asOf: decision.decidedAt });
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

/** The bookings of a meeting of these reps, as they are first written. */
function newMeeting({ world, decision, type, wish }: Attempt, [first, ...rest]: readonly [string, ...string[]]): Meeting {
  const id = newId("bk", world.random);
  const uid = `${id}@${new URL(world.settings.publicUrl).hostname}`;
  const hash = manageTokenHash(world.digests, manageToken(world.digests, id));
  const { startAt, visitor } = wish;
  const common = { decision, type, startAt, visitor, uid, manageTokenHash: hash, now: world.now() };
  return [
    newBooking({ ...common, id, repId: first }),
    ...rest.map((repId) => newBooking({ ...common, id: newId("bk", world.random), repId })),
  ];
}

/** Writes the bookings of a meeting; null when the database refuses one, which a team must undo. */
function addMeeting(attempt: Attempt, repos: Repos, repIds: readonly [string, ...string[]]): Promise<Meeting | null> {
  const step = { action: "book", by: "visitor", at: attempt.world.now() } as const;
  return changeMeeting(newMeeting(attempt, repIds), (booking) => addBooking(repos, booking, step));
}

/** What came of asking the database: the meeting, and who turned out to be taken. */
interface Asked {
  readonly meeting: Meeting | null;
  readonly refused: readonly string[];
}

/** Inserts for the first rep whom the database lets have the time. */
async function insertFirst(attempt: Attempt, repos: Repos, repIds: readonly string[]): Promise<Asked> {
  const { world, decision } = attempt;
  for (const [place, repId] of repIds.entries()) {
    const meeting = await addMeeting(attempt, repos, [repId]);
    if (!meeting) continue;
    await takeTurns(world, repos, { poolId: decision.route.poolId, turns: turnsOf(attempt, repId), type: attempt.type });
    await enqueueMeetingJobs(world, repos, { meeting, change: "booked" });
    return { meeting, refused: repIds.slice(0, place) };
  }
  return { meeting: null, refused: repIds };
}

/** A rep of the team lost the time to somebody else: nobody of the team is booked. */
class TeamRefused extends Error {}

/** Inserts for all of the team or for nobody. */
async function insertAll(attempt: Attempt, repos: Repos, repIds: readonly [string, ...string[]]): Promise<Asked> {
  const meeting = await addMeeting(attempt, repos, repIds);
  if (!meeting) throw new TeamRefused();
  await enqueueMeetingJobs(attempt.world, repos, { meeting, change: "booked" });
  return { meeting, refused: [] };
}

/** Runs the insert inside one unit of work, where the database's overlap rule decides; an offer that has a meeting keeps it. */
async function writeMeeting({ world, decision }: Attempt, insert: (repos: Repos) => Promise<Asked>): Promise<Meeting | null> {
  const { meeting, refused } = await world.store.write(async (repos) => {
    const earlier = await meetingOfDecision(repos, decision.id);
    return earlier ? { meeting: earlier, refused: [] } : insert(repos);
  });
  for (const booking of meeting ?? []) world.state.calendars.applyBooking(booking);
  await learnBookings(world, refused);
  world.wakeJobs();
  return meeting;
}

/** Books a pool that takes part as a whole. */
async function bookTeam(attempt: Attempt, members: readonly string[]): Promise<Meeting | null> {
  const { world, decision, type, wish } = attempt;
  const [first, ...rest] = members;
  if (first === undefined) return null;
  await readCalendars(world, members);
  const asked = { repIds: members, type, startAt: wish.startAt, asOf: decision.decidedAt };
  if (!members.every((repId) => ableAt(attempt, repId)) || !world.state.calendars.isFree(asked)) return null;
  try {
    return await writeMeeting(attempt, (repos) => insertAll(attempt, repos, [first, ...rest]));
  } catch (error) {
    if (!(error instanceof TeamRefused)) throw error;
    await learnBookings(world, members);
    return null;
  }
}

/** Reads the reps' outside calendars live, then books the first who is still free. */
async function tryReps(attempt: Attempt, repIds: readonly string[]): Promise<Meeting | null> {
  await readCalendars(attempt.world, repIds);
  const free = repIds.filter((repId) => ableAt(attempt, repId));
  return free.length === 0 ? null : writeMeeting(attempt, (repos) => insertFirst(attempt, repos, free));
}

async function bookSomebody(attempt: Attempt): Promise<Meeting | null> {
  const { world, decision } = attempt;
  const pool = world.state.setup().pools.get(decision.route.poolId ?? "");
  if (pool?.offer === "all")
    return bookTeam(
      attempt,
      pool.members.map((member) => member.repId),
    );
  const offered = decision.route.repId;
  const able = candidates(attempt)
    .filter((repId) => ableAt(attempt, repId))
    .slice(0, mostReps);
  if (offered && able[0] === offered) {
    const meeting = await tryReps(attempt, [offered]);
    if (meeting) return meeting;
  }
  const others = able.filter((repId) => repId !== offered);
  for (let from = 0; from < others.length; from += nextReps) {
    const meeting = await tryReps(attempt, others.slice(from, from + nextReps));
    if (meeting) return meeting;
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
  const earlier = await meetingOfDecision(world.store.read, decision.id);
  const meeting = earlier ?? (await bookSomebody({ world, decision, type, wish }));
  if (!meeting) {
    world.meter.booking("taken");
    return { outcome: "taken", offer: makeOffer(world, decision, offerExpiresAt ?? world.now()) };
  }
  const [booking] = meeting;
  const moved = decision.route.repId !== undefined && booking.repId !== decision.route.repId;
  world.meter.booking(moved ? "moved" : "booked");
  return bookedAnswer(world, booking, moved);
}
