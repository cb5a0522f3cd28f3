import type { Lead } from "../lead/lead.ts";
import { type CompanyName, lettersKey } from "./company-name.ts";
import { isJunkCompany } from "./junk-company.ts";
import { nameForms } from "./name-forms.ts";
import { readSite, type Site } from "./site.ts";

/** What a lead says of its company. */
export interface AskedCompany {
  /** The typed name as it is and its parts; none when nothing or junk was typed. */
  readonly forms: readonly CompanyName[];
  /** `lettersKey` of each form. */
  readonly keys: readonly string[];
  /** Where the e-mail is; null for a free or disposable address. */
  readonly emailSite: Site | null;
  readonly website: Site | null;
  /** Hosts within the typed name. */
  readonly typedSites: readonly Site[];
  readonly country: string | undefined;
  /** The company's text in lower case: what decisions of persons are about. */
  readonly text: string;
  /** The text as it was typed. */
  readonly shown: string;
  readonly junk: boolean;
}

const hosts = /(?:[a-z0-9-]+\.)+[a-z]{2,}/g;

function typedSites(text: string): readonly Site[] {
  if (!text.includes(".")) return [];
  return (text.match(hosts) ?? []).flatMap((host) => (host.length > 4 ? (readSite(host) ?? []) : []));
}

/** Reads the company's name and sites of a lead. */
export function readAskedCompany(lead: Lead): AskedCompany {
  const text = lead.company ?? "";
  const junk = text !== "" && isJunkCompany(text);
  const forms = text === "" || junk ? [] : nameForms(text);
  const host = lead.email?.slice(lead.email.lastIndexOf("@") + 1);
  return {
    forms,
    keys: forms.map((form) => lettersKey(form.letters)),
    emailSite: host === undefined || lead.freeMail || lead.disposableMail ? null : readSite(host),
    website: lead.website === undefined ? null : readSite(lead.website),
    typedSites: junk ? [] : typedSites(text.toLowerCase()),
    country: lead.country,
    text: text.trim().toLowerCase(),
    shown: text,
    junk,
  };
}
