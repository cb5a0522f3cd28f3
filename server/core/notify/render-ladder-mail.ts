import type { Setup } from "../setup.ts";
import type { MailContent } from "./mail-content.ts";
import { mailHtml } from "./mail-html.ts";
import { mailText } from "./render-mail.ts";

/** What a ladder says by mail. */
export type LadderMailKind = "remind" | "alert" | "assigned";

export interface LadderMailInput {
  readonly kind: LadderMailKind;
  readonly lead: { readonly name?: string; readonly email?: string; readonly company?: string; readonly phone?: string };
  /** Name of the rep who has the lead; null when nobody has. */
  readonly rep: string | null;
  readonly state: string;
  /** Since when, as people read it. */
  readonly since: string;
  readonly company: Setup["company"];
  /** Where one click says that there was a touch; null when nobody has the lead. */
  readonly touchUrl: string | null;
}

const headings: Readonly<Record<LadderMailKind, string>> = {
  remind: "A lead waits for you",
  alert: "A lead was not touched",
  assigned: "A lead is yours now",
};

/** The mail of a ladder's rung, to the rep or to who answers for them. */
export function renderLadderMail(input: LadderMailInput): {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
} {
  const { kind, lead, rep, state, since, company, touchUrl } = input;
  const who = lead.name ?? lead.email ?? "Somebody";
  const row = (label: string, value: string | null | undefined) => (value ? [{ label, lines: [value] }] : []);
  const content: MailContent = {
    hello: "Hello,",
    heading: headings[kind],
    lead: `${who} asked ${company.name}, and is ${state} since ${since}.`,
    about: kind === "assigned" ? "The one who had it before did not get in touch." : "",
    rows: [
      ...row("Name", lead.name),
      ...row("E-mail", lead.email),
      ...row("Phone", lead.phone),
      ...row("Company", lead.company),
      ...row("Rep", rep),
    ],
    actions: touchUrl === null ? [] : [{ label: "I got in touch", hint: "One click stops the reminders.", href: touchUrl }],
    footer: `Sent for ${company.name}, because its ladder says so.`,
  };
  return {
    subject: `${headings[kind]}: ${who}`,
    text: mailText(content),
    html: mailHtml({ content, language: "en", accent: company.accent ?? "" }),
  };
}
