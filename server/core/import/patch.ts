import type { Account, AccountAlias, Contact } from "../match/account.ts";

/** What may be imported. */
export type ImportKind = "accounts" | "contacts" | "aliases";

type Cleared<T> = { readonly [K in keyof T]?: NonNullable<T[K]> | null };

interface Removable {
  /** The row says that it is deleted; then nothing else of it counts. */
  readonly removed?: true;
}

/** What one row of a table says of an account: fields that its columns name, null for those that it empties. */
export interface AccountPatch extends Removable {
  readonly id: string;
  readonly fields: Cleared<Omit<Account, "id" | "facts" | "aliases">>;
  readonly facts: Readonly<Record<string, string | null>>;
  readonly aliases: readonly AccountAlias[];
}

export interface ContactPatch extends Removable {
  readonly email: string;
  readonly fields: Cleared<Omit<Contact, "email" | "facts">>;
  readonly facts: Readonly<Record<string, string | null>>;
}

export interface AliasPatch extends AccountAlias, Removable {
  readonly accountId: string;
}

export type Patch = AccountPatch | ContactPatch | AliasPatch;

type Staged = readonly { readonly patch: Patch }[];

/** The guarantee of these three: rows were read by the reader of their import's kind. */
export const asAccountPatches = (rows: Staged) => rows.map(({ patch }) => patch as AccountPatch);
export const asContactPatches = (rows: Staged) => rows.map(({ patch }) => patch as ContactPatch);
export const asAliasPatches = (rows: Staged) => rows.map(({ patch }) => patch as AliasPatch);

/** The account as it is after the row: what the row has no column for stays as it was. */
export function mergeAccount(before: Account | null, { id, fields, facts }: AccountPatch): Account {
  const merged = withoutEmpty({ ...before, ...fields });
  return { ...merged, id, name: merged.name ?? "", domains: merged.domains ?? [], facts: mergeFacts(before?.facts, facts) };
}

/** As `mergeAccount`. */
export function mergeContact(before: Contact | null, { email, fields, facts }: ContactPatch): Contact {
  const { facts: _before, ...merged } = withoutEmpty({ ...before, ...fields });
  const known = mergeFacts(before?.facts, facts);
  return { ...merged, email, ...(Object.keys(known).length > 0 ? { facts: known } : {}) };
}

type Facts = Readonly<Record<string, string>>;

function mergeFacts(before: Facts | undefined, patch: Readonly<Record<string, string | null>>): Facts {
  const merged: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...before, ...patch }).sort(byName)) if (value !== null) merged[name] = value;
  return merged;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };

function withoutEmpty<T extends object>(fields: T): Present<T> {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    const empty = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    if (!empty) out[key] = value;
  }
  return asPresent<T>(out);
}

/** The guarantee: every property came from a `T` and is neither null nor undefined. */
function asPresent<T>(fields: Record<string, unknown>): Present<T> {
  return fields as Present<T>;
}
