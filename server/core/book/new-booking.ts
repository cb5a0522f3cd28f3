import type { BookingId } from "../id.ts";
import type { Decision } from "../route/decision.ts";
import type { MeetingType } from "../slots/meeting-type.ts";
import { type Instant, instant, minuteMs } from "../time.ts";
import type { Booking, Visit } from "./booking.ts";

/** When a meeting of this type that starts at `startAt` ends, and what it blocks with its buffers. */
export function bookingTimes(
  type: MeetingType,
  startAt: Instant,
): Pick<Booking, "startAt" | "endAt" | "blockStartAt" | "blockEndAt"> {
  const endAt = instant(startAt + type.durationMinutes * minuteMs);
  return {
    startAt,
    endAt,
    blockStartAt: instant(startAt - type.bufferBeforeMinutes * minuteMs),
    blockEndAt: instant(endAt + type.bufferAfterMinutes * minuteMs),
  };
}

/** A booking of an offer, as it is first written. */
export function newBooking(input: {
  readonly id: BookingId;
  readonly decision: Decision;
  readonly repId: string;
  readonly type: MeetingType;
  readonly startAt: Instant;
  readonly visit: Visit;
  /** UID of the meeting: one for all reps of a team. */
  readonly uid: string;
  readonly manageTokenHash: string;
  readonly now: Instant;
}): Booking {
  const { id, decision, repId, type, visit, manageTokenHash, now } = input;
  return {
    id,
    leadId: decision.leadId,
    decisionId: decision.id,
    repId,
    ...(decision.route.poolId ? { poolId: decision.route.poolId } : {}),
    meetingTypeId: type.id,
    status: "booked",
    ...bookingTimes(type, input.startAt),
    ...visit,
    sequence: 0,
    uid: input.uid,
    manageTokenHash,
    createdAt: now,
    updatedAt: now,
  };
}
