import type { Rep } from "../availability/rep.ts";
import type { Booking } from "../book/booking.ts";
import { placeOf } from "../book/place.ts";
import type { Setup } from "../setup.ts";
import type { MeetingType } from "../slots/meeting-type.ts";
import { languageOf } from "./language.ts";
import type { MailContent } from "./mail-content.ts";
import { mailHtml } from "./mail-html.ts";
import { fullTime, lengthInWords, type MeetingTime, type Reader, shortTime } from "./meeting-time.ts";
import { type Audience, fill, type MailKind, type Words, words } from "./words.ts";

export interface MailInput {
  readonly kind: MailKind;
  readonly audience: Audience;
  readonly booking: Booking;
  readonly rep: Rep;
  readonly meetingType: MeetingType;
  readonly company: Setup["company"];
  /** The visitor's link to reschedule or cancel; never shown to the rep. */
  readonly manageUrl?: string;
  /** The time before a reschedule. */
  readonly previous?: MeetingTime;
  /** BCP 47; the visitor's for a visitor. English when it is none of ours. */
  readonly locale: string;
}

/** Subject, plain text and HTML of one mail about a booking; times in the reader's zone, which is named. */
export function renderMail(input: MailInput): { readonly subject: string; readonly text: string; readonly html: string } {
  const { audience, booking, company, rep, meetingType, locale } = input;
  const language = languageOf(locale);
  const text = words[language];
  const reader: Reader = { locale, timeZone: audience === "visitor" ? booking.visitor.timeZone : rep.timeZone };
  const message = text.mails[input.kind][audience];
  const values = {
    rep: rep.name,
    visitor: booking.visitor.name || booking.visitor.email,
    email: booking.visitor.email,
    company: company.name,
    meeting: meetingType.name,
    when: shortTime(booking.startAt, reader),
  };
  const content: MailContent = {
    hello: helloLine(text, audience === "visitor" ? booking.visitor.name : rep.name),
    heading: message.heading,
    lead: fill(message.lead, values),
    about: audience === "visitor" && input.kind !== "cancelled" ? (meetingType.description ?? "") : "",
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
  const visitor = booking.visitor.name ? [booking.visitor.name, booking.visitor.email] : [booking.visitor.email];
  const before = previous && fullTime(previous, reader);
  return [
    { label: text.when, lines: [time.day, time.span, lengthInWords(booking, reader.locale)] },
    ...(before ? [{ label: text.previously, lines: [before.day, before.span] }] : []),
    { label: text.who, lines: audience === "visitor" ? [rep.title ? `${rep.name}, ${rep.title}` : rep.name] : visitor },
    ...(input.kind === "cancelled" ? [] : [{ label: text.where, ...place(input, text, meetingType) }]),
  ];
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

function actions({ kind, audience, booking, meetingType, manageUrl }: MailInput, text: Words): MailContent["actions"] {
  if (kind === "cancelled") return [];
  const { kind: where, text: link } = placeOf(meetingType, booking);
  const join = where === "link" && link !== null && isWebLink(link) ? [{ label: text.join, hint: "", href: link }] : [];
  const canManage = audience === "visitor" && manageUrl !== undefined && isWebLink(manageUrl);
  return canManage ? [...join, { label: text.manage, hint: text.manageHint, href: manageUrl }] : join;
}

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
