import { type Booking, isOpen } from "../../core/book/booking.ts";
import { placeOf } from "../../core/book/place.ts";
import { buildInvite } from "../../core/invite/build-invite.ts";
import { renderMail } from "../../core/notify/render-mail.ts";
import type { MailKind } from "../../core/notify/words.ts";
import type { Mail } from "../../core/ports/mail.ts";
import { instant } from "../../core/time.ts";
import { enqueueVisitorMails, type MailOrder } from "../bookings/booking-jobs.ts";
import { type BookingParts, bookingParts } from "../bookings/booking-parts.ts";
import { changeBooking } from "../bookings/change-booking.ts";
import { manageToken, manageUrl } from "../bookings/manage-token.ts";
import { leadingId } from "../bookings/meeting.ts";
import { repUrl } from "../bookings/rep-link.ts";
import type { JobAnswer } from "../job-answer.ts";
import type { World } from "../world.ts";

export interface MailJob extends MailOrder {
  readonly bookingId: Booking["id"];
  readonly sequence: number;
  /** Tells a mail that is sent once more from the first. */
  readonly again?: string;
}

/** The calendar makes the video link within seconds; a mail that should carry it waits no longer than this. */
const linkWaitMs = 120_000;
const linkLookMs = 3_000;

/** What the invite of a mail does in the reader's calendar. */
const methods: Readonly<Record<MailKind, "REQUEST" | "CANCEL" | null>> = {
  booked: "REQUEST",
  confirmed: "REQUEST",
  rescheduled: "REQUEST",
  reassigned: "REQUEST",
  cancelled: "CANCEL",
  calledOff: "CANCEL",
  handedOver: "CANCEL",
  withdrawn: "CANCEL",
  askAgain: "CANCEL",
  reminder: null,
  overlap: null,
};

interface Composing extends BookingParts {
  readonly booking: Booking;
  readonly job: MailJob;
}

function links(world: World, { booking, job }: Composing): { readonly manageUrl?: string; readonly repUrl?: string } {
  if (job.audience === "rep") return { repUrl: repUrl(world, booking) };
  if (job.audience === "guest") return {};
  return { manageUrl: manageUrl(world.settings.publicUrl, manageToken(world.digests, leadingId(booking))) };
}

function inviteOf(world: World, composing: Composing): Pick<Mail, "invite"> {
  const { booking, rep, type, job } = composing;
  const method = methods[job.kind];
  // A rep whose own calendar we write has the meeting there; an invite beside it would be a second one.
  const hasEvent = job.audience === "rep" && job.kind !== "confirmed" && !world.calendars.isLocal(rep.calendar.kind);
  if (method === null || hasEvent) return {};
  const { company } = world.state.setup().setup;
  const { manageUrl: url } = links(world, composing);
  const link = url === undefined ? {} : { manageUrl: url };
  const { ics } = buildInvite({ booking, rep, meetingType: type, company, method, ...link, stampedAt: booking.updatedAt });
  return { invite: { method, ics } };
}

function composeMail(world: World, composing: Composing): Mail {
  const { booking, rep, type, job } = composing;
  const { audience, guest = "" } = job;
  const words = renderMail({
    ...job,
    booking,
    rep,
    meetingType: type,
    company: world.state.setup().setup.company,
    locale: audience === "rep" ? "en" : booking.visitor.locale,
    ...links(world, composing),
  });
  const visitor = { name: booking.visitor.name, email: booking.visitor.email };
  const person = { name: rep.name, email: rep.email };
  const readers = { visitor, rep: person, guest: { name: "", email: guest } };
  const place = audience === "guest" ? `guest${(booking.guests ?? []).indexOf(guest)}` : audience;
  return {
    id: [booking.id, job.sequence, job.kind, place, job.again].filter((part) => part !== undefined).join("."),
    to: readers[audience],
    replyTo: audience === "rep" ? visitor : person,
    ...words,
    ...inviteOf(world, composing),
  };
}

/** Whether the mail should carry a video link that the calendar is still making. */
function awaitsLink(world: World, { booking, type, job }: Composing): boolean {
  const isMade = type.location.kind === "meet" || type.location.kind === "teams";
  if (!isMade || job.audience === "rep" || methods[job.kind] !== "REQUEST") return false;
  const isFresh = booking.status === "booked" && world.now() < booking.updatedAt + linkWaitMs;
  return isFresh && placeOf(type, booking).text === null;
}

/** The invite of a mail that stands in for the event has left: the meeting is confirmed by it, and the visitor is told. */
async function confirmByMail(world: World, { bookingId, sequence }: MailJob): Promise<void> {
  const confirmed = await world.store.write(async (repos) => {
    const booking = await repos.bookings.find(bookingId);
    if (booking?.status !== "booked" || booking.sequence !== sequence) return null;
    const step = { action: "confirm", by: "server", at: world.now(), why: "The rep has the invite by mail." } as const;
    const next = await changeBooking(repos, { ...booking, confirmedBy: "mail" }, step);
    if (next) await enqueueVisitorMails(world, repos, { booking: next, order: { kind: "confirmed" } });
    return next;
  });
  if (!confirmed) return;
  world.state.calendars.applyBooking(confirmed);
  world.wakeJobs();
}

/**
 * Step 13: sends one mail of a booking's change. An older change that a newer one overtook is not sent: the newer mail
 * carries the invite with the higher SEQUENCE.
 */
export async function sendMail(world: World, job: MailJob): Promise<JobAnswer> {
  const booking = await world.store.read.bookings.find(job.bookingId);
  if (!booking || booking.sequence > job.sequence) return { kind: "done" };
  if (job.kind === "reminder" && (!isOpen(booking.status) || booking.startAt <= world.now())) return { kind: "done" };
  const composing = { booking, job, ...(await bookingParts(world, booking)) };
  if (awaitsLink(world, composing))
    return { kind: "again", error: "the calendar has not made the video link yet", notBefore: instant(world.now() + linkLookMs) };
  const result = await world.mailer.send(composeMail(world, composing));
  if (result.kind === "accepted") {
    if (job.kind === "confirmed" && job.audience === "rep") await confirmByMail(world, job);
    return { kind: "done" };
  }
  world.log.warn({ bookingId: booking.id, audience: job.audience, result: result.kind }, "a mail was not accepted");
  return result.kind === "later" ? { kind: "again", error: result.message } : { kind: "dead", error: result.message };
}
