import type { Lead } from "../lead/lead.ts";
import type { Match } from "../match/account.ts";
import type { ReceiptFact, ReceiptInputs } from "./receipt.ts";
import { maskEmail, maskName, maskPhone, maskText, redactAnswer, withoutQuery } from "./redact.ts";

/** What the lead said, redacted. */
export function receiptInputs(lead: Lead, choices: ReadonlySet<string>): ReceiptInputs {
  return {
    email: lead.email === undefined ? null : maskEmail(lead.email),
    name: maskName(lead),
    phone: lead.phone === undefined ? null : maskPhone(lead.phone),
    message: lead.message === undefined ? null : maskText(lead.message),
    answers: Object.entries(lead.answers).map(([name, value]) => redactAnswer(name, value, choices)),
    page: {
      host: lead.pageHost ?? null,
      path: lead.pagePath ?? null,
      referrer: lead.referrer === undefined ? null : withoutQuery(lead.referrer),
    },
    timeZone: lead.timeZone,
    locale: lead.locale,
    notes: lead.notes,
  };
}

/** What is known and from where, in a steady order; nothing that identifies the person. */
export function receiptFacts(lead: Lead, { account, contact }: Match): readonly ReceiptFact[] {
  const facts: ReceiptFact[] = [];
  const add = (name: string, value: string | number | undefined, source: ReceiptFact["source"]) => {
    if (value !== undefined && value !== "") facts.push({ name, value: String(value), source });
  };
  add("company", lead.company, "form");
  add("job title", lead.jobTitle, "form");
  add("country", lead.country, "form");
  add("company size", lead.companySize, "form");
  add("website", lead.website === undefined ? undefined : withoutQuery(lead.website), "form");
  add("e-mail domain", lead.emailDomain, "e-mail domain");
  if (lead.freeMail) add("kind of mail", lead.disposableMail ? "disposable" : "free, anybody can have one", "e-mail domain");
  for (const [name, value] of Object.entries<string | undefined>({ ...lead.utm })) add(`utm ${name}`, value, "page address");
  add("account", account?.name, "account list");
  add("account's country", account?.country, "account list");
  add("account's size", account?.companySize, "account list");
  add("account's industry", account?.industry, "account list");
  for (const [name, value] of Object.entries(account?.facts ?? {})) add(`account's ${name}`, value, "account list");
  add("contact", contact === null ? undefined : "known", "contact list");
  return facts;
}
