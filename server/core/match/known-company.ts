import type { Account } from "./account.ts";
import { type CompanyName, lettersKey } from "./company-name.ts";
import { accountNames, nameForms } from "./name-forms.ts";
import { readSite, type Site } from "./site.ts";

/** An account as leads are compared with it. */
export interface KnownCompany {
  readonly account: Account;
  /** Its name, the parts of it, then its aliases. */
  readonly names: readonly CompanyName[];
  readonly keys: readonly string[];
  /** How many of `names` are its name and its parts. */
  readonly own: number;
  /** The main domain first. */
  readonly sites: readonly Site[];
  /** `lettersKey` of what was registered. */
  readonly labels: readonly string[];
}

/** Domains, hosts of pages, and domains that a person said are the account's. */
export function accountHosts({ domains, websites, aliases }: Account): readonly string[] {
  const said = aliases?.filter(({ kind }) => kind === "domain_is") ?? [];
  if (websites === undefined && said.length === 0) return domains;
  return [...domains, ...(websites ?? []), ...said.map(({ text }) => text)];
}

/** Reads an account of which only the domains are compared. */
export function readKnownSites(account: Account): KnownCompany {
  const sites = accountHosts(account).flatMap((host) => readSite(host) ?? []);
  return { account, names: [], keys: [], own: 0, sites, labels: [] };
}

/** Reads an account for comparing. */
export function readKnownCompany(account: Account): KnownCompany {
  const names = accountNames(account);
  const sites = accountHosts(account).flatMap((host) => readSite(host) ?? []);
  return {
    account,
    names,
    keys: names.map((name) => lettersKey(name.letters)),
    own: account.aliases === undefined || account.aliases.length === 0 ? names.length : nameForms(account.name).length,
    sites,
    labels: sites.map((site) => lettersKey(site.letters)),
  };
}
