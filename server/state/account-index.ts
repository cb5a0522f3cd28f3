import { readEmail } from "../core/lead/read-email.ts";
import type { Account, Contact } from "../core/match/account.ts";
import type { AccountBook } from "../core/match/account-book.ts";
import { lettersKey } from "../core/match/company-name.ts";
import { hashText } from "../core/match/key-hash.ts";
import { accountHosts } from "../core/match/known-company.ts";
import { type KnownNames, mostCounted } from "../core/match/known-names.ts";
import { accountKeys, domainKey, keyKinds } from "../core/match/match-keys.ts";
import { readSite } from "../core/match/site.ts";
import { findNear } from "./find-near.ts";
import { createPostings, type Postings } from "./postings.ts";

/** Every account and contact in memory, found by exact keys and by names that are alike. */
export interface AccountIndex extends AccountBook {
  /** Replaces everything. */
  load(accounts: Iterable<Account>, contacts: Iterable<Contact>): void;
  /** Adds an account, or replaces the one that has its id. It is found at once. */
  upsert(account: Account): void;
  remove(id: string): void;
  /** Adds a contact, or replaces the one that has its e-mail. */
  upsertContact(contact: Contact): void;
  readonly size: number;
  /** Memory of the keys. */
  readonly keyBytes: number;
}

/** The address as a lead's is read; one that is no address can be nobody's. */
function emailKey(email: string): string {
  return readEmail(email)?.email ?? email.toLowerCase();
}

/** Counts over the keys. */
function namesOf(postings: () => Postings, accounts: () => number): KnownNames {
  const count = (hash: number) => postings().count(hash, mostCounted);
  return {
    get accounts() {
      return accounts();
    },
    word: (word) => count(hashText(keyKinds.word, word)),
    letters: (letters) => count(hashText(keyKinds.letters, lettersKey(letters))),
    domain: (registered) => count(domainKey(registered)),
    initials: (initials) => count(hashText(keyKinds.acronym, initials)),
  };
}

/** Keeps what stands in it at a place that stays, so that keys can point to it. */
export function createAccountIndex(): AccountIndex {
  let places = new Map<string, number>();
  let accounts: (Account | undefined)[] = [];
  let byEmail = new Map<string, Contact>();
  let postings = createPostings();
  let hits = new Float32Array(0);

  const put = (account: Account) => {
    const place = accounts.length;
    accounts.push(account);
    places.set(account.id, place);
    accountKeys(account, (_, hash) => postings.add(hash, place));
  };
  const remove = (id: string) => {
    const place = places.get(id);
    if (place === undefined) return;
    // Its keys stay and lead nowhere until the next load.
    accounts[place] = undefined;
    places.delete(id);
  };
  const names = namesOf(
    () => postings,
    () => places.size,
  );

  return {
    names,
    load(given, contacts) {
      places = new Map();
      accounts = [];
      byEmail = new Map();
      postings = createPostings();
      for (const account of given) put(account);
      postings.freeze();
      for (const contact of contacts) byEmail.set(emailKey(contact.email), contact);
    },
    upsert(account) {
      remove(account.id);
      put(account);
    },
    remove,
    upsertContact(contact) {
      byEmail.set(emailKey(contact.email), contact);
    },
    contact: (email) => byEmail.get(email) ?? null,
    account(id) {
      const place = places.get(id);
      return place === undefined ? null : (accounts[place] ?? null);
    },
    withDomain(registered) {
      const found: Account[] = [];
      postings.each(domainKey(registered), (place) => {
        const account = accounts[place];
        if (account !== undefined && !found.includes(account) && hasDomain(account, registered)) found.push(account);
      });
      return found;
    },
    near(asked) {
      if (hits.length < accounts.length) hits = new Float32Array(accounts.length + (accounts.length >> 1) + 64);
      return findNear(asked, { postings, hits, accounts, size: places.size });
    },
    get size() {
      return places.size;
    },
    get keyBytes() {
      return postings.bytes;
    },
  };
}

/** Two texts may share a hash. */
const hasDomain = (account: Account, registered: string): boolean =>
  accountHosts(account).some((host) => host === registered || readSite(host)?.registered === registered);
