import type { Lead } from "../lead/lead.ts";
import { country, type FieldTable, flag, number, text } from "./field.ts";
import { visitorCountry } from "./visitor-country.ts";

const page: FieldTable = {
  "page.url": text(({ lead }) => lead.pageUrl),
  "page.host": text(({ lead }) => lead.pageHost),
  "page.path": text(({ lead }) => lead.pagePath),
  "page.referrer": text(({ lead }) => lead.referrer),
};

const utm = (prefix: string): FieldTable =>
  Object.fromEntries(
    (["source", "medium", "campaign", "term", "content"] as const).map((name) => [
      `${prefix}${name}`,
      text(({ lead }) => lead.utm[name]),
    ]),
  );

const known = ({ email }: Lead): boolean => email !== undefined;

/** What the lead said, the page it was on, and where its visitor is. */
export const leadFields: FieldTable = {
  "lead.email": { type: "email", read: ({ lead }) => lead.email },
  "lead.emailDomain": text(({ lead }) => lead.emailDomain),
  "lead.freeMail": flag(({ lead }) => (known(lead) ? lead.freeMail : undefined)),
  "lead.disposableMail": flag(({ lead }) => (known(lead) ? lead.disposableMail : undefined)),
  "lead.name": text(({ lead }) => lead.name),
  "lead.firstName": text(({ lead }) => lead.firstName),
  "lead.lastName": text(({ lead }) => lead.lastName),
  "lead.company": text(({ lead }) => lead.company),
  "lead.jobTitle": text(({ lead }) => lead.jobTitle),
  "lead.industry": text(({ lead }) => lead.industry),
  "lead.country": country(({ lead }) => lead.country),
  "lead.state": text(({ lead }) => lead.state),
  "lead.postalCode": text(({ lead }) => lead.postalCode),
  "lead.companySize": number(({ lead }) => lead.companySize),
  "lead.phone": text(({ lead }) => lead.phone),
  "lead.website": text(({ lead }) => lead.website),
  "lead.message": text(({ lead }) => lead.message),
  ...utm("lead.utm."),
  ...utm("utm."),
  "lead.pageUrl": text(({ lead }) => lead.pageUrl),
  "lead.pageHost": text(({ lead }) => lead.pageHost),
  "lead.pagePath": text(({ lead }) => lead.pagePath),
  "lead.referrer": text(({ lead }) => lead.referrer),
  ...page,
  "lead.timeZone": text(({ lead }) => lead.timeZone),
  "lead.locale": text(({ lead }) => lead.locale),
  "form.id": text(({ lead }) => lead.formId),
  "form.name": text(({ lead }) => lead.formName),
  "visitor.timeZone": text(({ lead }) => lead.timeZone),
  "visitor.locale": text(({ lead }) => lead.locale),
  "visitor.country": country(({ lead }) => visitorCountry(lead.timeZone)),
};
