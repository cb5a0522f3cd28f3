import { localFact } from "../enrich/local-facts.ts";
import { date, type Field, type FieldRegistry, type FieldTable, list, number, registryOf, text } from "./field.ts";
import { leadFields } from "./lead-fields.ts";
import { matchFields } from "./match-fields.ts";
import { timeFields } from "./time-fields.ts";

export type { Field, FieldRegistry, FieldType, FieldValue } from "./field.ts";

const historyFields: FieldTable = {
  "history.personLeads": number(({ history }) => history?.personLeads),
  "history.domainLeads": number(({ history }) => history?.domainLeads),
  "history.personBookings": number(({ history }) => history?.personBookings),
  "history.domainBookings": number(({ history }) => history?.domainBookings),
  "history.personNoShows": number(({ history }) => history?.personNoShows),
  "history.domainNoShows": number(({ history }) => history?.domainNoShows),
  "history.personFirstLeadAt": date(({ history }) => history?.personFirstLeadAt),
  "history.domainFirstLeadAt": date(({ history }) => history?.domainFirstLeadAt),
  "history.personLastLeadAt": date(({ history }) => history?.personLastLeadAt),
  "history.domainLastLeadAt": date(({ history }) => history?.domainLastLeadAt),
};

const spamFields: FieldTable = {
  "spam.verdict": text(({ spam }) => spam?.verdict),
  "spam.score": number(({ spam }) => spam?.score),
  "spam.signals": list(({ spam }) => spam?.signals.map(({ code }) => code)),
};

const verdictFields: FieldTable = {
  "verdict.score": number(({ verdict }) => verdict?.score),
  "verdict.reasons": list(({ verdict }) => verdict?.reasons.map((reason) => reason.ruleId)),
};

const fixedBefore: FieldTable = { ...leadFields, ...matchFields, ...historyFields, ...spamFields };

/** What a lead, an account and a source may say under any name. */
const openFields: Readonly<Record<string, (key: string) => Field>> = {
  "lead.answers.": (key) => answer(({ lead }) => own(lead.answers, key)),
  "account.facts.": (key) => answer(({ match }) => match.account && own(match.account.facts, key)),
  "contact.facts.": (key) => answer(({ match }) => match.contact?.facts && own(match.contact.facts, key)),
  "parent.facts.": (key) => answer(({ match }) => match.parent && own(match.parent.facts, key)),
  // Without enrichment, what is at hand is read when a rule asks for it, and costs nothing else.
  "facts.": (key) => answer((subject) => (subject.facts ? own(subject.facts, key)?.value : localFact(key, subject))),
};

const answer = (read: Field["read"]): Field => ({ type: "answer", read });

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function openField(name: string): Field | null {
  for (const [prefix, field] of Object.entries(openFields)) {
    if (name.startsWith(prefix) && name.length > prefix.length) return field(name.slice(prefix.length));
  }
  return null;
}

/** What a setup adds to the fields. */
export interface FieldSettings {
  /** The zone of `time.ofDay` and `time.weekday`. */
  readonly companyZone: string;
}

const usual: FieldSettings = { companyZone: "UTC" };

/** Fields that qualification may ask: there is no verdict yet. */
export function qualifyFieldsOf({ companyZone }: FieldSettings): FieldRegistry {
  const fixed = registryOf(fixedBefore);
  const times = timeFields(companyZone);
  return (name) => fixed(name) ?? openField(name) ?? times(name);
}

/** Every field that a rule may ask. */
export function subjectFieldsOf(settings: FieldSettings): FieldRegistry {
  const before = qualifyFieldsOf(settings);
  const verdict = registryOf(verdictFields);
  return (name) => verdict(name) ?? before(name);
}

export const qualifyFields: FieldRegistry = qualifyFieldsOf(usual);
export const subjectFields: FieldRegistry = subjectFieldsOf(usual);

/** The names with a fixed spelling, for editors and messages. */
export const fieldNames: readonly string[] = [
  ...Object.keys(fixedBefore),
  ...Object.keys(verdictFields),
  "time.ofDay",
  "time.weekday",
];

/** What fields with a name of their own begin with. */
export const openFieldPrefixes: readonly string[] = Object.keys(openFields);
