import type { MeetingType } from "../slots/meeting-type.ts";
import { formatInstant, type Instant, instant, minuteMs } from "../time.ts";
import { type Booking, isOpen } from "./booking.ts";

/** Why a visitor may not change a meeting. */
export type ChangeRefusal = "booking_closed" | "change_not_allowed" | "change_too_late" | "change_too_often";

type Change = "reschedule" | "cancel";

/** Null when the visitor may make this change now, else why not. Reps and operators are bound by none of it. */
export function changeRefusal(
  change: Change,
  { type, booking }: { readonly type: MeetingType; readonly booking: Booking },
  now: Instant,
): ChangeRefusal | null {
  if (!isOpen(booking.status) || booking.startAt <= now) return "booking_closed";
  const { reschedule, cancel } = type;
  const policy = change === "cancel" ? cancel : reschedule;
  if (policy === false) return "change_not_allowed";
  if (policy && now >= lastChangeAt(policy.untilMinutes, booking)) return "change_too_late";
  const atMost = (change === "reschedule" && reschedule && reschedule.atMost) || Number.POSITIVE_INFINITY;
  return (booking.moves ?? 0) >= atMost ? "change_too_often" : null;
}

function lastChangeAt(untilMinutes: number, { startAt }: Booking): Instant {
  return instant(startAt - untilMinutes * minuteMs);
}

/** What a visitor may do to a meeting, as its page tells it: whether, else why not, and until when. */
export function changeRules(type: MeetingType, booking: Booking, now: Instant) {
  const rule = (change: Change) => {
    const policy = type[change];
    const untilMinutes = policy ? policy.untilMinutes : 0;
    return {
      refusal: changeRefusal(change, { type, booking }, now),
      until: formatInstant(lastChangeAt(untilMinutes, booking)),
    };
  };
  return { reschedule: rule("reschedule"), cancel: rule("cancel") };
}
