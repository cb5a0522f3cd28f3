import disposableList from "disposable-email-domains-js/dist/dict/disposable_email_blocklist.json" with { type: "json" };
import providers from "email-providers/all.json" with { type: "json" };
import { getDomain } from "tldts";

/** Providers that the list lacks. */
const moreProviders = [
  "duck.com",
  "fastmail.com",
  "fastmail.fm",
  "posteo.de",
  "posteo.net",
  "tuta.com",
  "tuta.io",
  "tutamail.com",
  "tutanota.com",
  "tutanota.de",
  "vodafone.de",
  "ziggo.nl",
  "kpnmail.nl",
  "simplelogin.com",
];
const moreDisposable = ["burnermail.io"];
/** In the list, but reserved for documentation and tests, or the domain of a company whose customers have another. */
const notProviders = ["bt.com", "example.com", "example.net", "example.org", "test.com"];

const disposableDomains: ReadonlySet<string> = new Set([...disposableList, ...moreDisposable]);
const freeDomains: ReadonlySet<string> = freeSet();

function freeSet(): Set<string> {
  const set = new Set([...providers, ...moreProviders]);
  for (const domain of notProviders) set.delete(domain);
  return set;
}

/** What is known of the domain of an e-mail address. */
export interface MailDomain {
  /** Registered domain, e.g. `acme.co.uk` of `mail.acme.co.uk`; null when the host is under no public suffix. */
  readonly registered: string | null;
  readonly free: boolean;
  readonly disposable: boolean;
}

const cacheLimit = 20_000;
const cache = new Map<string, MailDomain>();

/** Registered domain of a lower-case host, and whether anybody can have an address there. Remembered by host. */
export function readMailDomain(host: string): MailDomain {
  const known = cache.get(host);
  if (known !== undefined) return known;
  const answer = lookUpMailDomain(host);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(host, answer);
  return answer;
}

/** The same, not remembered: for going through many hosts once. */
export function lookUpMailDomain(host: string): MailDomain {
  const registered = getDomain(host, { extractHostname: false, validateHostname: false });
  const disposable = isIn(disposableDomains, host, registered);
  return { registered, free: disposable || isIn(freeDomains, host, registered), disposable };
}

function isIn(domains: ReadonlySet<string>, host: string, registered: string | null): boolean {
  return domains.has(host) || (registered !== null && registered !== host && domains.has(registered));
}
