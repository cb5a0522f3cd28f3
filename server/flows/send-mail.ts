import type { Booking } from "../core/book/booking.ts";
import { buildInvite } from "../core/invite/build-invite.ts";
import type { MeetingTime } from "../core/notify/meeting-time.ts";
import { renderMail } from "../core/notify/render-mail.ts";
import type { Mail } from "../core/ports/mail.ts";
import type { BookingChange } from "./booking-jobs.ts";
import { bookingParts } from "./booking-parts.ts";
import type { JobAnswer } from "./job-answer.ts";
import { manageToken, manageUrl } from "./manage-token.ts";
import { leadingId } from "./meeting.ts";
import type { World } from "./world.ts";

export interface MailJob {
  readonly bookingId: Booking["id"];
  readonly sequence: number;
  readonly change: BookingChange;
  readonly audience: "visitor" | "rep";
  /** The time before a reschedule. */
  readonly previous?: MeetingTime;
  /** Tells a mail that is sent once more from the first. */
  readonly again?: string;
}

async function composeMail(world: World, booking: Booking, job: MailJob): Promise<Mail> {
  const { rep, type } = await bookingParts(world, booking);
  const company = world.state.setup().setup.company;
  const url = manageUrl(world.settings.publicUrl, manageToken(world.digests, leadingId(booking)));
  const link = job.audience === "visitor" ? { manageUrl: url } : {};
  const method = job.change === "cancelled" ? "CANCEL" : "REQUEST";
  const { ics } = buildInvite({ booking, rep, meetingType: type, company, method, ...link, stampedAt: booking.updatedAt });
  const locale = job.audience === "visitor" ? booking.visitor.locale : "en";
  const previous = job.previous ? { previous: job.previous } : {};
  const words = renderMail({
    kind: job.change,
    audience: job.audience,
    booking,
    rep,
    meetingType: type,
    company,
    locale,
    ...link,
    ...previous,
  });
  const visitor = { name: booking.visitor.name, email: booking.visitor.email };
  const person = { name: rep.name, email: rep.email };
  const toVisitor = job.audience === "visitor";
  return {
    id: `${booking.id}.${job.sequence}.${job.audience}${job.again === undefined ? "" : `.${job.again}`}`,
    to: toVisitor ? visitor : person,
    replyTo: toVisitor ? person : visitor,
    ...words,
    // A rep whose own calendar we write has the meeting there; an invite beside it would be a second one.
    ...(toVisitor || world.calendars.isLocal(rep.calendar.kind) ? { invite: { method, ics } } : {}),
  };
}

/**
 * Step 13: sends one mail of a booking's change. An older change that a newer one overtook is not sent: the newer mail
 * carries the invite with the higher SEQUENCE.
 */
export async function sendMail(world: World, job: MailJob): Promise<JobAnswer> {
  const booking = await world.store.read.bookings.find(job.bookingId);
  if (!booking || booking.sequence > job.sequence) return { kind: "done" };
  const result = await world.mailer.send(await composeMail(world, booking, job));
  if (result.kind === "accepted") return { kind: "done" };
  world.log.warn({ bookingId: booking.id, audience: job.audience, result: result.kind }, "a mail was not accepted");
  return result.kind === "later" ? { kind: "again", error: result.message } : { kind: "dead", error: result.message };
}
