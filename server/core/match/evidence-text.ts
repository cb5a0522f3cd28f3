import type { Account, MatchEvidence } from "./account.ts";
import type { AskedCompany } from "./asked-company.ts";
import { sameRelations } from "./compare-names.ts";
import { matchWeights } from "./match-weights.ts";
import type { CandidateEvidence } from "./weigh-candidate.ts";

export interface Telling {
  readonly asked: AskedCompany;
  readonly account: Account;
  readonly evidence: CandidateEvidence;
  readonly person: PersonSaid | null;
}

/** A person's decision about a lead's company. */
export interface PersonSaid {
  readonly code: "person_is" | "person_is_not";
  readonly contribution: number;
}

type Part = readonly [code: string, weight: number];
/** What a weight is about. */
type Group = "start" | "site" | "country" | "name";

const groups: Readonly<Record<string, Group>> = {
  start: "start",
  domain: "site",
  site: "site",
  typed: "site",
  country: "country",
  land: "country",
  ending: "country",
};

const groupOf = (code: string): Group => groups[code.split(".", 1)[0] ?? ""] ?? "name";

const round = (weight: number) => Math.round(weight * 100) / 100;

/** The evidence for one account in words; the contributions of all of it make the sum that the score comes of. */
export function tellEvidence(telling: Telling): readonly MatchEvidence[] {
  const { evidence, person } = telling;
  const parts: Record<Group, Part[]> = { start: [], site: [], name: [], country: [] };
  for (const code of evidence.codes) {
    const weight = matchWeights.get(code) ?? 0;
    if (weight !== 0) parts[groupOf(code)].push([code, weight]);
  }
  const told: MatchEvidence[] = [];
  const put = (code: string, detail: string, of: readonly Part[]) => {
    if (of.length > 0)
      told.push({ code, detail, contribution: round(of.reduce((sum, [, weight]) => sum + weight, 0)), parts: of });
  };
  if (person !== null)
    told.push({ ...person, detail: person.code === "person_is" ? "a person said so" : "a person said that it never is" });
  put(...tellSite(telling), parts.site);
  if (evidence.names !== null) put(...tellName(telling), parts.name);
  else put("no_name", "no company was typed, or none was needed", parts.name);
  put(...tellCountry(parts.country), parts.country);
  put("start", "where every account begins", parts.start);
  return told;
}

function tellSite({ asked, account, evidence: { sites } }: Telling): readonly [string, string] {
  const { emailSite, website } = asked;
  const has = (start: string) => sites.codes.some((code) => code.startsWith(start));
  if (sites.state === "same") {
    const listed = account.domains.some((domain) => domain === emailSite?.registered);
    const byEmail = emailSite !== null && (listed || website === null);
    const domain = (byEmail ? emailSite : website)?.registered ?? "";
    if (!byEmail) return ["website", `the website ${domain} is a domain of ${account.name}`];
    return [has("domain.alternate") ? "alternate_domain" : "email_domain", `${domain} is a domain of ${account.name}`];
  }
  const domain = (emailSite ?? website)?.registered;
  if (domain === undefined) return ["no_domain", "there is no domain of a company"];
  if (has("domain.brand")) return ["brand_domain", `${domain} is a domain of ${account.name} but for its ending`];
  if (has("domain.spelt")) return ["name_domain", `${domain} spells the name ${account.name}`];
  if (has("domain.initials")) return ["initials_domain", `${domain} is the initials of ${account.name}`];
  if (sites.state === "like") return ["alike_domain", `${domain} is like the name or domain of ${account.name}`];
  return ["other_domain", `${domain} is no domain of ${account.name}`];
}

function tellName({ asked, account, evidence: { names } }: Telling): readonly [string, string] {
  const relation = names?.relation.relation ?? "none";
  const typed = `“${asked.shown}”`;
  if (sameRelations.has(relation)) return ["company_name", `${typed} is the name of ${account.name}${because[relation] ?? ""}`];
  switch (relation) {
    case "initials":
      return ["company_initials", `${typed} is the initials of ${account.name}`];
    case "spelt_out":
      return ["company_spelt_out", `${account.name} is the initials of ${typed}`];
    case "slip":
    case "word_slip":
      return ["company_slip", `${typed} is ${account.name} with slips of typing`];
    case "sound":
      return ["company_sound", `${typed} sounds like ${account.name}`];
    case "part":
      return ["company_part", `${typed} shares words with ${account.name}`];
    case "label":
      return ["company_label", `${typed} is how the domain of ${account.name} is named`];
    default:
      return ["company_other", `${typed} shares nothing with ${account.name}`];
  }
}

const because: Readonly<Record<string, string>> = {
  form: " but for the legal form",
  letters: " but for umlauts",
  small: " but for small words",
  order: " in another order",
  plural: " but for a plural",
  words: " in words that mean the same",
};

function tellCountry(parts: readonly Part[]): readonly [string, string] {
  if (parts.some(([code]) => code.startsWith("country.same"))) return ["country_same", "the country is the account's"];
  if (parts.some(([code]) => code.startsWith("country.differs"))) return ["country_differs", "the country is not the account's"];
  return ["country_unknown", "a country is not known on both sides"];
}
