import type { Repos } from "../../../db/store.ts";
import { type Booking, isOpen } from "../../core/book/booking.ts";
import { AppError } from "../../core/errors.ts";
import type { BookingId } from "../../core/id.ts";
import type { World } from "../world.ts";
import { manageTokenHash } from "./manage-token.ts";

/** A meeting: one booking for each rep who takes part, the first of them leading. They share uid, times and link. */
export type Meeting = readonly [Booking, ...Booking[]];

/** The id of the booking that a meeting began with: the one that its uid and its link are made from. */
export function leadingId({ uid }: Pick<Booking, "uid">): BookingId {
  return `bk_${uid.slice("bk_".length).replace(/[.@].*$/, "")}`;
}

/**
 * The uid of the meeting when another rep takes it: iTIP knows no change of an event's organizer (RFC 5546, 1.4), so the earlier
 * event is cancelled and another begins. `bk_…@host` is followed by `bk_….1@host`.
 */
export function nextUid(uid: string): string {
  const [, id = uid, count = "0", host = ""] = /^([^.@]+)(?:\.(\d+))?(@.*)$/.exec(uid) ?? [];
  return `${id}.${Number(count) + 1}${host}`;
}

/** The uid of the newest event among bookings of one link, or null. */
function newestUid(rows: readonly Booking[]): string | null {
  const rounds = rows.map(({ uid }) => ({ uid, round: Number(/\.(\d+)@/.exec(uid)?.[1] ?? 0) }));
  return rounds.toSorted((a, b) => b.round - a.round)[0]?.uid ?? null;
}

function asMeeting(rows: readonly Booking[]): Meeting | null {
  const [first, ...rest] = rows.toSorted((a, b) => Number(b.id === leadingId(b)) - Number(a.id === leadingId(a)));
  return first ? [first, ...rest] : null;
}

function newestMeeting(rows: readonly Booking[]): Meeting | null {
  const uid = newestUid(rows);
  return asMeeting(rows.filter((row) => row.uid === uid));
}

/** The meeting behind a visitor's link. Throws `token_invalid`. */
export async function findMeeting(world: World, repos: Repos, token: string): Promise<Meeting> {
  const meeting = newestMeeting(await repos.bookings.listByManageTokenHash(manageTokenHash(world.digests, token)));
  if (!meeting) throw new AppError("token_invalid");
  return meeting;
}

/** The meeting that is booked among what an offer came to, or null. */
export function openMeetingOf(rows: readonly Booking[]): Meeting | null {
  return newestMeeting(rows.filter(({ status }) => isOpen(status)));
}

/** The meeting that a booking belongs to as it is now: with another rep, if it went to one. Throws `not_found`. */
export async function meetingOfBooking(repos: Repos, id: BookingId): Promise<Meeting> {
  const one = await repos.bookings.find(id);
  const meeting = one && newestMeeting(await repos.bookings.listByManageTokenHash(one.manageTokenHash));
  if (!meeting) throw new AppError("not_found", { bookingId: id });
  return meeting;
}

/** Changes every booking of a meeting in the same way; null as soon as the database refuses one. */
export async function changeMeeting(
  [first, ...rest]: Meeting,
  change: (booking: Booking) => Promise<Booking | null>,
): Promise<Meeting | null> {
  const leading = await change(first);
  if (!leading) return null;
  const others: Booking[] = [];
  for (const booking of rest) {
    const other = await change(booking);
    if (!other) return null;
    others.push(other);
  }
  return [leading, ...others];
}
