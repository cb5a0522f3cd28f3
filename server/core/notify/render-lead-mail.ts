import type { Setup } from "../setup.ts";
import type { MailContent } from "./mail-content.ts";
import { mailHtml } from "./mail-html.ts";
import { mailText } from "./render-mail.ts";

/**
 * What reps and those who answer for them are told of a lead. `assigned`: it was passed on, since nobody got in touch, and
 * `passed` to the one who had it; `learned`: the rules give it to this rep by what was learned since; `taken`: the visitor booked
 * with another.
 */
export const leadMailKinds = ["remind", "alert", "assigned", "passed", "learned", "taken"] as const;
export type LeadMailKind = (typeof leadMailKinds)[number];

export interface LeadMailInput {
  readonly kind: LeadMailKind;
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

interface Words {
  readonly heading: string;
  readonly about: string;
  /** Why the reader gets it, as the end of a sentence. */
  readonly because: string;
}

const byLadder = "its ladder says so";

const wordsOf: Readonly<Record<LeadMailKind, Words>> = {
  remind: { heading: "A lead waits for you", about: "", because: byLadder },
  alert: { heading: "A lead was not touched", about: "", because: byLadder },
  assigned: {
    heading: "A lead is yours now",
    about: "The one who had it before did not get in touch.",
    because: byLadder,
  },
  passed: {
    heading: "A lead is with somebody else now",
    about: "Nobody got in touch in time, so it was passed on.",
    because: "you had the lead",
  },
  learned: {
    heading: "A lead is yours now",
    about: "More was learned about it since it came, and by that the rules give it to you.",
    because: "its rules say so",
  },
  taken: {
    heading: "A lead is with somebody else now",
    about: "They chose from the times that they were shown first. There is nothing left for you to do.",
    because: "you had the lead",
  },
};

function whatIs({ kind, rep, state, since, company }: LeadMailInput, who: string): string {
  if (kind === "taken") return `${who} booked a meeting with ${rep}.`;
  if (kind === "passed") return rep === null ? `${who} waits for the team now.` : `${who} is with ${rep} now.`;
  return `${who} asked ${company.name}, and is ${state} since ${since}.`;
}

/** The mail about a lead, to the rep, to the one who had it before, or to who answers for them. */
export function renderLeadMail(input: LeadMailInput): {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
} {
  const { kind, lead, rep, company, touchUrl } = input;
  const { heading, about, because } = wordsOf[kind];
  const who = lead.name ?? lead.email ?? "Somebody";
  const row = (label: string, value: string | null | undefined) => (value ? [{ label, lines: [value] }] : []);
  const content: MailContent = {
    hello: "Hello,",
    heading,
    lead: whatIs(input, who),
    about,
    rows: [
      ...row("Name", lead.name),
      ...row("E-mail", lead.email),
      ...row("Phone", lead.phone),
      ...row("Company", lead.company),
      ...row("Rep", rep),
    ],
    actions: touchUrl === null ? [] : [{ label: "I got in touch", hint: "One click stops the reminders.", href: touchUrl }],
    footer: `Sent for ${company.name}, because ${because}.`,
  };
  return {
    subject: `${heading}: ${who}`,
    text: mailText(content),
    html: mailHtml({ content, language: "en", accent: company.accent ?? "" }),
  };
}
