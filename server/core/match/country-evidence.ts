import type { AskedCompany } from "./asked-company.ts";
import type { CompanyName } from "./company-name.ts";
import type { SiteState } from "./compare-sites.ts";
import type { KnownCompany } from "./known-company.ts";
import { countryOfEnding, landOf, landOfWords, landsOfForm } from "./lands.ts";

const one = (lands: ReadonlySet<string>, land: string | undefined) =>
  land === undefined ? "open" : lands.has(land) ? "same" : "differs";

/** Where both are said to be. */
function howOf({ country }: AskedCompany, known: KnownCompany): string {
  const of = known.account.country;
  if (country === undefined) return of === undefined ? "untold" : "account";
  if (of !== undefined) return country === of ? "same" : "differs";
  const land = landOf(known);
  return `lead_${land === undefined ? "open" : land === country ? "same" : "differs"}`;
}

/** What the countries of both say; `group` is how their names stand to each other. */
export function countryCodes(asked: AskedCompany, known: KnownCompany, { state, group }: Standing): readonly string[] {
  const { emailSite, website } = asked;
  const how = howOf(asked, known);
  const codes = [`country.${how}.site.${state}`, `country.${how}.name.${group}`];
  const suffix = (emailSite ?? website)?.suffix ?? "";
  const ending = suffix.slice(suffix.lastIndexOf(".") + 1);
  if (state !== "same" && ending.length === 2 && known.account.country !== undefined)
    codes.push(`ending.${countryOfEnding(ending) === known.account.country ? "same" : "differs"}`);
  return codes;
}

export interface Standing {
  readonly state: SiteState;
  readonly group: string;
}

/** What the letters, the legal form and the words of the typed name say of its country. */
export function landCodes(asked: AskedCompany, known: KnownCompany, lead: CompanyName): readonly string[] {
  const codes: string[] = [];
  const land = landOf(known);
  if (asked.scriptLands !== undefined) codes.push(`land.script.${one(asked.scriptLands, land)}`);
  const ofForm = landsOfForm(lead);
  if (ofForm !== undefined) codes.push(`land.form.${one(ofForm, land)}`);
  const word = asked.wordLand;
  if (word === undefined) return codes;
  const own = known.names.some((name) => landOfWords(name) === word);
  codes.push(`land.word.${own ? "own" : one(new Set([word]), land)}`);
  return codes;
}
