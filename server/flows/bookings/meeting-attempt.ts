import type { Repos } from "../../../db/store.ts";
import type { Booking } from "../../core/book/booking.ts";
import type { Decision } from "../../core/route/decision.ts";
import { fairOrder } from "../../core/route/pools/pick-rep.ts";
import type { MeetingType } from "../../core/slots/meeting-type.ts";
import type { Instant } from "../../core/time.ts";
import { notOfPool } from "../leads/make-offer.ts";
import type { World } from "../world.ts";
import { addBooking, type BookingStep, changeBooking } from "./change-booking.ts";
import { changeMeeting, type Meeting } from "./meeting.ts";

/** A time that is wanted for an offer: to hold it, or to book it. */
export interface Attempt {
  readonly world: World;
  readonly decision: Decision;
  /** Of the length that was chosen. */
  readonly type: MeetingType;
  readonly startAt: Instant;
  /** What the offer holds already: it is in nobody's way but others'. */
  readonly held: readonly Booking[];
  /** Which pool sent a rep who joins; the others are of the decision's. */
  readonly sentBy?: ReadonlyMap<string, string>;
}

/** How many reps are asked in all before the visitor is shown fresh times instead. */
const mostReps = 10;

/** The members of a pool that takes part as a whole, or null when one rep is enough. */
export function wholeTeam({ world, decision }: Attempt): readonly string[] | null {
  const pool = world.state.setup().pools.get(decision.route.poolId ?? "");
  return pool?.offer === "all" ? pool.members.map((member) => member.repId) : null;
}

/** Who may be asked, as far as memory knows: whose time is held, the offered rep, then the pool in fair order. An owner stands alone. */
export function candidates(attempt: Attempt): readonly string[] {
  const { world, decision, held, startAt } = attempt;
  const { repId, poolId } = decision.route;
  const { books } = world.state;
  const out = poolId && books.has(poolId) ? notOfPool(world, decision, poolId) : null;
  const rest = poolId && out ? fairOrder(books.book(poolId)).filter((id) => !out.has(id)) : [];
  const holder = held.length === 1 && held[0]?.startAt === startAt ? [held[0].repId] : [];
  const all = new Set([...holder, ...(repId ? [repId] : []), ...rest]);
  return [...all].filter((id) => ableAt(attempt, id)).slice(0, mostReps);
}

/** Whether memory lets these reps meet at the wanted time: the engine that showed it, as of when it was shown. */
export function ableAt({ world, decision, type, startAt, held }: Attempt, ...repIds: readonly string[]): boolean {
  const { calendars } = world.state;
  const without = held.length === 0 ? undefined : held;
  const isKnown = (repId: string) => {
    const reason = calendars.reasonFor(repId, { type, now: world.now(), without });
    return reason === null || reason === "calendar_stale";
  };
  return repIds.every(isKnown) && calendars.isFree({ repIds, type, startAt, asOf: decision.decidedAt, without: held });
}

/** What an offer holds, unexpired or not. */
export const heldOf = (rows: readonly Booking[]): readonly Booking[] => rows.filter(({ status }) => status === "held");

/** A rep's time was refused by the database: nobody of the meeting has it. */
export class TimeRefused extends Error {}

/** The hold that becomes each booking: the rep's own, else one that is left, so that no booking comes upon another's hold. */
function holdsOf(wanted: Meeting, held: readonly Booking[]): ReadonlyMap<Booking, Booking> {
  const reps = new Set(wanted.map(({ repId }) => repId));
  const left = held.filter(({ repId }) => !reps.has(repId));
  return new Map(
    wanted.map((booking) => [booking, held.find(({ repId }) => repId === booking.repId) ?? left.shift() ?? booking]),
  );
}

/**
 * Writes a meeting in place of what its offer holds: the holds become its bookings, which keeps their id, uid and link. Null when
 * the database refuses a rep's time, which the unit of a team must undo.
 */
export async function putMeeting(
  repos: Repos,
  { held, wanted }: { readonly held: readonly Booking[]; readonly wanted: Meeting },
  step: BookingStep,
): Promise<Meeting | null> {
  if (held.length === wanted.length) {
    const own = holdsOf(wanted, held);
    return changeMeeting(wanted, (booking) => {
      const { id, uid, manageTokenHash, status, createdAt } = own.get(booking) ?? booking;
      return changeBooking(repos, { ...booking, id, uid, manageTokenHash, status, createdAt }, step);
    });
  }
  for (const hold of held) await changeBooking(repos, hold, { action: "release", by: "server", at: step.at });
  return changeMeeting(wanted, (booking) => addBooking(repos, booking, step));
}
