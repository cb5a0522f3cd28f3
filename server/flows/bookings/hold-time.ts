import type { Repos } from "../../../db/store.ts";
import type { Booking } from "../../core/book/booking.ts";
import { AppError } from "../../core/errors.ts";
import { formatInstant, type Instant, instant, minuteMs } from "../../core/time.ts";
import { findOffer } from "../leads/find-offer.ts";
import { joinersOf } from "../leads/joined-team.ts";
import { makeOffer, type OfferAnswer } from "../leads/make-offer.ts";
import type { World } from "../world.ts";
import { learnBookings } from "./learn-bookings.ts";
import type { Meeting } from "./meeting.ts";
import { type Attempt, ableAt, candidates, heldOf, putMeeting, TimeRefused, wholeTeam } from "./meeting-attempt.ts";
import { newMeeting } from "./new-meeting.ts";

export interface HoldWish {
  readonly token: string;
  readonly startAt: Instant;
  /** One of the type's lengths; the usual one when absent. */
  readonly minutes?: number | undefined;
}

/** `free`: nothing is held, and the time may still be booked. A hold is a courtesy, never a condition. */
export type HoldOutcome =
  | { readonly outcome: "held"; readonly until: string }
  | { readonly outcome: "free" }
  | { readonly outcome: "taken"; readonly offer: OfferAnswer };

const holdMinutes = 5;
/** However often a visitor chooses anew: somebody who means no booking cannot keep a rep's times for long. */
const longestMinutes = 15;
const mostChoices = 20;

/** Until when an offer may keep a time, or null when it has kept times for long enough. */
function holdUntil(world: World, held: readonly Booking[]): Instant | null {
  const now = world.now();
  const [first] = held;
  if (!first) return instant(now + holdMinutes * minuteMs);
  const last = first.createdAt + longestMinutes * minuteMs;
  if (first.sequence >= mostChoices || last <= now) return null;
  return instant(Math.min(now + holdMinutes * minuteMs, last));
}

interface Hold {
  readonly attempt: Attempt;
  readonly until: Instant;
}

type Written = Meeting | "taken" | "booked";

async function writeHold({ attempt, until }: Hold, repos: Repos, repIds: readonly [string, ...string[]]): Promise<Written> {
  const { world, decision } = attempt;
  const rows = await repos.bookings.listByLead(decision.leadId);
  if (rows.some(({ status }) => status === "booked" || status === "confirmed")) return "booked";
  const held = heldOf(rows);
  const visitor = { name: "", email: "", timeZone: "UTC", locale: "en" };
  const [first, ...rest] = newMeeting(attempt, repIds, { visitor });
  const asHold = (booking: Booking): Booking => ({ ...booking, expiresAt: until, sequence: (held[0]?.sequence ?? -1) + 1 });
  const wanted: Meeting = [asHold(first), ...rest.map(asHold)];
  const meeting = await putMeeting(repos, { held, wanted }, { action: "hold", by: "visitor", at: world.now() });
  if (meeting) return meeting;
  if (repIds.length > 1) throw new TimeRefused();
  return "taken";
}

/** Holds for these reps together; `taken` when the database refuses. */
async function holdFor(hold: Hold, repIds: readonly [string, ...string[]]): Promise<Written> {
  const { world } = hold.attempt;
  const written = await world.store
    .write((repos) => writeHold(hold, repos, repIds))
    .catch((error: unknown): Written => {
      if (error instanceof TimeRefused) return "taken";
      throw error;
    });
  if (written === "taken") await learnBookings(world, repIds);
  else if (written !== "booked") for (const booking of written) world.state.calendars.applyBooking(booking);
  return written;
}

async function holdTeam(hold: Hold, team: readonly string[]): Promise<Written> {
  const [first, ...rest] = team;
  return first !== undefined && ableAt(hold.attempt, ...team) ? holdFor(hold, [first, ...rest]) : "taken";
}

async function holdJoined(hold: Hold, allLeads: readonly (readonly string[])[]): Promise<Written> {
  for (const leads of allLeads) {
    const sentBy = joinersOf(hold.attempt, leads);
    if (!sentBy) continue;
    const written = await holdTeam({ ...hold, attempt: { ...hold.attempt, sentBy } }, [...leads, ...sentBy.keys()]);
    if (written !== "taken") return written;
  }
  return "taken";
}

async function holdSomebody(hold: Hold): Promise<Written> {
  const team = wholeTeam(hold.attempt);
  if (hold.attempt.type.joinedBy) return holdJoined(hold, team ? [team] : candidates(hold.attempt).map((id) => [id]));
  if (team) return holdTeam(hold, team);
  for (const repId of candidates(hold.attempt)) {
    const written = await holdFor(hold, [repId]);
    if (written !== "taken") return written;
  }
  return "taken";
}

/**
 * Keeps the chosen start for the visitor who is typing: one time an offer, for minutes, by the overlap rule of every booking. It is
 * moved when another time is chosen, becomes the booking, or ends by itself. Calendars are not read for it: booking does.
 * Throws `token_invalid`, `time_invalid`, `length_invalid`.
 */
export async function holdTime(world: World, wish: HoldWish): Promise<HoldOutcome> {
  const { decision, type, expiresAt } = await findOffer(world, wish);
  const { startAt } = wish;
  if (decision.route.outcome !== "offered") throw new AppError("token_invalid");
  if (startAt <= world.now()) throw new AppError("time_invalid", { param: "start", reason: "It is over." });
  const held = heldOf(await world.store.read.bookings.listByLead(decision.leadId));
  const until = holdUntil(world, held);
  if (until === null) return { outcome: "free" };
  const written = await holdSomebody({ attempt: { world, decision, type, startAt, held }, until });
  if (written === "booked") return { outcome: "free" };
  if (written !== "taken") return { outcome: "held", until: formatInstant(until) };
  return { outcome: "taken", offer: makeOffer(world, { decision, type, held }, expiresAt) };
}
