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

/** Every domain where anybody can have an address, and whether only for a while: one table, because each host is looked up. */
const providerDomains: ReadonlyMap<string, "free" | "disposable"> = buildProviders();

function buildProviders(): Map<string, "free" | "disposable"> {
  const built = new Map<string, "free" | "disposable">();
  for (const domain of [...providers, ...moreProviders]) built.set(domain, "free");
  for (const domain of notProviders) built.delete(domain);
  for (const domain of [...disposableList, ...moreDisposable]) built.set(domain, "disposable");
  return built;
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

/** Under these endings everything is registered directly, by the list of public suffixes: most hosts need no look into it. */
const plain = /^[a-z0-9-]+\.(?:com|net|org)$/;

/** The same, not remembered: for going through many hosts once. */
export function lookUpMailDomain(host: string): MailDomain {
  const registered = plain.test(host) ? host : getDomain(host, { extractHostname: false, validateHostname: false });
  const own = providerDomains.get(host);
  const above = registered === null || registered === host ? own : providerDomains.get(registered);
  const disposable = own === "disposable" || above === "disposable";
  return { registered, free: disposable || own === "free" || above === "free", disposable };
}
