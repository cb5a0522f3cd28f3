import type { Repos } from "../../../db/store.ts";
import { type Booking, isOpen } from "../../core/book/booking.ts";
import type { BookingActor } from "../../core/book/booking-event.ts";
import { bookingTimes } from "../../core/book/new-booking.ts";
import { AppError } from "../../core/errors.ts";
import { type BookingId, newId } from "../../core/id.ts";
import type { Decision } from "../../core/route/decision.ts";
import { fairOrder } from "../../core/route/pools/pick-rep.ts";
import { route } from "../../core/route/route.ts";
import { subjectOf } from "../../core/route/subject.ts";
import type { MeetingType } from "../../core/slots/meeting-type.ts";
import type { Instant } from "../../core/time.ts";
import { readCalendars } from "../calendars/read-calendars.ts";
import { notOfPool } from "../leads/make-offer.ts";
import type { World } from "../world.ts";
import { enqueueHandover } from "./booking-jobs.ts";
import { bookingParts } from "./booking-parts.ts";
import { handOverTurn } from "./booking-turns.ts";
import { addBooking, changeBooking } from "./change-booking.ts";
import { followMeeting } from "./follow-meeting.ts";
import { learnBookings } from "./learn-bookings.ts";
import { type Meeting, meetingOfBooking, nextUid } from "./meeting.ts";
import { TimeRefused } from "./meeting-attempt.ts";

export interface ReassignWish {
  readonly bookingId: BookingId;
  readonly by: BookingActor;
  readonly why?: string | undefined;
  /** The rep to take it; whoever routing gives next when absent. */
  readonly toRepId?: string | undefined;
  /** Another time, when the visitor moves a meeting to whoever is free. */
  readonly startAt?: Instant | undefined;
}

export type ReassignOutcome = { readonly kind: "reassigned"; readonly meeting: Meeting } | { readonly kind: "nobody_free" };

interface Handover {
  readonly world: World;
  readonly wish: ReassignWish;
  readonly before: Booking;
  readonly type: MeetingType;
  readonly startAt: Instant;
}

interface Taker {
  readonly repId: string;
  readonly poolId: string | undefined;
}

/** How many reps are asked before it is said that nobody is free. */
const mostReps = 10;

function isAble({ world, type, startAt }: Handover, repId: string): boolean {
  const { calendars } = world.state;
  const reason = calendars.reason(repId, type, world.now());
  if (reason !== null && reason !== "calendar_stale") return false;
  return calendars.isFree({ repIds: [repId], type, startAt, asOf: world.now() });
}

/** Who comes next: the route once more without those who had or refused the meeting; else the booking's own pool in fair order. */
function nextTaker(handover: Handover, decision: Decision | null, excluded: ReadonlySet<string>): Taker | null {
  const { world, wish, before } = handover;
  const { books, calendars, standing } = world.state;
  const { toRepId } = wish;
  if (toRepId !== undefined)
    return !excluded.has(toRepId) && isAble(handover, toRepId) ? { repId: toRepId, poolId: before.poolId } : null;
  const now = world.now();
  // Who is paused or has had enough leads is named by a person, or not at all.
  const isFree = (repId: string) => !excluded.has(repId) && standing.reason(repId, now) === null && isAble(handover, repId);
  const ofPool = (poolId: string | undefined): Taker | null => {
    if (poolId === undefined || !books.has(poolId)) return null;
    const out = decision ? notOfPool(world, decision, poolId) : new Set();
    const repId = fairOrder(books.book(poolId)).find((id) => !out.has(id) && isFree(id));
    return repId === undefined ? null : { repId, poolId };
  };
  const answer =
    decision &&
    route(world.state.setup().router, {
      subject: { ...subjectOf(decision), now },
      repState: (repId) => (isFree(repId) ? null : "calendar_busy"),
      ledgers: (poolId) => books.book(poolId),
      load: (repId) => standing.openLeads(repId) + calendars.meetingsAhead(repId, now),
      excluded,
    });
  if (answer?.repId !== undefined) return { repId: answer.repId, poolId: answer.poolId };
  return ofPool(answer?.poolId) ?? ofPool(before.poolId);
}

async function write(handover: Handover, { repId, poolId }: Taker, repos: Repos): Promise<readonly [Booking, Booking]> {
  const { world, wish, type, startAt } = handover;
  const meeting = await meetingOfBooking(repos, handover.before.id);
  const [current] = meeting;
  requireSingle(meeting);
  if (current.id !== handover.before.id || current.sequence !== handover.before.sequence) throw new AppError("booking_closed");
  const { by, why } = wish;
  const at = world.now();
  const ended = await changeBooking(repos, { ...current, sequence: current.sequence + 1 }, { action: "reassign", by, why, at });
  if (!ended) throw new TypeError("a reassigned booking is in nobody's way");
  const { calendarRef: _ref, confirmedBy: _by, expiresAt: _expiry, poolId: _pool, ...kept } = current;
  const wanted: Booking = {
    ...kept,
    ...bookingTimes(type, startAt),
    id: newId("bk", world.random),
    repId,
    ...(poolId === undefined ? {} : { poolId }),
    uid: nextUid(current.uid),
    sequence: 0,
    ...(startAt === current.startAt ? {} : { moves: (current.moves ?? 0) + 1 }),
    createdAt: at,
    updatedAt: at,
  };
  const begun = await addBooking(repos, wanted, { action: "book", by, why, at });
  if (!begun) throw new TimeRefused();
  const reps = world.state.setup().reps;
  const nameOf = (id: string) => reps.get(id)?.name ?? id;
  await handOverTurn(world, repos, { before: ended, after: begun });
  await enqueueHandover(world, repos, {
    before: ended,
    after: begun,
    names: { before: nameOf(ended.repId), after: nameOf(repId) },
  });
  return [ended, begun];
}

function requireSingle(meeting: Meeting): void {
  if (meeting.length > 1) throw new AppError("booking_shared");
}

/** Who had the meeting already: a rep who passed it on does not get it back. */
async function earlierReps({ world, before }: Handover): Promise<ReadonlySet<string>> {
  const rows = await world.store.read.bookings.listByManageTokenHash(before.manageTokenHash);
  return new Set(rows.map(({ repId }) => repId));
}

async function handOver(handover: Handover): Promise<Meeting | null> {
  const { world, wish, before } = handover;
  const named = wish.toRepId !== undefined || wish.startAt !== undefined;
  const excluded = new Set(named ? [before.repId] : await earlierReps(handover));
  const decision = (await world.store.read.decisions.find(before.decisionId))?.decision ?? null;
  for (let asked = 0; asked < mostReps; asked++) {
    const taker = nextTaker(handover, decision, excluded);
    if (!taker) return null;
    await readCalendars(world, [taker.repId]);
    excluded.add(taker.repId);
    if (!isAble(handover, taker.repId)) continue;
    try {
      const [ended, begun] = await world.store.write((repos) => write(handover, taker, repos));
      followMeeting(world, [ended, begun], "reassigned");
      return [begun];
    } catch (error) {
      if (!(error instanceof TimeRefused)) throw error;
      await learnBookings(world, [taker.repId]);
    }
  }
  return null;
}

/**
 * Gives a meeting to another rep who is free at its time: to the one who is named, else to whom routing gives it without those
 * who had it before. The visitor keeps the link; the invite is withdrawn and another sent. Throws `not_found`, `booking_closed`,
 * and `booking_shared` for a meeting of several reps.
 */
export async function reassignBooking(world: World, wish: ReassignWish): Promise<ReassignOutcome> {
  const meeting = await meetingOfBooking(world.store.read, wish.bookingId);
  requireSingle(meeting);
  const [before] = meeting;
  if (!isOpen(before.status) || before.id !== wish.bookingId || before.startAt <= world.now())
    throw new AppError("booking_closed");
  if (wish.toRepId !== undefined && !world.state.setup().reps.has(wish.toRepId))
    throw new AppError("not_found", { repId: wish.toRepId });
  const { type } = await bookingParts(world, before);
  const after = await handOver({ world, wish, before, type, startAt: wish.startAt ?? before.startAt });
  return after ? { kind: "reassigned", meeting: after } : { kind: "nobody_free" };
}
