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
  removeContact(email: string): void;
  readonly size: number;
}

/** The address as a lead's is read; one that is no address can be nobody's. */
function emailKey(email: string): string {
  return readEmail(email)?.email ?? email.toLowerCase();
}

/** Counts over the keys. */
function namesOf(held: () => { readonly postings: Postings; readonly size: number }): KnownNames {
  const count = (hash: number) => held().postings.count(hash, mostCounted);
  return {
    get accounts() {
      return held().size;
    },
    word: (word) => count(hashText(keyKinds.word, word)),
    letters: (letters) => count(hashText(keyKinds.letters, lettersKey(letters))),
    domain: (registered) => count(domainKey(registered)),
    initials: (initials) => count(hashText(keyKinds.acronym, initials)),
  };
}

/** What 30 bits can count. */
const lastTurn = 2 ** 30 - 1;

/** Accounts at places that stay, so that keys can point to them. */
function createAccounts(bulk: boolean) {
  const accounts: (Account | undefined)[] = [];
  const postings = createPostings({ bulk });
  let size = 0;
  const at = (id: string) => {
    let found: number | undefined;
    postings.each(hashText(keyKinds.id, id), (place) => {
      if (accounts[place]?.id === id) found = place;
    });
    return found;
  };
  return {
    accounts,
    postings,
    at,
    put(account: Account) {
      const place = accounts.length;
      accounts.push(account);
      size += 1;
      postings.add(hashText(keyKinds.id, account.id), place);
      accountKeys(account, (_, hash) => postings.add(hash, place));
    },
    remove(id: string) {
      const place = at(id);
      if (place === undefined) return;
      // Its keys stay and lead nowhere until the next load.
      accounts[place] = undefined;
      size -= 1;
    },
    withDomain(registered: string) {
      const found: Account[] = [];
      postings.each(domainKey(registered), (place) => {
        const account = accounts[place];
        if (account !== undefined && hasDomain(account, registered) && !found.includes(account)) found.push(account);
      });
      return found;
    },
    get size() {
      return size;
    },
  };
}

export function createAccountIndex(): AccountIndex {
  let held = createAccounts(false);
  let byEmail = new Map<string, Contact>();
  let hits = new Float32Array(0);
  let met = new Uint32Array(0);
  let turn = 0;

  return {
    names: namesOf(() => held),
    load(accounts, contacts) {
      held = createAccounts(true);
      for (const account of accounts) held.put(account);
      held.postings.settle();
      byEmail = new Map();
      for (const contact of contacts) byEmail.set(emailKey(contact.email), contact);
    },
    upsert(account) {
      held.remove(account.id);
      held.put(account);
    },
    remove: (id) => held.remove(id),
    upsertContact(contact) {
      byEmail.set(emailKey(contact.email), contact);
    },
    removeContact: (email) => void byEmail.delete(emailKey(email)),
    contact: (email) => byEmail.get(email) ?? null,
    account: (id) => held.accounts[held.at(id) ?? -1] ?? null,
    withDomain: (registered) => held.withDomain(registered),
    near(asked) {
      const { accounts, postings, size } = held;
      if (hits.length < accounts.length || turn === lastTurn) {
        const room = accounts.length + (accounts.length >> 1) + 64;
        [hits, met, turn] = [new Float32Array(room), new Uint32Array(room), 0];
      }
      turn += 1;
      return findNear(asked, { postings, hits, met, turn, accounts, size });
    },
    get size() {
      return held.size;
    },
  };
}

/** Two texts may share a hash. */
const hasDomain = (account: Account, registered: string): boolean =>
  accountHosts(account).some((host) => host === registered || readSite(host)?.registered === registered);
