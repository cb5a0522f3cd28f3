import type { MeetingType } from "../slots/meeting-type.ts";
import type { Booking } from "./booking.ts";

/** Where a meeting is, as a visitor sees it: a video link (which the calendar may still have to make), a call, or an address. */
export interface Place {
  readonly kind: "link" | "phone" | "address";
  /** What to join, whom to call or where to go; null when the rep calls, or while there is no link yet. */
  readonly text: string | null;
}

/** The place of a type of meeting, and of one booking of it when it is there already. */
export function placeOf({ location }: Pick<MeetingType, "location">, booking?: Pick<Booking, "calendarRef">): Place {
  switch (location.kind) {
    case "link":
      return { kind: "link", text: location.url };
    case "meet":
    case "teams":
      return { kind: "link", text: booking?.calendarRef?.joinUrl ?? null };
    case "phone":
      return { kind: "phone", text: location.caller === "visitor" ? location.number : null };
    case "address":
      return { kind: "address", text: location.text };
  }
}
