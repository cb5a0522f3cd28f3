import type { Language } from "./language.ts";
import { english } from "./words/english.ts";
import { french } from "./words/french.ts";
import { german } from "./words/german.ts";
import { japanese } from "./words/japanese.ts";
import { portuguese } from "./words/portuguese.ts";
import { spanish } from "./words/spanish.ts";

export type MailKind = "booked" | "rescheduled" | "cancelled";
export type Audience = "visitor" | "rep";

/** What one mail says. Placeholders: `{rep} {visitor} {email} {company} {meeting} {when}`. */
interface Message {
  readonly subject: string;
  readonly heading: string;
  readonly lead: string;
}

export interface Words {
  readonly mails: Readonly<Record<MailKind, Readonly<Record<Audience, Message>>>>;
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

/** Puts values into a template's placeholders, in one pass, so that a value that looks like a placeholder stays as it is. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
