import type { Rep } from "../availability/rep.ts";
import type { Setup } from "../setup.ts";
import type { MailContent } from "./mail-content.ts";
import { mailHtml } from "./mail-html.ts";
import { mailText } from "./render-mail.ts";

/** The mail to a rep whose calendar provider refuses what we hold. */
export function renderConnectionLost(input: {
  readonly rep: Pick<Rep, "name">;
  /** As the provider calls it. */
  readonly account: string;
  readonly company: Setup["company"];
  /** Where the rep connects it again. */
  readonly url: string;
}): { readonly subject: string; readonly text: string; readonly html: string } {
  const { rep, account, company, url } = input;
  const content: MailContent = {
    hello: `Hello ${rep.name},`,
    heading: "Your calendar is disconnected",
    lead:
      `${company.name} cannot read your calendar any more, so nobody can book a meeting with you. ` +
      "Your meetings so far stay as they are. Connecting it again takes a minute.",
    about: "",
    rows: [{ label: "Account", lines: [account] }],
    actions: [{ label: "Connect it again", hint: "", href: url }],
    footer: `Sent for ${company.name}. The link is yours alone and works for seven days.`,
  };
  return {
    subject: "Your calendar is disconnected: nobody can book you",
    text: mailText(content),
    html: mailHtml({ content, language: "en", accent: company.accent ?? "" }),
  };
}
