import type { Subject } from "./subject.ts";

/** `email` is text with a domain; `answer` is what a form or a table said, read as the condition needs it. */
export type FieldType = "text" | "email" | "number" | "boolean" | "list" | "answer";

export type FieldValue = string | number | boolean | readonly string[] | null | undefined;

/** A thing that conditions may name. Absent, null, "" and an empty list all count as missing. */
export interface Field {
  readonly type: FieldType;
  readonly read: (subject: Subject) => FieldValue;
}

/** Finds a field by its name; null when there is no such field. */
export type FieldRegistry = (name: string) => Field | null;

const text = (read: Field["read"]): Field => ({ type: "text", read });
const number = (read: Field["read"]): Field => ({ type: "number", read });
const flag = (read: Field["read"]): Field => ({ type: "boolean", read });

const leadTable: Readonly<Record<string, Field>> = {
  "lead.email": { type: "email", read: ({ lead }) => lead.email },
  "lead.emailDomain": text(({ lead }) => lead.emailDomain),
  "lead.freeMail": flag(({ lead }) => (lead.email === undefined ? undefined : lead.freeMail)),
  "lead.disposableMail": flag(({ lead }) => (lead.email === undefined ? undefined : lead.disposableMail)),
  "lead.name": text(({ lead }) => lead.name),
  "lead.firstName": text(({ lead }) => lead.firstName),
  "lead.lastName": text(({ lead }) => lead.lastName),
  "lead.company": text(({ lead }) => lead.company),
  "lead.jobTitle": text(({ lead }) => lead.jobTitle),
  "lead.country": text(({ lead }) => lead.country),
  "lead.companySize": number(({ lead }) => lead.companySize),
  "lead.phone": text(({ lead }) => lead.phone),
  "lead.website": text(({ lead }) => lead.website),
  "lead.message": text(({ lead }) => lead.message),
  "lead.utm.source": text(({ lead }) => lead.utm.source),
  "lead.utm.medium": text(({ lead }) => lead.utm.medium),
  "lead.utm.campaign": text(({ lead }) => lead.utm.campaign),
  "lead.utm.term": text(({ lead }) => lead.utm.term),
  "lead.utm.content": text(({ lead }) => lead.utm.content),
  "lead.pageUrl": text(({ lead }) => lead.pageUrl),
  "lead.pageHost": text(({ lead }) => lead.pageHost),
  "lead.pagePath": text(({ lead }) => lead.pagePath),
  "lead.referrer": text(({ lead }) => lead.referrer),
  "lead.timeZone": text(({ lead }) => lead.timeZone),
  "lead.locale": text(({ lead }) => lead.locale),
  "account.name": text(({ match }) => match.account?.name),
  "account.country": text(({ match }) => match.account?.country),
  "account.companySize": number(({ match }) => match.account?.companySize),
  "account.industry": text(({ match }) => match.account?.industry),
  "account.ownerRepId": text(({ match }) => match.account?.ownerRepId),
  "contact.ownerRepId": text(({ match }) => match.contact?.ownerRepId),
  "match.kind": text(({ match }) => (match.contact !== null ? "contact" : match.account !== null ? "account" : "none")),
  "match.ownerRepId": text(({ match }) => match.ownerRepId),
  "match.evidence": { type: "list", read: ({ match }) => match.evidence.map((evidence) => evidence.code) },
};

const verdictTable: Readonly<Record<string, Field>> = {
  "verdict.score": number(({ verdict }) => verdict?.score),
  "verdict.reasons": { type: "list", read: ({ verdict }) => verdict?.reasons.map((reason) => reason.ruleId) },
};

const own = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

function openField(name: string): Field | null {
  const answer = after(name, "lead.answers.");
  if (answer !== null) return { type: "answer", read: ({ lead }) => own(lead.answers, answer) };
  const fact = after(name, "account.facts.");
  if (fact !== null) return { type: "answer", read: ({ match }) => match.account && own(match.account.facts, fact) };
  return null;
}

function after(name: string, prefix: string): string | null {
  return name.startsWith(prefix) && name.length > prefix.length ? name.slice(prefix.length) : null;
}

/** Fields that qualification may ask: there is no verdict yet. */
export const qualifyFields: FieldRegistry = (name) =>
  Object.hasOwn(leadTable, name) ? (leadTable[name] ?? null) : openField(name);

/** Every field that a rule may ask. */
export const subjectFields: FieldRegistry = (name) =>
  Object.hasOwn(verdictTable, name) ? (verdictTable[name] ?? null) : qualifyFields(name);

/** The names with a fixed spelling, for editors and messages; `lead.answers.<name>` and `account.facts.<name>` come on top. */
export const fieldNames: readonly string[] = [...Object.keys(leadTable), ...Object.keys(verdictTable)];
