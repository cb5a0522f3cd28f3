import type { Claim } from "../../server/core/enrich/claim.ts";
import type { LeadId } from "../../server/core/id.ts";
import type { Account, AccountAlias, Contact } from "../../server/core/match/account.ts";
import type { SourceFact } from "../../server/core/ports/enrich.ts";
import type { Instant } from "../../server/core/time.ts";

/** How far changes were seen: the number of a change, and the last key of it. */
export interface ChangeMark {
  readonly change: number;
  readonly key: string;
}

export interface Changed<T> {
  readonly found: readonly T[];
  /** Keys of those that were removed. */
  readonly removed: readonly string[];
  readonly mark: ChangeMark | null;
}

/** An alias with who said so, and when. */
export interface StoredAlias extends AccountAlias {
  readonly accountId: string;
  readonly author: string;
  readonly createdAt: Instant;
}

/** What comes from a CRM in files and is followed by every process, each under a key of its own: an account's id, a contact's e-mail. */
interface Imported<T> {
  /** Inserts or replaces by key, at most once each in a call. Returns how many said something new. */
  put(rows: readonly T[]): Promise<number>;
  /** Returns how many there were. */
  remove(keys: readonly string[], at: Instant): Promise<number>;
  /** Forgets that those were there which were removed before. */
  forgetRemoved(before: Instant): Promise<void>;
  /** In the order of the keys, after this one; "" begins. */
  page(after: string, limit: number): Promise<readonly T[]>;
  findMany(keys: readonly string[]): Promise<readonly T[]>;
  /** What was changed after the mark, the oldest change first, and the mark to go on from; null when there was nothing. */
  changedAfter(mark: ChangeMark, limit: number): Promise<Changed<T>>;
  all(): Promise<readonly T[]>;
}

/** Whom leads are matched with, and what sources say of them. */
export interface AccountRepos {
  /** With their aliases, which `put` leaves as they are and `remove` takes along; contacts and children stay. */
  readonly accounts: Imported<Account> & {
    /** Those of the ids that there is an account for. */
    known(ids: readonly string[]): Promise<ReadonlySet<string>>;
    /** The number of the last change of accounts, their aliases and contacts. */
    lastChange(): Promise<number>;
    count(): Promise<number>;
  };
  readonly contacts: Imported<Contact>;
  readonly aliases: {
    /** Keeps each once for its account and kind, whatever its case. Counts as a change of the account. Returns how many were new. */
    put(aliases: readonly StoredAlias[]): Promise<number>;
    /** False when there was none. */
    remove(alias: Pick<StoredAlias, "accountId" | "kind" | "text">): Promise<boolean>;
    /** Whatever is said of this text, of any account. */
    byText(text: string): Promise<readonly StoredAlias[]>;
    /** In a steady order, after this one; null begins. */
    page(after: Pick<StoredAlias, "accountId" | "kind" | "text"> | null, limit: number): Promise<readonly StoredAlias[]>;
  };
  readonly facts: {
    /** What a source answered when it was asked with this. */
    cached(source: string, key: string): Promise<{ readonly facts: readonly SourceFact[]; readonly at: Instant } | null>;
    keep(row: {
      readonly source: string;
      readonly key: string;
      readonly facts: readonly SourceFact[];
      readonly at: Instant;
    }): Promise<void>;
    /** Forgets answers from before; returns how many. */
    prune(before: Instant): Promise<number>;
    /** Keeps what a source answered after the decision. */
    keepLate(row: { readonly leadId: LeadId; readonly source: string; readonly claims: readonly Claim[] }): Promise<void>;
    late(leadId: LeadId): Promise<readonly Claim[]>;
  };
}
