import type { Repos } from "../../../db/store.ts";
import type { Booking } from "../../core/book/booking.ts";
import { isOpen } from "../../core/book/booking.ts";
import { buildInvite } from "../../core/invite/build-invite.ts";
import type { CalendarFailure, CalendarRef, CalendarResult } from "../../core/ports/calendar.ts";
import type { Instant } from "../../core/time.ts";
import type { JobAnswer } from "../job-answer.ts";
import type { World } from "../world.ts";
import { enqueueEventRepair, enqueueMail } from "./booking-jobs.ts";
import { bookingParts } from "./booking-parts.ts";
import { changeBooking } from "./change-booking.ts";
import { manageToken, manageUrl } from "./manage-token.ts";
import { leadingId } from "./meeting.ts";

async function putEvent(world: World, booking: Booking): Promise<CalendarResult<CalendarRef | null>> {
  const { rep, type } = await bookingParts(world, booking);
  const calendar = world.calendars.open(rep);
  const { calendarTimeoutMs } = world.settings;
  const ref = booking.calendarRef ?? null;
  if (!isOpen(booking.status)) return calendar.cancel(ref, booking.uid, calendarTimeoutMs);
  const { event } = buildInvite({
    booking,
    rep,
    meetingType: type,
    company: world.state.setup().setup.company,
    method: "REQUEST",
    manageUrl: manageUrl(world.settings.publicUrl, manageToken(world.digests, leadingId(booking))),
    stampedAt: booking.updatedAt,
  });
  return booking.sequence === 0 && !ref
    ? calendar.create(event, calendarTimeoutMs)
    : calendar.update(ref, event, calendarTimeoutMs);
}

const isOver = ({ status }: Booking): boolean => status === "completed" || status === "no_show";

interface Written {
  /** The calendar has the booking as it is now. */
  readonly isPresent: boolean;
  readonly at: Instant;
}

/** Keeps where the event is; a booking of which the calendar has the present state is `confirmed`. */
async function noteWritten(repos: Repos, written: Booking, { isPresent, at }: Written): Promise<Booking | null> {
  const kept: Booking = isPresent ? { ...written, confirmedBy: "calendar" } : written;
  if (isPresent && written.status === "booked") return changeBooking(repos, kept, { action: "confirm", by: "server", at });
  await repos.bookings.update(kept);
  return kept;
}

/** A calendar that does not take the event after so many tries is a fault that lasts. */
const triesBeforeMail = 5;
const lasting: ReadonlySet<CalendarFailure["kind"]> = new Set(["auth_lost", "not_found", "refused"]);

/** The rep gets the invite by mail when the calendar will not have it soon; the calendar is tried on all the same. */
async function standIn(
  world: World,
  booking: Booking,
  { failure, attempts }: { readonly failure: CalendarFailure; readonly attempts: number },
): Promise<void> {
  if (booking.status !== "booked" || (attempts < triesBeforeMail && !lasting.has(failure.kind))) return;
  await world.store.write((repos) => enqueueMail(world, repos, { booking, order: { kind: "confirmed", audience: "rep" } }));
  world.wakeJobs();
}

function failed(world: World, booking: Booking, failure: CalendarFailure): JobAnswer {
  world.log.warn({ bookingId: booking.id, repId: booking.repId, failure: failure.kind }, "the event could not be written");
  return {
    kind: "again",
    error: `${failure.kind}: ${failure.message}`,
    ...(failure.kind === "rate_limited" ? { notBefore: failure.retryAt } : {}),
  };
}

/**
 * Step 12: makes the rep's calendar agree with the booking as it is now: created, moved or gone, always under the booking's
 * uid, so running it twice makes one event. A booking whose event is written is `confirmed`; while the calendar does not take it,
 * a mail stands in for it.
 */
export async function writeEvent(
  world: World,
  job: { readonly bookingId: Booking["id"]; readonly sequence: number; readonly attempts: number },
): Promise<JobAnswer> {
  const booking = await world.store.read.bookings.find(job.bookingId);
  // The event of a meeting that is over stays as it is.
  if (!booking || booking.sequence > job.sequence || isOver(booking)) return { kind: "done" };
  const result = await putEvent(world, booking);
  if (!result.ok) {
    await standIn(world, booking, { failure: result.failure, attempts: job.attempts });
    const { rep } = await bookingParts(world, booking);
    // Trying again would change nothing: the mail is how such a rep has meetings.
    if (world.calendars.open(rep).readOnly) return { kind: "done" };
    return failed(world, booking, result.failure);
  }
  const now = await world.store.write(async (repos) => {
    const current = await repos.bookings.find(booking.id);
    if (!current) return null;
    const unchanged = current.sequence === booking.sequence;
    const written: Booking = { ...current, ...(result.value ? { calendarRef: result.value } : {}) };
    if (!unchanged) await enqueueEventRepair(world, repos, written);
    return noteWritten(repos, written, { isPresent: unchanged && isOpen(current.status), at: world.now() });
  });
  if (now) world.state.calendars.applyBooking(now);
  return { kind: "done" };
}
