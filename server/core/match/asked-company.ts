import type { Lead } from "../lead/lead.ts";
import { readCountry } from "../lead/read-country.ts";
import { type CompanyName, lettersKey } from "./company-name.ts";
import { isJunkCompany } from "./junk-company.ts";
import { landOfWords, landsOfScript } from "./lands.ts";
import { nameForms } from "./name-forms.ts";
import { type Sector, sectorOf } from "./sector-of.ts";
import { readAskedSite, readSite, type Site } from "./site.ts";

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
  /** What kind of organisation the typed name says it is. */
  readonly sector: Sector;
  /** The country that a word of the typed name says. */
  readonly wordLand: string | undefined;
  /** Countries that the letters of the typed name are written in; undefined when any. */
  readonly scriptLands: ReadonlySet<string> | undefined;
  /** The company's text in lower case: what decisions of persons are about. */
  readonly text: string;
  /** The text as it was typed. */
  readonly shown: string;
}

const hosts = /(?:[a-z0-9-]+\.)+[a-z]{2,}/g;

function typedSites(text: string): readonly Site[] {
  if (!text.includes(".")) return [];
  return (text.match(hosts) ?? []).flatMap((host) => (host.length > 4 ? (readSite(host) ?? []) : []));
}

const bracketed = /[([]([A-Z]{2})[)\]]\s*$/;

/** The country that stands in brackets after the name: `Acme [DE]`. */
function countryOf(name: string): string | undefined {
  const code = bracketed.exec(name)?.[1];
  return code === undefined ? undefined : (readCountry(code) ?? undefined);
}

/** Where a lead comes from by its e-mail and website; no name is read. */
export function readAskedSites(lead: Lead): AskedCompany {
  const host = lead.email?.slice(lead.email.lastIndexOf("@") + 1);
  const shown = lead.company ?? "";
  return {
    forms: [],
    keys: [],
    emailSite: host === undefined || lead.freeMail || lead.disposableMail ? null : readAskedSite(host),
    website: lead.website === undefined ? null : readAskedSite(lead.website),
    typedSites: [],
    country: lead.country,
    sector: "open",
    wordLand: undefined,
    scriptLands: undefined,
    text: shown.trim().toLowerCase(),
    shown,
  };
}

/** The same with the typed name and its parts. */
export function withTypedName(asked: AskedCompany): AskedCompany {
  const { shown, text } = asked;
  if (text === "" || isJunkCompany(shown)) return asked;
  const forms = nameForms(shown);
  const country = asked.country ?? countryOf(shown);
  const [whole] = forms;
  return {
    ...asked,
    country,
    sector: whole === undefined ? "open" : sectorOf(whole, asked.emailSite ?? asked.website),
    wordLand: whole === undefined ? undefined : landOfWords(whole),
    scriptLands: landsOfScript(shown),
    forms,
    keys: forms.map((form) => lettersKey(form.letters)),
    typedSites: typedSites(text),
  };
}

/** Reads the company's name and sites of a lead. */
export const readAskedCompany = (lead: Lead): AskedCompany => withTypedName(readAskedSites(lead));
