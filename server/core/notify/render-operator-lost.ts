import type { Rep } from "../availability/rep.ts";
import type { Setup } from "../setup.ts";
import type { MailContent } from "./mail-content.ts";
import { mailHtml } from "./mail-html.ts";
import { mailText } from "./render-mail.ts";

/** The mail to the operator about a rep who is out because the calendar's provider refuses what we hold. */
export function renderOperatorLost(input: {
  readonly rep: Pick<Rep, "name" | "email">;
  /** What the operator can do about it: the rep connects again, or the setup's secret is wrong. */
  readonly byRep: boolean;
  readonly company: Setup["company"];
  readonly url: string;
}): { readonly subject: string; readonly text: string; readonly html: string } {
  const { rep, byRep, company, url } = input;
  const content: MailContent = {
    hello: "Hello,",
    heading: `${rep.name}'s calendar is disconnected`,
    lead:
      "Its provider refuses what we hold, so nobody can book this rep until it works again. Meetings so far stay as they are. " +
      (byRep
        ? "The rep was told by mail, with a link to connect it again."
        : "It is read by the setup: look at the secret that the setup names, and at what was granted to it."),
    about: "",
    rows: [{ label: "Rep", lines: [`${rep.name} <${rep.email}>`] }],
    actions: [{ label: "Open the console", hint: "", href: url }],
    footer: `Sent for ${company.name} to the operator's address.`,
  };
  return {
    subject: `${rep.name}'s calendar is disconnected: nobody can book this rep`,
    text: mailText(content),
    html: mailHtml({ content, language: "en", accent: company.accent ?? "" }),
  };
}
