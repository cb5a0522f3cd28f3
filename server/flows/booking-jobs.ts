import type { Repos } from "../../db/store.ts";
import type { Booking } from "../core/book/booking.ts";
import { type BookingId, newId } from "../core/id.ts";
import type { MeetingTime } from "../core/notify/meeting-time.ts";
import type { Meeting } from "./meeting.ts";
import type { World } from "./world.ts";

/** What a change of a booking means for calendar and mail. */
export type BookingChange = "booked" | "rescheduled" | "cancelled";

/**
 * Writes the jobs that a change brings, in the unit of the change: each rep's calendar, and a mail to the visitor and to each
 * rep. Their keys carry the sequence, so that running one twice changes nothing and an older one finds itself overtaken.
 */
export async function enqueueMeetingJobs(
  world: World,
  repos: Repos,
  { meeting, change, previous }: { readonly meeting: Meeting; readonly change: BookingChange; readonly previous?: MeetingTime },
): Promise<void> {
  const runAt = world.now();
  const before = previous ? { previousStartAt: previous.startAt, previousEndAt: previous.endAt } : {};
  for (const booking of meeting) {
    const payload = { bookingId: booking.id, sequence: booking.sequence, change, ...before };
    const key = `${booking.id}:${booking.sequence}`;
    await repos.jobs.enqueue({ id: newId("job", world.random), kind: "write_event", uniqueKey: `event:${key}`, payload, runAt });
    for (const audience of booking === meeting[0] ? ["visitor", "rep"] : ["rep"]) {
      const mail = { kind: "send_mail", uniqueKey: `mail:${audience}:${key}`, payload: { ...payload, audience } };
      await repos.jobs.enqueue({ id: newId("job", world.random), ...mail, runAt });
    }
  }
}

/** How long somebody who asks again and again is not mailed the same link once more. */
const linkEveryMs = 15 * 60_000;

/**
 * Mails the link of a meeting to the address that it was booked with. Whoever typed the address sees nothing of the meeting, and
 * within a quarter of an hour one mail is enough.
 */
export async function enqueueMeetingLink(world: World, repos: Repos, bookingId: BookingId | undefined): Promise<void> {
  const booking = bookingId === undefined ? null : await repos.bookings.find(bookingId);
  if (!booking) return;
  const runAt = world.now();
  const again = String(Math.floor(runAt / linkEveryMs));
  const payload = { bookingId: booking.id, sequence: booking.sequence, change: "booked", audience: "visitor", again };
  const uniqueKey = `mail:link:${booking.id}:${again}`;
  await repos.jobs.enqueue({ id: newId("job", world.random), kind: "send_mail", uniqueKey, payload, runAt });
}

/** The booking changed while its event was being written: the two writes may have crossed, so the newer state is written once more. */
export async function enqueueEventRepair(world: World, repos: Repos, booking: Booking): Promise<void> {
  const payload = { bookingId: booking.id, sequence: booking.sequence };
  const uniqueKey = `event-repair:${booking.id}:${booking.sequence}`;
  await repos.jobs.enqueue({ id: newId("job", world.random), kind: "write_event", uniqueKey, payload, runAt: world.now() });
}
