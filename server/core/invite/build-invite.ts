import type { Rep } from "../availability/rep.ts";
import type { Booking } from "../book/booking.ts";
import { type Language, languageOf } from "../notify/language.ts";
import { fill, words } from "../notify/words.ts";
import type { CalendarEvent } from "../ports/calendar.ts";
import type { Setup } from "../setup.ts";
import type { MeetingType } from "../slots/meeting-type.ts";
import type { Instant } from "../time.ts";
import { eventIcs } from "./event-ics.ts";

export interface InviteInput {
  readonly booking: Booking;
  readonly rep: Rep;
  readonly meetingType: MeetingType;
  readonly company: Setup["company"];
  readonly method: "REQUEST" | "CANCEL";
  /** The visitor's link to reschedule or cancel; it goes into the visitor's copy alone. */
  readonly manageUrl?: string;
  readonly stampedAt: Instant;
}

export interface Invite {
  /** The iTIP message for the visitor, in the visitor's language. */
  readonly ics: string;
  /** The same meeting for the rep's calendar, in English, without the visitor's secret link. */
  readonly event: CalendarEvent;
}

/** The invite of a booking. UID and SEQUENCE are the booking's own, so a reader replaces what it had before. */
export function buildInvite(input: InviteInput): Invite {
  const { booking, rep, meetingType, company, method, manageUrl, stampedAt } = input;
  const visitorName = booking.visitor.name || booking.visitor.email;
  const event = (language: Language, manage: string | undefined): CalendarEvent => ({
    uid: booking.uid,
    sequence: booking.sequence,
    title: `${meetingType.name}: ${visitorName} / ${rep.name} (${company.name})`,
    description: description(input, language, manage),
    location: location(input, language),
    startAt: booking.startAt,
    endAt: booking.endAt,
    organizer: { name: rep.name, email: rep.email },
    attendees: [{ name: visitorName, email: booking.visitor.email }],
  });
  const visitorEvent = event(languageOf(booking.visitor.locale), manageUrl);
  return {
    ics: eventIcs(visitorEvent, method === "CANCEL" ? "cancel" : "request", stampedAt),
    event: event("en", undefined),
  };
}

function location({ meetingType, rep }: InviteInput, language: Language): string {
  const place = meetingType.location;
  if (place.kind === "link") return place.url;
  return place.kind === "address" ? place.text : fill(words[language].repCalls, { rep: rep.name });
}

function description({ meetingType, booking }: InviteInput, language: Language, manageUrl: string | undefined): string {
  const text = words[language];
  const { location: place, description: about } = meetingType;
  const visitor = booking.visitor.name ? `${booking.visitor.name} <${booking.visitor.email}>` : booking.visitor.email;
  return [
    ...(about ? [about, ""] : []),
    ...(place.kind === "link" ? [`${text.join}: ${place.url}`] : []),
    ...(manageUrl === undefined ? [visitor] : [`${text.manage}: ${manageUrl}`]),
  ].join("\n");
}
