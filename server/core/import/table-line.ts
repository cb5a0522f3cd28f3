import type { Account, Contact } from "../match/account.ts";
import { csvLine } from "./write-csv.ts";

/** Lines of the tables that an import takes back as they are. */

const accountHeadings = [
  "id",
  "name",
  "domain",
  "alt_domains",
  "website",
  "phone",
  "parent_id",
  "owner",
  "country",
  "industry",
  "employees",
  "stage",
  "open_opportunity",
  "last_activity",
  "created",
  "contact_count",
];

const list = (values: readonly string[] | undefined) => values?.join("|");
const day = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());

/** The first line of accounts; `facts` are the names of the columns that come on top. */
export const accountHeader = (facts: readonly string[]): string => csvLine([...accountHeadings, ...facts]);

export function accountLine(account: Account, facts: readonly string[]): string {
  const { id, name, domains, websites, phones, parentId, ownerRepId, country, industry, companySize, stage } = account;
  const { openOpportunity, lastActivityAt, createdAt, contactCount } = account;
  const open = openOpportunity === undefined ? undefined : openOpportunity ? "yes" : "no";
  const columns = [id, name, domains[0], list(domains.slice(1)), list(websites), list(phones), parentId, ownerRepId, country];
  const more = [industry, companySize, stage, open, day(lastActivityAt), day(createdAt), contactCount];
  return csvLine([...columns, ...more, ...facts.map((fact) => account.facts[fact])]);
}

export const contactHeader = (facts: readonly string[]): string => csvLine(["email", "name", "account_id", "owner", ...facts]);

export function contactLine({ email, name, accountId, ownerRepId, facts: known }: Contact, facts: readonly string[]): string {
  return csvLine([email, name, accountId, ownerRepId, ...facts.map((fact) => known?.[fact])]);
}

export const aliasHeader = csvLine(["account_id", "alias", "kind", "author", "created"]);

export function aliasLine(alias: {
  readonly accountId: string;
  readonly text: string;
  readonly kind: string;
  readonly author: string;
  readonly createdAt: number;
}): string {
  return csvLine([alias.accountId, alias.text, alias.kind, alias.author, day(alias.createdAt)]);
}
