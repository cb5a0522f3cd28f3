import type { AskedCompany } from "./asked-company.ts";
import type { CompanyName } from "./company-name.ts";
import { compareNames, type NameRelation, sameRelations } from "./compare-names.ts";
import { compareSites, type SiteEvidence, type SiteState } from "./compare-sites.ts";
import { countryCodes, landCodes } from "./country-evidence.ts";
import type { KnownCompany } from "./known-company.ts";
import type { Lexicon } from "./known-names.ts";
import { formOf, homeCodes, labelCodes, type NamesCompared, sameCodes, spellingCodes } from "./name-evidence.ts";
import { rangeOf, tellOf } from "./range-of.ts";
import { compareSectors, sectorOf } from "./sector-of.ts";

/** Every code of the evidence for one account, before it is weighed. */
export interface CandidateEvidence {
  readonly codes: readonly string[];
  /** The form of the lead's name and the name of the account that are closest; null when no name was typed. */
  readonly names: { readonly lead: CompanyName; readonly account: CompanyName; readonly relation: NameRelation } | null;
  readonly sites: SiteEvidence;
  /** The account has something of the lead's name or of its domains. */
  readonly shares: boolean;
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

const linked: ReadonlySet<SiteState> = new Set(["same", "near", "like"]);

const sharesSite = ({ state, codes }: SiteEvidence) => linked.has(state) || codes.some((code) => code.startsWith("typed."));

/** What is known for and against an account being the lead's. One that shares nothing is left without most of its codes. */
export function gatherEvidence(asked: AskedCompany, known: KnownCompany, lexicon: Lexicon): CandidateEvidence {
  const sites = compareSites(asked, known, lexicon.names);
  const { state } = sites;
  const codes = ["start", ...sites.codes];
  const found = closest(asked, known, lexicon);
  const lead = found === null ? undefined : asked.forms[found.leadAt];
  const account = found === null ? undefined : known.names[found.accountAt];
  if (found === null || lead === undefined || account === undefined) {
    codes.push("name.untold", ...countryCodes(asked, known, { state, group: "untold" }));
    return { codes, names: null, sites, shares: sharesSite(sites) };
  }
  const typedLabel = asked.keys.some((key) => key.length >= 2 && known.labels.includes(key));
  const relation =
    typedLabel && found.relation.closeness === 0
      ? { ...found.relation, relation: "label" as const, closeness: nearLabel }
      : found.relation;
  const group = sameRelations.has(relation.relation) ? "same" : relation.relation;
  const compared = { asked, known, lead, account, relation, group };
  codes.push(`name.${relation.relation}`, ...relation.codes, `name.${group}.site.${state}`);
  const shares = group !== "none" || sharesSite(sites);
  if (!shares) return { codes, names: { lead, account, relation }, sites, shares };
  if (group === "same") codes.push(...sameCodes(asked, lead, { sites, names: lexicon.names }));
  else codes.push(...labelCodes(compared, typedLabel), ...spellingCodes(compared));
  codes.push(...countryCodes(asked, known, { state, group }), ...landCodes(asked, known, lead));
  codes.push(...kindCodes(compared, found.accountAt));
  if (found.leadAt > 0) codes.push(`lead_part.${group}`, `lead_part.${group}.rest.${restOf(asked.forms, lead, lexicon)}`);
  codes.push(`domains.${rangeOf(known.sites.length, [2, 4])}.${group}`);
  if (lead.transliterated || account.transliterated) codes.push(`script.${group}`);
  return { codes, names: { lead, account, relation }, sites, shares };
}

/** What kinds of organisation both say they are, what the account's domain has of its name, and which of its names it was. */
function kindCodes(compared: NamesCompared, accountAt: number): readonly string[] {
  const { asked, known, account, group } = compared;
  const ofAccount = sectorOf(account, known.sites[0]);
  const sectors = compareSectors(asked.sector, ofAccount);
  const codes = [`sector.${sectors}.${group}`, `sector.${asked.sector}.${ofAccount}`, ...homeCodes(known, group, sectors)];
  const form = formOf(compared);
  if (form !== "none") codes.push(`form.${form}.${group}`);
  if (accountAt >= known.own) codes.push(`alias.${group}`);
  else if (accountAt > 0) codes.push(`account_part.${group}`, `account_part.sector.${sectors}`);
  return codes;
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
