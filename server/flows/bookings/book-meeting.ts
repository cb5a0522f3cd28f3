import type { Repos } from "../../../db/store.ts";
import type { Booking, Visit } from "../../core/book/booking.ts";
import { type GivenAnswer, readAnswers } from "../../core/book/read-answers.ts";
import { AppError } from "../../core/errors.ts";
import type { Decision } from "../../core/route/decision.ts";
import type { MeetingType } from "../../core/slots/meeting-type.ts";
import type { Instant } from "../../core/time.ts";
import { readCalendars } from "../calendars/read-calendars.ts";
import { findOffer } from "../leads/find-offer.ts";
import { joinersOf } from "../leads/joined-team.ts";
import { makeOffer, type OfferAnswer } from "../leads/make-offer.ts";
import { takeTurns } from "../leads/take-turns.ts";
import type { World } from "../world.ts";
import { enqueueMeetingJobs } from "./booking-jobs.ts";
import { bookedAnswer } from "./booking-view.ts";
import { learnBookings } from "./learn-bookings.ts";
import { type Meeting, openMeetingOf } from "./meeting.ts";
import { type Attempt, ableAt, candidates, heldOf, putMeeting, TimeRefused, wholeTeam } from "./meeting-attempt.ts";
import { newMeeting } from "./new-meeting.ts";
import { settleTurns } from "./settle-turns.ts";

/** A visitor's choice, parsed at the door. */
export interface BookingWish {
  readonly token: string;
  readonly startAt: Instant;
  /** One of the type's lengths; the usual one when absent. */
  readonly minutes?: number | undefined;
  readonly visitor: Booking["visitor"];
  readonly answers?: readonly GivenAnswer[] | undefined;
  /** Addresses of those whom the visitor brings along. */
  readonly guests?: readonly string[] | undefined;
}

export type BookingOutcome =
  | Awaited<ReturnType<typeof bookedAnswer>>
  | { readonly outcome: "taken"; readonly offer: OfferAnswer };

interface BookingAttempt extends Attempt {
  readonly visit: Visit;
}

/** Calendars of the first choice are read alone; then of this many next reps at once, until somebody is free. */
const nextReps = 3;

type RepIds = readonly [string, ...string[]];

/** Writes the bookings of a meeting; null when the database refuses one, which a team must undo. */
function addMeeting(attempt: BookingAttempt, repos: Repos, repIds: RepIds): Promise<Meeting | null> {
  const step = { action: "book", by: "visitor", at: attempt.world.now() } as const;
  const wanted = newMeeting(attempt, repIds, attempt.visit);
  return putMeeting(repos, { held: attempt.held, wanted }, step);
}

/** What came of asking the database: the meeting, and who turned out to be taken. */
interface Asked {
  readonly meeting: Meeting | null;
  readonly refused: readonly string[];
}

/** Books the first rep whom the database lets have the time. */
async function insertFirst(attempt: BookingAttempt, repos: Repos, repIds: readonly string[]): Promise<Asked> {
  for (const [place, repId] of repIds.entries()) {
    const meeting = await addMeeting(attempt, repos, [repId]);
    if (!meeting) continue;
    await settleTurns(attempt, repos, repId);
    await enqueueMeetingJobs(attempt.world, repos, { meeting, change: "booked" });
    return { meeting, refused: repIds.slice(0, place) };
  }
  return { meeting: null, refused: repIds };
}

/** The turns of a team that pools send one rep each to; a pool that takes part as a whole takes none. */
async function takeTeamTurns(attempt: BookingAttempt, repos: Repos, [lead, ...others]: Meeting): Promise<void> {
  const { world, decision, sentBy } = attempt;
  const isAlone = sentBy !== undefined && !others.some(({ poolId }) => poolId === lead.poolId);
  await settleTurns(attempt, repos, isAlone ? lead.repId : null);
  for (const [repId, poolId] of sentBy ?? [])
    await takeTurns(world, repos, {
      poolId,
      turns: [{ repId, kind: "booked", turns: 1, leadId: decision.leadId, at: world.now() }],
    });
}

/** Books all of the team or nobody. */
async function insertAll(attempt: BookingAttempt, repos: Repos, repIds: RepIds): Promise<Asked> {
  const meeting = await addMeeting(attempt, repos, repIds);
  if (!meeting) throw new TimeRefused();
  await takeTeamTurns(attempt, repos, meeting);
  await enqueueMeetingJobs(attempt.world, repos, { meeting, change: "booked" });
  return { meeting, refused: [] };
}

/**
 * Runs the insert inside one unit of work, where the database's overlap rule decides. A lead that has a meeting keeps it,
 * by whichever of its offers it was booked; what the lead holds by then goes into the meeting.
 */
async function writeMeeting(
  attempt: BookingAttempt,
  insert: (attempt: BookingAttempt, repos: Repos) => Promise<Asked>,
): Promise<Meeting | null> {
  const { world, decision } = attempt;
  const { meeting, refused } = await world.store.write(async (repos) => {
    const rows = await repos.bookings.listByLead(decision.leadId);
    const earlier = openMeetingOf(rows);
    return earlier ? { meeting: earlier, refused: [] } : insert({ ...attempt, held: heldOf(rows) }, repos);
  });
  const ended = meeting ? attempt.held.map((hold): Booking => ({ ...hold, status: "expired" })) : [];
  for (const booking of [...ended, ...(meeting ?? [])]) world.state.calendars.applyBooking(booking);
  await learnBookings(world, refused);
  world.wakeJobs();
  return meeting;
}

/** Books a pool that takes part as a whole. */
async function bookTeam(attempt: BookingAttempt, members: readonly string[]): Promise<Meeting | null> {
  const [first, ...rest] = members;
  if (first === undefined) return null;
  await readCalendars(attempt.world, members);
  if (!ableAt(attempt, ...members)) return null;
  try {
    return await writeMeeting(attempt, (known, repos) => insertAll(known, repos, [first, ...rest]));
  } catch (error) {
    if (!(error instanceof TimeRefused)) throw error;
    await learnBookings(attempt.world, members);
    return null;
  }
}

/** What came of asking some reps: the meeting; or that others were faster, so that who is free is to be asked anew. */
type Tried = Meeting | "outrun" | null;

/** Reads the reps' outside calendars live, then books the first who is still free. */
async function tryReps(attempt: BookingAttempt, repIds: readonly string[]): Promise<Tried> {
  await readCalendars(attempt.world, repIds);
  const free = repIds.filter((repId) => ableAt(attempt, repId));
  if (free.length === 0) return null;
  return (await writeMeeting(attempt, (known, repos) => insertFirst(known, repos, free))) ?? "outrun";
}

/** How often a joining rep who turned out to be taken is replaced by the next. */
const joinTries = 3;

/** Books a rep, or a whole pool, together with one rep of each pool that joins. */
async function bookJoined(attempt: BookingAttempt): Promise<Meeting | null> {
  const whole = wholeTeam(attempt);
  for (const leads of whole ? [whole] : candidates(attempt).map((id) => [id])) {
    for (let tries = 0; tries < joinTries; tries++) {
      const sentBy = joinersOf(attempt, leads);
      if (!sentBy) break;
      const meeting = await bookTeam({ ...attempt, sentBy }, [...leads, ...sentBy.keys()]);
      if (meeting) return meeting;
    }
  }
  return null;
}

async function bookSomebody(attempt: BookingAttempt): Promise<Meeting | null> {
  if (attempt.type.joinedBy) return bookJoined(attempt);
  const team = wholeTeam(attempt);
  if (team) return bookTeam(attempt, team);
  const { world, decision } = attempt;
  for (let round = 0; round < mostRounds; round++) {
    const tried = await tryInTurn(attempt);
    if (tried === null) break;
    if (tried !== "outrun") return tried;
  }
  world.log.info({ decisionId: decision.id }, "nobody was free at the chosen time");
  return null;
}

/** How often it is asked anew who is free, when as many visitors want one time as there are reps. */
const mostRounds = 8;

/** Asks whoever may be free as far as memory knows, one after the other. */
async function tryInTurn(attempt: BookingAttempt): Promise<Tried> {
  const able = candidates(attempt);
  const isFirst = able[0] === attempt.decision.route.repId || attempt.held.some(({ repId }) => repId === able[0]);
  const alone = isFirst ? able.slice(0, 1) : [];
  let tried: Tried = alone.length > 0 ? await tryReps(attempt, alone) : null;
  for (let from = alone.length; from < able.length; from += nextReps) {
    if (tried !== null && tried !== "outrun") return tried;
    const next = await tryReps(attempt, able.slice(from, from + nextReps));
    tried = next ?? tried;
  }
  return tried;
}

/** What the visitor says of the meeting, as its type asks for it. Throws `answer_invalid`, `guests_invalid`. */
function visitOf(wish: BookingWish, type: MeetingType, { lead }: Decision): Visit {
  const read = readAnswers(type.questions ?? [], wish.answers ?? []);
  if (!read.ok) throw new AppError("answer_invalid", { param: `answers.${read.questionId}`, reason: read.reason });
  const known = new Set([wish.visitor.email.toLowerCase()]);
  const isNew = (email: string) => known.size < known.add(email.toLowerCase()).size;
  const guests = (wish.guests ?? []).filter(isNew);
  if (guests.length > (type.guests ?? 0)) throw new AppError("guests_invalid", { param: "guests" });
  const asked = type.questions?.find(({ kind }) => kind === "phone")?.id;
  const phone = read.answers.find(({ id }) => id === asked)?.value ?? lead.phone;
  return {
    visitor: { ...wish.visitor, ...(phone ? { phone } : {}), ...(lead.company ? { company: lead.company } : {}) },
    ...(read.answers.length > 0 ? { answers: read.answers } : {}),
    ...(guests.length > 0 ? { guests } : {}),
  };
}

/**
 * Step 11: books the chosen start of an offer. The rep's calendar is read live first; then the database decides. Another rep
 * of the pool takes the meeting when the offered one cannot; when nobody can, the answer is `taken` with fresh times.
 * Booking an offer again answers the booking that its lead has. An offer that was made before its lead was routed anew is as good. Throws `token_invalid`, `length_invalid`, `time_invalid`,
 * `answer_invalid`, `guests_invalid`.
 */
export async function bookMeeting(world: World, wish: BookingWish): Promise<BookingOutcome> {
  const { decision, type, expiresAt } = await findOffer(world, wish);
  const { startAt } = wish;
  if (decision.route.outcome !== "offered") throw new AppError("token_invalid");
  if (startAt <= world.now()) throw new AppError("time_invalid", { param: "start", reason: "It is over." });
  const rows = await world.store.read.bookings.listByLead(decision.leadId);
  const held = heldOf(rows);
  const attempt = () => ({ world, decision, type, startAt, held, visit: visitOf(wish, type, decision) });
  const meeting = openMeetingOf(rows) ?? (await bookSomebody(attempt()));
  if (!meeting) {
    world.meter.booking("taken");
    return { outcome: "taken", offer: makeOffer(world, { decision, type, held }, expiresAt) };
  }
  const [booking] = meeting;
  const moved = decision.route.repId !== undefined && booking.repId !== decision.route.repId;
  world.meter.booking(moved ? "moved" : "booked");
  return bookedAnswer(world, booking, moved);
}
