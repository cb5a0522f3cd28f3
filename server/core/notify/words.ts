import type { Language } from "./language.ts";
import { repNotices } from "./rep-notices.ts";
import { english } from "./words/english.ts";
import { french } from "./words/french.ts";
import { german } from "./words/german.ts";
import { japanese } from "./words/japanese.ts";
import { portuguese } from "./words/portuguese.ts";
import { spanish } from "./words/spanish.ts";

/**
 * What a mail is about. `confirmed`: the invite stands in for an event that the calendar does not take. `calledOff`: by us, where
 * `cancelled` is the visitor's own. `reassigned` goes to the visitor and the new rep, `handedOver` to the one before, and
 * `withdrawn` ends the invite of the one before. `askAgain`: nobody can be there. `overlap`: the rep has something else then.
 */
export type MailKind =
  | "booked"
  | "confirmed"
  | "rescheduled"
  | "cancelled"
  | "calledOff"
  | "reassigned"
  | "handedOver"
  | "withdrawn"
  | "askAgain"
  | "reminder"
  | "overlap";
export type Audience = "visitor" | "rep" | "guest";

/** What one mail says. Placeholders: `{rep} {visitor} {email} {company} {meeting} {when}`, and `{before}` is the rep before. */
export interface Message {
  readonly subject: string;
  readonly heading: string;
  readonly lead: string;
}

type VisitorNotice = "confirmed" | "calledOff" | "reassigned" | "withdrawn" | "askAgain" | "reminder";

export interface Words {
  /** Guests read what visitors read, except how they came to be invited. */
  readonly mails: Readonly<
    Record<"booked", Readonly<Record<Audience, Message>>> &
      Record<"rescheduled" | "cancelled", Readonly<Record<"visitor" | "rep", Message>>> &
      Record<VisitorNotice, { readonly visitor: Message }>
  >;
  readonly hello: string;
  readonly when: string;
  readonly previously: string;
  readonly where: string;
  readonly who: string;
  readonly join: string;
  readonly manage: string;
  readonly manageHint: string;
  readonly repCalls: string;
  readonly youCall: string;
  /** `{number}` is whom the visitor calls. */
  readonly visitorCalls: string;
  readonly theyCall: string;
  /** Where a video meeting is whose link the calendar has not made yet. */
  readonly video: string;
  readonly chooseAgain: string;
  readonly guests: string;
  readonly message: string;
  readonly sentBy: string;
}

/** Every sentence that leaves by mail, in every language. */
export const words: Readonly<Record<Language, Words>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  pt: portuguese,
  ja: japanese,
};

/** What a mail of a kind says to its reader. Throws TypeError for one that nobody gets. */
export function messageOf(text: Words, kind: MailKind, audience: Audience): Message {
  const all: Readonly<Partial<Record<MailKind, Readonly<Partial<Record<Audience, Message>>>>>> = text.mails;
  const own = all[kind];
  const message = audience === "rep" ? (own?.rep ?? repNotices[kind]) : (audience === "guest" && own?.guest) || own?.visitor;
  if (!message) throw new TypeError(`nobody tells a ${audience} of ${kind}`);
  return message;
}

/** Puts values into a template's placeholders, in one pass, so that a value that looks like a placeholder stays as it is. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
