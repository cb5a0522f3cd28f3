import type { AskedCompany } from "./asked-company.ts";
import { acronymsOf, type CompanyName, lettersKey } from "./company-name.ts";
import type { NameRelation } from "./compare-names.ts";
import { endingOf, type SiteEvidence } from "./compare-sites.ts";
import type { KnownCompany } from "./known-company.ts";
import type { KnownNames } from "./known-names.ts";
import { rangeOf } from "./range-of.ts";
import { spellLabel } from "./spell-label.ts";

/** The closest names of a lead and an account. */
export interface NamesCompared {
  readonly asked: AskedCompany;
  readonly known: KnownCompany;
  readonly lead: CompanyName;
  readonly account: CompanyName;
  readonly relation: NameRelation;
  /** The relation; `same` for those that are. */
  readonly group: string;
}

/** The legal forms of both. */
export function formOf({ lead, account }: NamesCompared): "none" | "lead" | "account" | "same" | "differs" {
  if (lead.form === account.form) return lead.form === "" ? "none" : "same";
  if (lead.form === "") return "account";
  return account.form === "" ? "lead" : "differs";
}

/** What the account's first domain has of its own name: a company's own says more than a page in another's. */
export function homeCodes({ names, keys, sites, labels }: KnownCompany, group: string, sectors: string): readonly string[] {
  const [site] = sites;
  const [name] = names;
  const [label = ""] = labels;
  const [key = ""] = keys;
  if (site === undefined || name === undefined) return [`home.none.${group}`, `home.none.sector.${sectors}`];
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
  const ending = endingOf(site.suffix);
  return [
    `home.${how}.${group}`,
    `home.${ending}.${group}`,
    `home.${how}.${ending}`,
    `home.${how}.sector.${sectors}`,
    `home.${ending}.sector.${sectors}`,
  ];
}

/** In which way the lead's domain is not the account's: by what companies put round a name, or by its ending. */
function wayOf({ emailSite, website }: AskedCompany, { codes }: SiteEvidence): string {
  if (codes.some((code) => code.endsWith(".affix"))) return "affix";
  return endingOf((emailSite ?? website)?.suffix ?? "");
}

interface Around {
  readonly sites: SiteEvidence;
  readonly names: KnownNames;
}

/** The name is the same: how much a name of that kind says. */
export function sameCodes(asked: AskedCompany, lead: CompanyName, { sites, names }: Around): readonly string[] {
  const { state } = sites;
  if (lead.words.length > 1) {
    const generic = lead.classes.every((wordClass) => wordClass !== "other");
    return [`same.words.${Math.min(4, lead.words.length)}`, ...(generic ? ["same.generic"] : [])];
  }
  const length = lead.letters.length;
  const count = names.word(lead.canonical[0] ?? "");
  const of = rangeOf(count, [2, 3, 5, 10, 25]);
  const codes = [`same.word.${rangeOf(length, [3, 4, 5, 6, 8])}`, `same.word.of.${of}`];
  if (state === "none" || state === "same") return codes;
  const elsewhere = state === "near" || state === "like" ? state : "other";
  codes.push(`same.word.${elsewhere}.${rangeOf(length, [5, 6, 8])}`);
  if (elsewhere === "other") codes.push(`same.word.other.of.${of}`);
  else codes.push(`same.word.${elsewhere}.${wayOf(asked, sites)}.of.${rangeOf(count, [2, 5, 10])}`);
  return codes;
}

/** The name is not the same: what the account's domains have of the typed name. */
export function labelCodes(compared: NamesCompared, typedLabel: boolean): readonly string[] {
  const { lead, known, group, relation } = compared;
  const codes: string[] = [];
  const { labels } = known;
  if (typedLabel) codes.push(`label.${rangeOf(lead.letters.length, [3, 4, 5, 7])}`, `label.is.${group}`);
  if (group === "none" || group === "label") return codes;
  const [main = ""] = labels;
  const has = hasOf(lead, labels, relation.rarest);
  codes.push(
    `label.${group}.${has}${has === "begins" ? `.${rangeOf(main.length, [4, 6, 8])}` : ""}`,
    `label.${group}.${has}.form.${formOf(compared)}`,
  );
  if (relation.extra !== "") codes.push(`part.extra.${relation.extra}.label.${has}`);
  return codes;
}

/** What domains have of a name. */
function hasOf(lead: CompanyName, labels: readonly string[], rarest: string): string {
  const beginnings = new Set<string>();
  let letters = "";
  for (const word of lead.words) beginnings.add(lettersKey((letters += word)));
  if (labels.some((label) => label.length >= 2 && beginnings.has(label))) return "begins";
  if (labels.some((label) => lead.words.some((word) => lettersKey(word) === label))) return "word";
  const acronyms = lead.words.length > 1 ? acronymsOf(lead) : [];
  if (labels.some((label) => acronyms.includes(label))) return "initials";
  return rarest !== "" && labels.some((label) => label.length >= 4 && label.includes(rarest)) ? "contains" : "no";
}

const spelt = (share: number) => (share === 1 ? "all" : share >= 0.75 ? "most" : share >= 0.5 ? "half" : "some");

const mostLabels = 4;

/** The name is not the same: how far its words spell what the account's domains are called, beside the account's own. */
export function spellingCodes({ lead, known, account, group }: NamesCompared): readonly string[] {
  const words = lead.words.map(lettersKey);
  const [first, ...others] = known.labels.slice(0, mostLabels).map((label) => ({ label, by: spellLabel(label, words) }));
  if (first === undefined) return [];
  const { label, by } = others.reduce((a, b) => (b.by.share + b.by.whole > a.by.share + a.by.whole ? b : a), first);
  const shared = group === "part" ? [`of.${Math.min(4, sharedWords(lead, account))}`] : [];
  if (by.share <= 0.25) return [`spells.no.${group}`, ...shared.map((of) => `spells.no.${of}`)];
  const own = spellLabel(label, account.words.map(lettersKey));
  const than = by.share > own.share + 0.01 ? "more" : by.share < own.share - 0.01 ? "less" : "even";
  const extra = words.some((_, at) => (by.used & (1 << at)) !== 0 && !account.canonical.includes(lead.canonical[at] ?? ""));
  const how = `spells.${spelt(by.share)}.${than}.${extra ? "extra" : "shared"}`;
  const pieces = by.whole >= 0.5 ? "words" : by.whole > 0 ? "word" : "letters";
  return [`spells.${spelt(by.share)}.${pieces}.${group}`, how, ...shared.map((of) => `${how}.${of}`)];
}

/** How many words of the one the other has. */
const sharedWords = ({ canonical }: CompanyName, other: CompanyName) =>
  canonical.filter((word) => word !== "" && other.canonical.includes(word)).length;
