import { readCountry } from "../lead/read-country.ts";
import { readPhone } from "../lead/read-phone.ts";
import { readSize } from "../lead/read-size.ts";
import type { Account, AccountAlias } from "../match/account.ts";
import type { Column, ColumnRole } from "./columns.ts";
import type { AccountPatch } from "./patch.ts";
import { domainParts, readCount, readDate, readDomain, readFlag, readLine, readParts } from "./read-value.ts";
import { type Cells, headingOf, isDeleted, longestId, type RowNote, type RowRead } from "./row.ts";

interface Draft {
  readonly fields: { -readonly [K in keyof AccountPatch["fields"]]: AccountPatch["fields"][K] };
  readonly facts: Record<string, string | null>;
  readonly aliases: AccountAlias[];
  readonly warnings: RowNote[];
}

/** One account of a table. Values that cannot be read become facts, so that nothing is lost. */
export function readAccountRow(row: Cells): RowRead {
  const draft: Draft = { fields: {}, facts: {}, aliases: [], warnings: [] };
  for (const { column, text } of row) putCell(draft, column, text);
  // A number is read in the account's country, wherever that column stands.
  for (const { column, text } of row) if (column.role === "phone") putPhones(draft, column.heading, text);
  const { fields, facts, aliases, warnings } = draft;
  const { fault, id } = keyOf(row, fields.domains?.[0] ?? readDomain(fields.websites?.[0] ?? ""));
  if (fault) return { problem: fault };
  if (isDeleted(row))
    return { key: id, ref: null, patch: { id, fields: {}, facts: {}, aliases: [], removed: true }, warnings: [] };
  if (fields.name === null) return { problem: { column: headingOf(row, "name"), reason: "is empty" } };
  if (fields.parentId === id) return { problem: { column: headingOf(row, "parentId"), reason: "is the account itself" } };
  return { key: id, ref: fields.parentId ?? null, patch: { id, fields, facts, aliases }, warnings };
}

/** The id that the row gives, else the first domain. */
function keyOf(row: Cells, domain: string | null): { readonly id: string; readonly fault?: RowNote } {
  const cell = row.find(({ column }) => column.role === "id");
  const id = cell ? readLine(cell.text) : (domain ?? "");
  const column = cell?.column.heading ?? "domain";
  if (id === "") return { id, fault: { column, reason: "is empty" } };
  if (id.length > longestId) return { id, fault: { column, reason: `is longer than ${longestId} characters` } };
  return { id };
}

const stages: Readonly<Record<string, NonNullable<Account["stage"]>>> = {
  prospect: "prospect",
  lead: "prospect",
  opportunity: "prospect",
  interessent: "prospect",
  customer: "customer",
  client: "customer",
  kunde: "customer",
  cliente: "customer",
  "existing customer": "customer",
  "former customer": "former_customer",
  former_customer: "former_customer",
  churned: "former_customer",
  "ex customer": "former_customer",
  partner: "partner",
  reseller: "partner",
  competitor: "competitor",
  wettbewerber: "competitor",
};

/** `Customer - Direct` begins with a word that says enough. */
function readStage(text: string): NonNullable<Account["stage"]> | null {
  const words = text.toLowerCase();
  return stages[words] ?? stages[words.split(/\s*[-–/:]\s*/)[0] ?? ""] ?? null;
}

interface SingleField {
  readonly field: keyof Draft["fields"];
  readonly read: (text: string) => unknown;
  /** What to say when it cannot be read. */
  readonly reason: string;
}

const same = (text: string) => text;
const date = "is no date such as 2026-05-31";

const single: Partial<Record<ColumnRole, SingleField>> = {
  name: { field: "name", read: same, reason: "" },
  parentId: { field: "parentId", read: (text) => text.slice(0, longestId), reason: "" },
  owner: { field: "ownerRepId", read: same, reason: "" },
  industry: { field: "industry", read: same, reason: "" },
  country: { field: "country", read: readCountry, reason: "is no country" },
  employees: { field: "companySize", read: readSize, reason: "has no number in it" },
  stage: { field: "stage", read: readStage, reason: "is none of prospect, customer, former customer, partner, competitor" },
  openOpportunity: { field: "openOpportunity", read: readFlag, reason: "says neither yes nor no" },
  lastActivity: { field: "lastActivityAt", read: readDate, reason: date },
  created: { field: "createdAt", read: readDate, reason: date },
  contactCount: { field: "contactCount", read: readCount, reason: "is no whole number" },
};

function putCell(draft: Draft, { role, heading }: Column, text: string): void {
  const plan = single[role];
  if (plan) putSingle(draft, plan, { heading, text });
  else if (role === "domain" || role === "altDomains")
    putList(draft, "domains", { heading, parts: domainParts(text), read: readDomain });
  else if (role === "website") putList(draft, "websites", { heading, parts: readParts(text), read: readWebsite });
  else if (role === "alias") putAliases(draft, "alias", text);
  else if (role === "formerName") putAliases(draft, "former_name", text);
  else if (role === "fact" && heading !== "") draft.facts[heading] = readLine(text) || null;
}

function putSingle(
  draft: Draft,
  plan: SingleField,
  { heading, text }: { readonly heading: string; readonly text: string },
): void {
  const line = readLine(text);
  const value = line === "" ? null : plan.read(line);
  setField(draft.fields, plan.field, value);
  if (plan.reason !== "")
    noteUnread(draft, { heading, unread: line !== "" && value === null ? [line] : [], reason: plan.reason });
}

/** Keeps what could not be read as a fact beside the column's own; a later row that can be read takes it away. */
function noteUnread(
  draft: Draft,
  { heading, unread, reason }: { readonly heading: string; readonly unread: readonly string[]; readonly reason: string },
): void {
  if (unread.length > 0) draft.warnings.push({ column: heading, reason });
  draft.facts[`${heading} (as given)`] = unread.length > 0 ? unread.join(" | ") : null;
}

/** The guarantee: `single` pairs every field with a reader of its own type. */
function setField(fields: object, field: string, value: unknown): void {
  (fields as Record<string, unknown>)[field] = value;
}

interface ListCell {
  readonly heading: string;
  readonly parts: readonly string[];
  readonly read: (text: string) => string | null;
}

function putList(draft: Draft, field: "domains" | "websites", { heading, parts, read }: ListCell): void {
  const found = new Set(draft.fields[field] ?? []);
  const unread: string[] = [];
  for (const part of parts) {
    const value = read(part);
    if (value === null) unread.push(part);
    else found.add(value);
  }
  draft.fields[field] = [...found];
  noteUnread(draft, { heading, unread, reason: "is no domain" });
}

/** An address of a page; the scheme is ours where there is none. */
function readWebsite(text: string): string | null {
  if (readDomain(text) === null) return null;
  return /^https?:\/\//i.test(text) ? text : `https://${text.replace(/^\/+/, "")}`;
}

function putPhones(draft: Draft, heading: string, text: string): void {
  const country = draft.fields.country ?? undefined;
  const found = new Set(draft.fields.phones ?? []);
  const unread: string[] = [];
  for (const part of readParts(text)) {
    const number = readPhone(part, country);
    if (number === null) unread.push(part);
    else found.add(number);
  }
  draft.fields.phones = [...found];
  noteUnread(draft, { heading, unread, reason: "is no phone number" });
}

function putAliases({ aliases }: Draft, kind: AccountAlias["kind"], text: string): void {
  for (const part of readParts(text)) aliases.push({ text: part, kind });
}
