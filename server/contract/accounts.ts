import { z } from "zod";

const line = z.string().trim().min(1).max(500);
const key = z.string().trim().min(1).max(200);
const facts = z.record(z.string().min(1).max(120), z.string().max(2_000).nullable());

/** One account of `PUT /v1/admin/accounts`: what is left out stays as it was, null empties. */
const accountBody = z.strictObject({
  id: key,
  name: line.exactOptional(),
  domains: z.array(line).max(1_000).exactOptional(),
  websites: z.array(line).max(200).exactOptional(),
  phones: z.array(line).max(200).exactOptional(),
  aliases: z.array(line).max(1_000).exactOptional(),
  parentId: key.nullable().exactOptional(),
  /** A rep's id or e-mail. */
  owner: key.nullable().exactOptional(),
  country: line.nullable().exactOptional(),
  industry: line.nullable().exactOptional(),
  employees: z
    .union([z.number().int().min(0), line])
    .nullable()
    .exactOptional(),
  stage: line.nullable().exactOptional(),
  openOpportunity: z.boolean().nullable().exactOptional(),
  lastActivity: line.nullable().exactOptional(),
  created: line.nullable().exactOptional(),
  contactCount: z.number().int().min(0).nullable().exactOptional(),
  facts: facts.exactOptional(),
  deleted: z.boolean().exactOptional(),
});

const contactBody = z.strictObject({
  email: line,
  name: line.nullable().exactOptional(),
  accountId: key.nullable().exactOptional(),
  owner: key.nullable().exactOptional(),
  facts: facts.exactOptional(),
  deleted: z.boolean().exactOptional(),
});

const aliasBody = z.strictObject({
  accountId: key,
  alias: line,
  kind: z.enum(["alias", "former_name", "brand", "short", "is", "is_not", "domain_is", "domain_is_not"]).exactOptional(),
  deleted: z.boolean().exactOptional(),
});

const most = 500;
/** `PUT /v1/admin/accounts` and its siblings: up to 500 at once, all or nothing. */
export const accountsBody = z.strictObject({ accounts: z.array(accountBody).min(1).max(most) });
export const contactsBody = z.strictObject({ contacts: z.array(contactBody).min(1).max(most) });
export const aliasesBody = z.strictObject({ aliases: z.array(aliasBody).min(1).max(most) });

/** A row that something is said about: its line in the file, or its place in the batch, from 1. */
export interface LineNote {
  readonly line: number;
  readonly column?: string;
  readonly reason: string;
}

/** What came of an import. Of problems and warnings the first 1,000 are named, all are counted. */
export interface ImportAnswer {
  readonly id: string;
  readonly kind: "accounts" | "contacts" | "aliases";
  /** `refused`: nothing was changed. `staging` and `applying`: it is not over. */
  readonly state: "staging" | "applying" | "applied" | "refused";
  readonly rows: number;
  readonly changed: number;
  readonly problemCount: number;
  readonly problems: readonly LineNote[];
  readonly warningCount: number;
  readonly warnings: readonly LineNote[];
}

/** `POST /v1/admin/leads/:id/match`: says that a lead is of an account, or that it never is. */
export const correctionBody = z.strictObject({
  accountId: key,
  is: z.boolean(),
  author: line.exactOptional(),
});
