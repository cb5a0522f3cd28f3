import type { Repos } from "../../db/store.ts";
import { type Booking, isActive } from "../core/book/booking.ts";
import { AppError } from "../core/errors.ts";
import type { BookingId, DecisionId } from "../core/id.ts";
import { manageTokenHash } from "./manage-token.ts";
import type { World } from "./world.ts";

/** A meeting: one booking for each rep who takes part, the first of them leading. They share uid, times and link. */
export type Meeting = readonly [Booking, ...Booking[]];

/** The id of the booking that leads a meeting: the one that its uid and its link were made from. */
export function leadingId({ uid }: Booking): BookingId {
  return `bk_${uid.slice("bk_".length, uid.indexOf("@"))}`;
}

function asMeeting(rows: readonly Booking[]): Meeting | null {
  const [first, ...rest] = rows.toSorted((a, b) => Number(b.id === leadingId(b)) - Number(a.id === leadingId(a)));
  return first ? [first, ...rest] : null;
}

/** The meeting behind a visitor's link. Throws `token_invalid`. */
export async function findMeeting(world: World, repos: Repos, token: string): Promise<Meeting> {
  const one = await repos.bookings.findByManageTokenHash(manageTokenHash(world.digests, token));
  const meeting = one ? asMeeting((await repos.bookings.listByLead(one.leadId)).filter(({ uid }) => uid === one.uid)) : null;
  if (!meeting) throw new AppError("token_invalid");
  return meeting;
}

/** The meeting that a decision has, or null. */
export async function meetingOfDecision(
  repos: Repos,
  decision: { readonly id: DecisionId; readonly leadId: Booking["leadId"] },
): Promise<Meeting | null> {
  // Asked first because it makes other units of the same decision wait: an offer pressed twice has one meeting.
  if (!(await repos.bookings.findActiveByDecision(decision.id))) return null;
  const rows = await repos.bookings.listByLead(decision.leadId);
  return asMeeting(rows.filter((row) => row.decisionId === decision.id && isActive(row.status)));
}

/** Changes every booking of a meeting in the same way. */
export function mapMeeting([first, ...rest]: Meeting, change: (booking: Booking) => Booking): Meeting {
  return [change(first), ...rest.map(change)];
}
