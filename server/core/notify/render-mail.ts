import type { Rep } from "../availability/rep.ts";
import type { Booking } from "../book/booking.ts";
import { placeOf } from "../book/place.ts";
import type { Setup } from "../setup.ts";
import type { MeetingType } from "../slots/meeting-type.ts";
import { languageOf } from "./language.ts";
import type { MailContent } from "./mail-content.ts";
import { mailHtml } from "./mail-html.ts";
import { fullTime, lengthInWords, type MeetingTime, type Reader, shortTime } from "./meeting-time.ts";
import { type Audience, fill, type MailKind, messageOf, type Words, words } from "./words.ts";

export interface MailInput {
  readonly kind: MailKind;
  readonly audience: Audience;
  readonly booking: Booking;
  readonly rep: Rep;
  readonly meetingType: MeetingType;
  readonly company: Setup["company"];
  /** The visitor's link to reschedule or cancel; never shown to the rep. */
  readonly manageUrl?: string;
  /** The rep's own page of the meeting; never shown to anybody else. */
  readonly repUrl?: string;
  /** The time before a reschedule. */
  readonly previous?: MeetingTime;
  /** Who had the meeting before, or has it now. */
  readonly otherRep?: string;
  /** What whoever called it off wants to be said. */
  readonly note?: string;
  /** BCP 47; the visitor's for a visitor. English when it is none of ours. */
  readonly locale: string;
}

/** Subject, plain text and HTML of one mail about a booking; times in the reader's zone, which is named. */
export function renderMail(input: MailInput): { readonly subject: string; readonly text: string; readonly html: string } {
  const { audience, booking, company, rep, meetingType, locale } = input;
  const language = languageOf(locale);
  const text = words[language];
  const reader: Reader = { locale, timeZone: audience === "rep" ? rep.timeZone : booking.visitor.timeZone };
  const message = messageOf(text, input.kind, audience);
  const values = {
    rep: rep.name,
    visitor: booking.visitor.name || booking.visitor.email,
    email: booking.visitor.email,
    company: company.name,
    meeting: meetingType.name,
    when: shortTime(booking.startAt, reader),
    before: input.otherRep ?? "",
    after: input.otherRep ?? "",
  };
  const content: MailContent = {
    hello: helloLine(text, { visitor: booking.visitor.name, rep: rep.name, guest: "" }[audience]),
    heading: fill(message.heading, values),
    lead: fill(message.lead, values),
    about: audience !== "rep" && !isOver(input.kind) ? (meetingType.description ?? "") : "",
    rows: rows(input, text, reader),
    actions: actions(input, text),
    footer: fill(text.sentBy, values),
  };
  const subject = fill(message.subject, values).replaceAll(/\s+/g, " ").trim();
  return { subject, text: mailText(content), html: mailHtml({ content, language, accent: company.accent ?? "" }) };
}

function helloLine(text: Words, name: string): string {
  return name === "" ? "" : fill(text.hello, { name });
}

function rows(input: MailInput, text: Words, reader: Reader): MailContent["rows"] {
  const { audience, booking, rep, meetingType, previous } = input;
  const time = fullTime(booking, reader);
  const { name, email, phone } = booking.visitor;
  const visitor = [...(name ? [name] : []), email, ...(phone ? [phone] : [])];
  const before = previous && fullTime(previous, reader);
  return [
    { label: text.when, lines: [time.day, time.span, lengthInWords(booking, reader.locale)] },
    ...(before ? [{ label: text.previously, lines: [before.day, before.span] }] : []),
    { label: text.who, lines: audience !== "rep" ? [rep.title ? `${rep.name}, ${rep.title}` : rep.name] : visitor },
    ...(isOver(input.kind) ? [] : [{ label: text.where, ...place(input, text, meetingType) }]),
    ...(isOver(input.kind) || audience === "guest" ? [] : told(booking, text)),
    ...(input.note ? [{ label: text.message, lines: input.note.split("\n") }] : []),
  ];
}

/** What the visitor answered, and whom they bring. */
function told({ answers = [], guests = [] }: Booking, text: Words): MailContent["rows"] {
  return [
    ...answers.map(({ label, value }) => ({ label, lines: value.split("\n") })),
    ...(guests.length > 0 ? [{ label: text.guests, lines: guests }] : []),
  ];
}

/** The mail tells of a meeting that the reader does not have any more. */
function isOver(kind: MailKind): boolean {
  return kind === "cancelled" || kind === "calledOff" || kind === "withdrawn" || kind === "askAgain" || kind === "handedOver";
}

function place({ audience, booking, rep }: MailInput, text: Words, meetingType: MeetingType) {
  const { kind, text: where } = placeOf(meetingType, booking);
  if (kind === "link") return { lines: [where ?? text.video], ...(where !== null && isWebLink(where) ? { href: where } : {}) };
  if (kind === "address") return { lines: (where ?? "").split("\n") };
  const visitor = booking.visitor.name || booking.visitor.email;
  if (where !== null)
    return {
      lines: [audience === "rep" ? fill(text.theyCall, { visitor, number: where }) : fill(text.visitorCalls, { number: where })],
    };
  if (audience !== "rep") return { lines: [fill(text.repCalls, { rep: rep.name })] };
  return { lines: [fill(text.youCall, { visitor }), ...(booking.visitor.phone ? [booking.visitor.phone] : [])] };
}

function actions(input: MailInput, text: Words): MailContent["actions"] {
  const { kind, audience, booking, meetingType, manageUrl = "", repUrl = "" } = input;
  const { text: link } = placeOf(meetingType, booking);
  const join = link !== null && isWebLink(link) ? [{ label: text.join, hint: "", href: link }] : [];
  if (audience === "visitor" && kind === "askAgain") return [{ label: text.chooseAgain, hint: "", href: manageUrl }];
  if (isOver(kind)) return [];
  if (audience === "visitor" && isWebLink(manageUrl))
    return [...join, { label: text.manage, hint: text.manageHint, href: manageUrl }];
  return audience === "rep" && isWebLink(repUrl) ? [...join, { ...repAction, href: repUrl }] : join;
}

const repAction = { label: "Reassign or call off", hint: "You cannot be there, or the visitor was not? Say so here:" };

/** Nothing but a web address becomes a link: a `javascript:` or `data:` address stays text. */
function isWebLink(url: string): boolean {
  return /^https?:\/\/[^\s<>"]+$/i.test(url);
}

/** A mail as plain text. */
export function mailText(content: MailContent): string {
  const paragraphs = [
    content.hello,
    content.lead,
    content.rows.map(({ label, lines }) => `${label}: ${lines.join("\n    ")}`).join("\n"),
    content.about,
    ...content.actions.map(({ label, hint, href }) => `${hint === "" ? `${label}:` : hint}\n${href}`),
    `-- \n${content.footer}`,
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}
