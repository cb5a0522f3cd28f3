import type { AskedCompany } from "./asked-company.ts";
import { acronymsOf, type CompanyName, lettersKey } from "./company-name.ts";
import { compareNames, type NameRelation, sameRelations } from "./compare-names.ts";
import { compareSites, endingOf, type SiteEvidence } from "./compare-sites.ts";
import type { KnownCompany } from "./known-company.ts";
import type { KnownNames, Lexicon } from "./known-names.ts";
import { rangeOf, tellOf } from "./range-of.ts";

/** Every code of the evidence for one account, before it is weighed. */
export interface CandidateEvidence {
  readonly codes: readonly string[];
  /** The form of the lead's name and the name of the account that are closest; null when no name was typed. */
  readonly names: { readonly lead: CompanyName; readonly account: CompanyName; readonly relation: NameRelation } | null;
  readonly sites: SiteEvidence;
}

interface Closest {
  readonly relation: NameRelation;
  readonly leadAt: number;
  readonly accountAt: number;
}

/** A part of a name counts a little less than the whole, an alias than the name. */
const pieceLoss = 3;
const aliasLoss = 0.5;

function closest(asked: AskedCompany, known: KnownCompany, lexicon: Lexicon): Closest | null {
  let best: Closest | null = null;
  let most = -1;
  for (const [leadAt, lead] of asked.forms.entries()) {
    for (const [accountAt, account] of known.names.entries()) {
      const pair = { lead, leadKey: asked.keys[leadAt] ?? "", account, accountKey: known.keys[accountAt] ?? "" };
      const relation = compareNames(pair, lexicon);
      const closeness = relation.closeness - (leadAt > 0 ? pieceLoss : 0) - (accountAt > 0 ? aliasLoss : 0);
      if (closeness <= most) continue;
      most = closeness;
      best = { relation, leadAt, accountAt };
      if (closeness >= 100) return best;
    }
  }
  return best;
}

const nearLabel = 66;

/** What is known for and against an account being the lead's. */
export function gatherEvidence(asked: AskedCompany, known: KnownCompany, lexicon: Lexicon): CandidateEvidence {
  const sites = compareSites(asked, known, lexicon.names);
  const codes = ["start", ...sites.codes];
  const found = closest(asked, known, lexicon);
  codes.push(...countryCodes(asked, known, sites));
  const lead = found === null ? undefined : asked.forms[found.leadAt];
  const account = found === null ? undefined : known.names[found.accountAt];
  if (found === null || lead === undefined || account === undefined) {
    codes.push("name.untold");
    return { codes, names: null, sites };
  }
  const typedLabel = asked.keys.some((key) => key.length >= 2 && known.labels.includes(key));
  const relation =
    typedLabel && found.relation.closeness === 0
      ? { ...found.relation, relation: "label" as const, closeness: nearLabel }
      : found.relation;
  const group = sameRelations.has(relation.relation) ? "same" : relation.relation;
  codes.push(`name.${relation.relation}`, ...relation.codes, `name.${group}.site.${sites.state}`);
  if (group === "same") codes.push(...sameCodes(lead, sites, lexicon.names));
  else codes.push(...labelCodes({ lead, known, group, relation, typedLabel }));
  codes.push(...formCodes(lead, account, group), ...homeCodes(known, group));
  if (found.leadAt > 0) codes.push(`lead_part.${group}`, `lead_part.${group}.rest.${restOf(asked.forms, lead, lexicon)}`);
  if (found.accountAt > 0) codes.push(found.accountAt < known.own ? `account_part.${group}` : `alias.${group}`);
  codes.push(`domains.${rangeOf(known.sites.length, [2, 4])}.${group}`);
  if (lead.transliterated || account.transliterated) codes.push(`script.${group}`);
  return { codes, names: { lead, account, relation }, sites };
}

/** The legal forms of both, when one has any. */
function formCodes(lead: CompanyName, account: CompanyName, group: string): readonly string[] {
  if (lead.form === "" && account.form === "") return [];
  if (lead.form === "" || account.form === "") return [`form.${lead.form === "" ? "account" : "lead"}.${group}`];
  return [`form.${lead.form === account.form ? "same" : "differs"}.${group}`];
}

/** How telling the rarest word is that the typed name has outside of the part that was compared. */
function restOf([whole]: readonly CompanyName[], part: CompanyName, { rarity }: Lexicon): string {
  let most = 0;
  for (const [at, word] of whole?.canonical.entries() ?? []) {
    if (whole?.classes[at] !== "other" || part.canonical.includes(word)) continue;
    most = Math.max(most, rarity(word));
  }
  return tellOf(most);
}

/** What the account's first domain has of its own name: a company's own says more than a page in another's. */
function homeCodes({ names, keys, sites, labels }: KnownCompany, group: string): readonly string[] {
  const [site] = sites;
  const [name] = names;
  const [label = ""] = labels;
  const [key = ""] = keys;
  if (site === undefined || name === undefined) return [`home.none.${group}`];
  const how =
    label === key
      ? "spelt"
      : key.startsWith(label) || label.startsWith(key)
        ? "begins"
        : label.length <= 7 && acronymsOf(name).includes(label)
          ? "initials"
          : name.words.some((word) => word.length >= 4 && label.includes(lettersKey(word)))
            ? "word"
            : "no";
  return [`home.${how}.${group}`, `home.${endingOf(site.suffix)}.${group}`];
}

/** The name is the same: how much a name of that kind says. */
function sameCodes(lead: CompanyName, { state }: SiteEvidence, names: KnownNames): readonly string[] {
  if (lead.words.length > 1) {
    const generic = lead.classes.every((wordClass) => wordClass !== "other");
    return [`same.words.${Math.min(4, lead.words.length)}`, ...(generic ? ["same.generic"] : [])];
  }
  const length = lead.letters.length;
  const of = rangeOf(names.word(lead.canonical[0] ?? ""), [2, 3, 5, 10, 25]);
  const codes = [`same.word.${rangeOf(length, [3, 4, 5, 6, 8])}`, `same.word.of.${of}`];
  if (state === "none" || state === "same") return codes;
  const elsewhere = state === "near" || state === "like" ? state : "other";
  codes.push(`same.word.${elsewhere}.${rangeOf(length, [5, 6, 8])}`);
  if (elsewhere === "other") codes.push(`same.word.other.of.${of}`);
  return codes;
}

interface Labelled {
  readonly lead: CompanyName;
  readonly known: KnownCompany;
  readonly group: string;
  readonly relation: NameRelation;
  readonly typedLabel: boolean;
}

/** The name is not the same: what the account's domains have of the typed name. */
function labelCodes({ lead, known, group, relation, typedLabel }: Labelled): readonly string[] {
  const codes: string[] = [];
  const { labels } = known;
  if (typedLabel) codes.push(`label.${rangeOf(lead.letters.length, [3, 4, 5, 7])}`, `label.is.${group}`);
  if (group === "none" || group === "label") return codes;
  const [main = ""] = labels;
  const beginnings = new Set<string>();
  let letters = "";
  for (const word of lead.words) beginnings.add(lettersKey((letters += word)));
  const acronyms = lead.words.length > 1 ? acronymsOf(lead) : [];
  const has = labels.some((label) => label.length >= 2 && beginnings.has(label))
    ? "begins"
    : labels.some((label) => lead.words.some((word) => lettersKey(word) === label))
      ? "word"
      : labels.some((label) => acronyms.includes(label))
        ? "initials"
        : relation.rarest !== "" && labels.some((label) => label.length >= 4 && label.includes(relation.rarest))
          ? "contains"
          : "no";
  codes.push(`label.${group}.${has}${has === "begins" ? `.${rangeOf(main.length, [4, 6, 8])}` : ""}`);
  if (relation.extra !== "") codes.push(`part.extra.${relation.extra}.label.${has}`);
  return codes;
}

function countryCodes(
  { country, emailSite, website }: AskedCompany,
  { account }: KnownCompany,
  { state }: SiteEvidence,
): readonly string[] {
  const where = state === "none" ? "name" : state === "same" ? "domain" : "other";
  const codes: string[] = [];
  if (country === undefined || account.country === undefined)
    codes.push(country === undefined ? (account.country === undefined ? "country.untold" : "country.account") : "country.lead");
  else codes.push(`country.${country === account.country ? "same" : "differs"}.${where}`);
  const suffix = (emailSite ?? website)?.suffix ?? "";
  const ending = suffix.slice(suffix.lastIndexOf(".") + 1);
  if (state !== "same" && ending.length === 2 && account.country !== undefined)
    codes.push(`ending.${(ending === "uk" ? "GB" : ending.toUpperCase()) === account.country ? "same" : "differs"}`);
  return codes;
}
