import { toAsciiHost } from "../core/lead/ascii-host.ts";
import type { Lead } from "../core/lead/lead.ts";
import { lookUpMailDomain } from "../core/lead/mail-domains.ts";
import { readEmail } from "../core/lead/read-email.ts";
import type { Account, Contact } from "../core/match/account.ts";
import type { Found } from "../core/match/match-lead.ts";

/** Accounts by domain and contacts by e-mail, in memory: an exact look-up takes under a microsecond. */
export interface AccountIndex {
  /** Replaces everything. */
  load(accounts: readonly Account[], contacts: readonly Contact[]): void;
  /** Adds an account, or replaces the one that has its id, with its domains. */
  upsert(account: Account): void;
  /** Adds a contact, or replaces the one that has its e-mail. */
  upsertContact(contact: Contact): void;
  /** What exact look-ups find for a lead. */
  candidates(lead: Pick<Lead, "email" | "emailDomain" | "freeMail">): Found;
  readonly size: number;
}

/** One account, or several that claim the same domain: the best first. */
type Holder = Account | readonly Account[];

/** The registered domain of what an account lists; null for a free-mail provider, which is nobody's. */
function domainKey(domain: string): string | null {
  const host = toAsciiHost(domain.trim().toLowerCase());
  const { free, registered } = lookUpMailDomain(host);
  if (free) return null;
  // The account's own text where it is the same, so that the index holds no second copy.
  return registered === null || registered === host ? host : registered;
}

/** The address as a lead's is read; one that is no address can be nobody's. */
function emailKey(email: string): string {
  return readEmail(email)?.email ?? email.toLowerCase();
}

/** With an owner before without, then by id, so that the order of loading changes nothing. */
function better(a: Account, b: Account): number {
  const owned = Number(b.ownerRepId !== undefined) - Number(a.ownerRepId !== undefined);
  return owned === 0 ? (a.id < b.id ? -1 : 1) : owned;
}

const isSeveral = (holder: Holder): holder is readonly Account[] => Array.isArray(holder);

export function createAccountIndex(): AccountIndex {
  let byId = new Map<string, Account>();
  let byDomain = new Map<string, Holder>();
  let byEmail = new Map<string, Contact>();

  const add = (account: Account) => {
    byId.set(account.id, account);
    for (const domain of account.domains) {
      const key = domainKey(domain);
      if (key === null) continue;
      const held = byDomain.get(key);
      const others = held === undefined ? [] : isSeveral(held) ? held : [held];
      byDomain.set(key, others.length === 0 || others.includes(account) ? (held ?? account) : [...others, account].sort(better));
    }
  };

  const remove = (account: Account) => {
    byId.delete(account.id);
    for (const domain of account.domains) {
      const key = domainKey(domain);
      const held = key === null ? undefined : byDomain.get(key);
      if (key === null || held === undefined) continue;
      const others = (isSeveral(held) ? held : [held]).filter((other) => other.id !== account.id);
      const [first] = others;
      if (first === undefined) byDomain.delete(key);
      else byDomain.set(key, others.length === 1 ? first : others);
    }
  };

  return {
    load(accounts, contacts) {
      byId = new Map();
      byDomain = new Map();
      byEmail = new Map();
      for (const account of accounts) add(account);
      for (const contact of contacts) byEmail.set(emailKey(contact.email), contact);
    },
    upsert(account) {
      const before = byId.get(account.id);
      if (before !== undefined) remove(before);
      add(account);
    },
    upsertContact(contact) {
      byEmail.set(emailKey(contact.email), contact);
    },
    candidates({ email, emailDomain, freeMail }) {
      const contact = email === undefined ? null : (byEmail.get(email) ?? null);
      const held = freeMail || emailDomain === undefined ? undefined : byDomain.get(emailDomain);
      return {
        byDomain: held === undefined ? null : isSeveral(held) ? (held[0] ?? null) : held,
        contact,
        contactAccount: contact?.accountId === undefined ? null : (byId.get(contact.accountId) ?? null),
      };
    },
    get size() {
      return byId.size;
    },
  };
}
