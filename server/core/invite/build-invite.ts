import type { Rep } from "../availability/rep.ts";
import type { Booking } from "../book/booking.ts";
import { placeOf } from "../book/place.ts";
import { fillTemplate, type TemplateValues } from "../book/template.ts";
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
  const { booking, meetingType, method, manageUrl, stampedAt } = input;
  const visitorEvent = eventOf(input, languageOf(booking.visitor.locale), visitorText(input, manageUrl));
  const { kind } = meetingType.location;
  const asksForLink = kind === "meet" || kind === "teams";
  return {
    ics: eventIcs(visitorEvent, method === "CANCEL" ? "cancel" : "request", stampedAt),
    event: { ...eventOf(input, "en", repText(input)), ...(asksForLink ? { conference: true } : {}) },
  };
}

function eventOf(input: InviteInput, language: Language, description: string): CalendarEvent {
  const { booking, rep } = input;
  return {
    uid: booking.uid,
    sequence: booking.sequence,
    title: title(input),
    description,
    location: location(input, language),
    startAt: booking.startAt,
    endAt: booking.endAt,
    organizer: { name: rep.name, email: rep.email },
    attendees: [
      { name: visitorName(booking), email: booking.visitor.email },
      ...(booking.guests ?? []).map((email) => ({ name: email, email })),
    ],
  };
}

const visitorName = ({ visitor }: Booking): string => visitor.name || visitor.email;

function title(input: InviteInput): string {
  const { booking, rep, meetingType, company } = input;
  const own = fromTemplate(input, meetingType.event?.title).replaceAll(/\s+/g, " ");
  return own || `${meetingType.name}: ${visitorName(booking)} / ${rep.name} (${company.name})`;
}

function fromTemplate({ booking, rep, meetingType, company }: InviteInput, template: string | undefined): string {
  if (template === undefined) return "";
  const values: TemplateValues = {
    meeting: meetingType.name,
    visitor: visitorName(booking),
    rep: rep.name,
    company: company.name,
    visitorCompany: booking.visitor.company ?? "",
    minutes: String(meetingType.durationMinutes),
  };
  return fillTemplate(template, values, booking.answers ?? []);
}

function location({ meetingType, booking, rep }: InviteInput, language: Language): string {
  const { kind, text } = placeOf(meetingType, booking);
  if (text !== null && kind === "phone") return fill(words[language].visitorCalls, { number: text });
  return text ?? (kind === "phone" ? fill(words[language].repCalls, { rep: rep.name }) : "");
}

/** What the meeting is about, in the words of the setup. */
function about(input: InviteInput): readonly string[] {
  const { event, description } = input.meetingType;
  const text = event?.description === undefined ? (description ?? "") : fromTemplate(input, event.description);
  return text === "" ? [] : [text, ""];
}

function visitorText(input: InviteInput, manageUrl: string | undefined): string {
  const { meetingType, booking } = input;
  const text = words[languageOf(booking.visitor.locale)];
  const { kind, text: place } = placeOf(meetingType, booking);
  return [
    ...about(input),
    ...(kind === "link" && place !== null ? [`${text.join}: ${place}`] : []),
    ...answerLines(booking),
    ...(manageUrl === undefined ? [] : [`${text.manage}: ${manageUrl}`]),
  ].join("\n");
}

function repText(input: InviteInput): string {
  const { meetingType, booking } = input;
  const { visitor } = booking;
  const { kind, text: place } = placeOf(meetingType, booking);
  return [
    ...about(input),
    ...(kind === "link" && place !== null ? [`${words.en.join}: ${place}`] : []),
    visitor.name ? `${visitor.name} <${visitor.email}>` : visitor.email,
    ...(visitor.phone ? [visitor.phone] : []),
    ...answerLines(booking),
  ].join("\n");
}

function answerLines({ answers = [] }: Booking): readonly string[] {
  return answers.map(({ label, value }) => `${label}: ${value}`);
}
