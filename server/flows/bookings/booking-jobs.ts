import type { Repos } from "../../../db/store.ts";
import type { Booking } from "../../core/book/booking.ts";
import { type BookingId, newId } from "../../core/id.ts";
import type { MeetingTime } from "../../core/notify/meeting-time.ts";
import type { Audience, MailKind } from "../../core/notify/words.ts";
import { type Instant, instant, minuteMs } from "../../core/time.ts";
import { leadFollowsMeeting } from "../ladders/lead-follows-meeting.ts";
import type { World } from "../world.ts";
import type { Meeting } from "./meeting.ts";

/** A mail about a booking, as its job carries it. */
export interface MailOrder {
  readonly kind: MailKind;
  readonly audience: Audience;
  /** The address of a guest. */
  readonly guest?: string;
  /** The time before a change. */
  readonly previous?: MeetingTime;
  /** The name of the rep before, or after. */
  readonly otherRep?: string;
  /** What whoever did it wants to be said. */
  readonly note?: string;
}

/** A reminder that would follow the booking within so many minutes only repeats it. */
const quietMinutes = 30;

async function enqueueEvent(world: World, repos: Repos, booking: Booking): Promise<void> {
  const payload = { bookingId: booking.id, sequence: booking.sequence };
  const uniqueKey = `event:${booking.id}:${booking.sequence}`;
  await repos.jobs.enqueue({ id: newId("job", world.random), kind: "write_event", uniqueKey, payload, runAt: world.now() });
}

/** Writes the job of one mail, in the unit of what it tells; sent in the booking's present sequence or not at all. */
export async function enqueueMail(
  world: World,
  repos: Repos,
  { booking, order, runAt }: { readonly booking: Booking; readonly order: MailOrder; readonly runAt?: Instant },
): Promise<void> {
  const { kind, audience, guest, previous, otherRep, note } = order;
  const payload = {
    bookingId: booking.id,
    sequence: booking.sequence,
    change: kind,
    audience,
    ...(guest === undefined ? {} : { guest }),
    ...(previous ? { previousStartAt: previous.startAt, previousEndAt: previous.endAt } : {}),
    ...(otherRep === undefined ? {} : { otherRep }),
    ...(note === undefined ? {} : { note }),
  };
  const uniqueKey = ["mail", kind, audience, guest, runAt, booking.id, booking.sequence].filter(Boolean).join(":");
  await repos.jobs.enqueue({
    id: newId("job", world.random),
    kind: "send_mail",
    uniqueKey,
    payload,
    runAt: runAt ?? world.now(),
  });
}

/** The same mail to the visitor and to everybody whom they bring. */
export async function enqueueVisitorMails(
  world: World,
  repos: Repos,
  { booking, order, runAt }: { readonly booking: Booking; readonly order: Omit<MailOrder, "audience">; readonly runAt?: Instant },
): Promise<void> {
  const at = runAt === undefined ? {} : { runAt };
  await enqueueMail(world, repos, { booking, order: { ...order, audience: "visitor" }, ...at });
  for (const guest of booking.guests ?? [])
    await enqueueMail(world, repos, { booking, order: { ...order, audience: "guest", guest }, ...at });
}

async function enqueueReminders(world: World, repos: Repos, booking: Booking): Promise<void> {
  const reminders = world.state.setup().meetingTypes.get(booking.meetingTypeId)?.reminders ?? [];
  for (const minutes of reminders) {
    const runAt = instant(booking.startAt - minutes * minuteMs);
    if (runAt < world.now() + quietMinutes * minuteMs) continue;
    await enqueueVisitorMails(world, repos, { booking, order: { kind: "reminder" }, runAt });
  }
}

/**
 * Writes the jobs that a change of a meeting brings, in the unit of the change: each rep's calendar, a mail to the visitor, the
 * guests and each rep, and reminders. Their keys carry the sequence, so that running one twice changes nothing and an older one
 * finds itself overtaken. A change that a rep's own calendar began tells no rep.
 */
export async function enqueueMeetingJobs(
  world: World,
  repos: Repos,
  changed: {
    readonly meeting: Meeting;
    readonly change: Extract<MailKind, "booked" | "rescheduled" | "cancelled" | "calledOff" | "askAgain">;
    readonly previous?: MeetingTime;
    readonly note?: string;
    readonly reps?: "know already";
  },
): Promise<void> {
  const { meeting, change: kind, previous, note } = changed;
  const isOff = kind !== "booked" && kind !== "rescheduled";
  await leadFollowsMeeting(world, repos, { ...meeting[0], isOff });
  const order = { kind, ...(previous ? { previous } : {}), ...(note ? { note } : {}) };
  for (const booking of meeting) {
    await enqueueEvent(world, repos, booking);
    if (!changed.reps) await enqueueMail(world, repos, { booking, order: { ...order, audience: "rep" } });
  }
  const [booking] = meeting;
  await enqueueVisitorMails(world, repos, { booking, order });
  if (kind === "booked" || kind === "rescheduled") await enqueueReminders(world, repos, booking);
}

/** Jobs of a meeting that went from one rep to another, and perhaps to another time. */
export async function enqueueHandover(
  world: World,
  repos: Repos,
  {
    before,
    after,
    names,
  }: { readonly before: Booking; readonly after: Booking; readonly names: { before: string; after: string } },
): Promise<void> {
  await leadFollowsMeeting(world, repos, { ...after, isOff: false });
  const moved = before.startAt === after.startAt ? {} : { previous: before };
  const kind = moved.previous ? "rescheduled" : "reassigned";
  await enqueueEvent(world, repos, before);
  await enqueueEvent(world, repos, after);
  await enqueueMail(world, repos, { booking: before, order: { kind: "handedOver", audience: "rep", otherRep: names.after } });
  await enqueueMail(world, repos, { booking: after, order: { kind: "reassigned", audience: "rep", otherRep: names.before } });
  await enqueueVisitorMails(world, repos, { booking: before, order: { kind: "withdrawn" } });
  await enqueueVisitorMails(world, repos, { booking: after, order: { kind, otherRep: names.before, ...moved } });
  await enqueueReminders(world, repos, after);
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
