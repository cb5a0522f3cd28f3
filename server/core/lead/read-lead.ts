import { type Collected, collectFields } from "./collect-fields.ts";
import { cleanText, oneLine } from "./fold-text.ts";
import type { Lead, Submission } from "./lead.ts";
import { readMailDomain } from "./mail-domains.ts";
import { readCountry } from "./read-country.ts";
import { readPage } from "./read-page.ts";
import { readPhone } from "./read-phone.ts";
import { readSize } from "./read-size.ts";

type Draft = { -readonly [K in keyof Lead]: Lead[K] } & { notes: string[] };

/** A salutation that some forms call "title". */
const salutation =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|sir|madam|herr|frau|divers|m|mme|mlle|monsieur|madame|sr|sra|srta|sig|dhr|mevr)\.?$/i;
const maxLine = 200;
const maxMessage = 10_000;

/**
 * The lead in canonical fields, out of whatever a form sent: field types, names and labels in many languages, and the
 * shape of values. Pure; never throws; what could not be read is absent and said in `notes`, without the value.
 */
export function readLead(submission: Submission): Lead {
  const found = collectFields(submission.form.fields);
  const pageUrl = cleanText(submission.page.url);
  const page = readPage(pageUrl);
  const draft: Draft = {
    freeMail: false,
    disposableMail: false,
    utm: { ...found.utm, ...page.utm },
    pageUrl,
    timeZone: cleanText(submission.visitor.timeZone),
    locale: cleanText(submission.visitor.locale),
    answers: found.answers,
    notes: [],
  };
  const { id, name } = submission.form;
  if (id) draft.formId = cleanText(id);
  if (name) draft.formName = cleanText(name);
  if (page.host !== undefined) draft.pageHost = page.host;
  if (page.path !== undefined) draft.pagePath = page.path;
  if (submission.page.referrer) draft.referrer = cleanText(submission.page.referrer);
  putEmail(draft, found);
  putName(draft, found);
  putTexts(draft, found);
  putNumbers(draft, found);
  if (found.secrets > 0) draft.notes.push(`${found.secrets} field(s) with a secret left out`);
  return draft;
}

function putEmail(draft: Draft, found: Collected): void {
  if (found.email === null) {
    draft.notes.push(found.emailUnread ? "e-mail: not an address" : "e-mail: no field has one");
    return;
  }
  const domain = readMailDomain(found.email.host);
  draft.email = found.email.email;
  draft.freeMail = domain.free;
  draft.disposableMail = domain.disposable;
  if (domain.registered !== null) draft.emailDomain = domain.registered;
  else draft.notes.push("e-mail: its domain is under no public suffix");
}

/** A full name is split at its first space; `Last, First` is turned round. A lone "name" beside a first name is the last name. */
function putName(draft: Draft, found: Collected): void {
  const { name, firstName, lastName } = found.texts;
  const full = name === undefined ? "" : oneLine(name, maxLine);
  let first = firstName === undefined ? "" : oneLine(firstName, maxLine);
  let last = lastName === undefined ? "" : oneLine(lastName, maxLine);
  if (first === "" && last === "" && full !== "") [first, last] = splitName(full);
  else if (first !== "" && last === "" && full !== "")
    last = full.startsWith(`${first} `) ? full.slice(first.length + 1) : full === first ? "" : full;
  else if (first === "" && last !== "" && full.endsWith(` ${last}`)) first = full.slice(0, -last.length - 1);
  else if (first === "" && last !== "" && full !== last) first = full;
  if (first !== "") draft.firstName = first;
  if (last !== "") draft.lastName = last;
  const whole = first === "" ? last : last === "" ? first : `${first} ${last}`;
  if (whole !== "") draft.name = full.includes(" ") && !full.includes(",") ? full : whole;
}

function splitName(full: string): [string, string] {
  const comma = full.indexOf(",");
  if (comma > 0 && full.indexOf(",", comma + 1) < 0) return [full.slice(comma + 1).trim(), full.slice(0, comma).trim()];
  const space = full.indexOf(" ");
  return space < 0 ? [full, ""] : [full.slice(0, space), full.slice(space + 1)];
}

function putTexts(draft: Draft, found: Collected): void {
  const { company, jobTitle, website, message, industry, state, postalCode } = found.texts;
  if (company !== undefined) draft.company = oneLine(company, maxLine);
  if (jobTitle !== undefined && !salutation.test(jobTitle)) draft.jobTitle = oneLine(jobTitle, maxLine);
  if (industry !== undefined) draft.industry = oneLine(industry, maxLine);
  if (state !== undefined) draft.state = oneLine(state, maxLine);
  if (postalCode !== undefined) draft.postalCode = oneLine(postalCode, 20);
  if (website !== undefined) draft.website = oneLine(website, 500);
  if (message === undefined) return;
  draft.message = message.length > maxMessage ? message.slice(0, maxMessage).toWellFormed() : message;
  if (message.length > maxMessage) draft.notes.push(`message: cut at ${maxMessage} characters`);
}

function putNumbers(draft: Draft, found: Collected): void {
  const { country, companySize, phone } = found.texts;
  if (country !== undefined) {
    const code = readCountry(country);
    if (code !== null) draft.country = code;
    else draft.notes.push("country: not recognised");
  }
  if (companySize !== undefined) {
    const size = readSize(companySize);
    if (size !== null) draft.companySize = size;
    else draft.notes.push("company size: no number in it");
  }
  if (phone !== undefined) {
    const number = readPhone(phone, draft.country);
    if (number !== null) draft.phone = number;
    else draft.notes.push(draft.country === undefined ? "phone: unreadable without a country" : "phone: unreadable");
  }
}
