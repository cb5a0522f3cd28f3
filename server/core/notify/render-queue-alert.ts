import type { Lead } from "../lead/lead.ts";
import type { Setup } from "../setup.ts";
import type { MailContent } from "./mail-content.ts";
import { mailHtml } from "./mail-html.ts";
import { mailText } from "./render-mail.ts";

/** The mail to the people of a queue: a lead waits for them, and who it is. */
export function renderQueueAlert(input: {
  readonly lead: Pick<Lead, "name" | "email" | "phone" | "company" | "country" | "message">;
  readonly queueId: string;
  readonly company: Setup["company"];
  /** The lead's receipt in the console. */
  readonly url: string;
}): { readonly subject: string; readonly text: string; readonly html: string } {
  const { lead, queueId, company, url } = input;
  const who = lead.name ?? lead.email ?? "Somebody";
  const row = (label: string, value: string | undefined) => (value === undefined ? [] : [{ label, lines: value.split("\n") }]);
  const content: MailContent = {
    hello: "Hello,",
    heading: "A lead waits for you",
    lead: `${who} asked ${company.name} and was promised that somebody gets in touch.`,
    about: "",
    rows: [
      ...row("Queue", queueId),
      ...row("Name", lead.name),
      ...row("E-mail", lead.email),
      ...row("Phone", lead.phone),
      ...row("Company", lead.company),
      ...row("Country", lead.country),
      ...row("Message", lead.message),
    ],
    actions: [{ label: "Why it is here", hint: "", href: url }],
    footer: `Sent for ${company.name}, because the setup names this address for the queue ${queueId}.`,
  };
  return {
    subject: `A lead waits in ${queueId}: ${who}`,
    text: mailText(content),
    html: mailHtml({ content, language: "en", accent: company.accent ?? "" }),
  };
}
