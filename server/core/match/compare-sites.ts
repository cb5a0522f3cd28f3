import type { AskedCompany } from "./asked-company.ts";
import { acronymsOf, lettersKey } from "./company-name.ts";
import { editDistance } from "./edit-distance.ts";
import type { KnownCompany } from "./known-company.ts";
import type { KnownNames } from "./known-names.ts";
import { rangeOf } from "./range-of.ts";
import type { Site } from "./site.ts";

/**
 * How the lead's sites stand to an account's: `same` domain, `near` (its label is the account's, or spells its name), `like`
 * (part of it is), or another: `own` when it spells the typed name, `touching` when it shares something with it, `foreign` when
 * nothing, `nameless` when no name was typed. `none`: the lead has no site of its own.
 */
export type SiteState = "none" | "same" | "near" | "like" | "own" | "touching" | "foreign" | "nameless";

export interface SiteEvidence {
  readonly state: SiteState;
  readonly codes: readonly string[];
}

/** Country endings that are used for any company. */
const openEndings = new Set("io ai co so me tv gg sh to ly fm am is it in cc ws bz vc sc la im us".split(" "));
const oldEndings = new Set(["com", "net", "org", "edu", "gov"]);

/** What an ending says: `country`, `old` for the first five, `new` for the rest. */
export function endingOf(suffix: string): "country" | "old" | "new" {
  const last = suffix.slice(suffix.lastIndexOf(".") + 1);
  if (last.length === 2 && (!openEndings.has(last) || suffix.includes("."))) return "country";
  return oldEndings.has(last) ? "old" : "new";
}

/** What companies put round a name that somebody else has. */
const affix =
  /^(?:get|use|try|with|run|go|my|hey|join|on|ask|the|we|team|hello|enter|meet|hq|app|labs|ai|inc|co|tab|k12|io|tech)$/;

const lengths = [4, 5, 6, 8, 10];

/** How a label that no account's domain has stands to an account; an empty text when in no way. */
function labelCode(site: Site, known: KnownCompany): string {
  const key = lettersKey(site.letters);
  for (const [at, label] of known.labels.entries()) {
    if (label === key)
      return `brand.${rangeOf(key.length, lengths)}.${endingOf(site.suffix)}.${endingOf(known.sites[at]?.suffix ?? "")}`;
  }
  if (known.keys.includes(key)) return `spelt.${rangeOf(key.length, lengths)}`;
  for (const name of known.names) {
    if (name.words.length > 1 && lettersKey(name.canonical.join("")) === key) return "spelt.words";
  }
  if (key.length <= 7 && known.names.some((name) => acronymsOf(name).includes(key)))
    return `initials.${rangeOf(key.length, [3, 4, 5])}`;
  return likeCode(key, [...known.labels, ...known.keys]);
}

function likeCode(key: string, others: readonly string[]): string {
  for (const other of others) {
    if (Math.min(other.length, key.length) >= 6 && editDistance(other, key, 1) <= 1) return "like.slip";
  }
  for (const other of others) {
    const [short, long] = other.length < key.length ? [other, key] : [key, other];
    if (short.length < 4) continue;
    const rest = long.startsWith(short) ? long.slice(short.length) : long.endsWith(short) ? long.slice(0, -short.length) : null;
    if (rest === null) continue;
    return `like.${rangeOf(short.length, [5, 6, 8, 10])}.${affix.test(rest) ? "affix" : rangeOf(rest.length, [3, 6])}`;
  }
  return "";
}

/** One site of the lead: its code under `prefix`, and the state that it is. */
function compareSite(
  site: Site,
  known: KnownCompany,
  names: KnownNames,
): { readonly state: SiteState; readonly codes: readonly string[] } {
  const at = known.sites.findIndex((other) => other.registered === site.registered);
  if (at >= 0) {
    const shared = rangeOf(names.domain(site.registered), [2, 5, 15]);
    return { state: "same", codes: [at === 0 ? "domain.main" : "domain.alternate", `domain.of.${shared}`] };
  }
  const code = labelCode(site, known);
  if (code === "") return { state: "foreign", codes: [] };
  return { state: code.startsWith("brand") || code.startsWith("spelt") ? "near" : "like", codes: [`domain.${code}`] };
}

/** What a domain that has nothing of the account has of the typed name. */
function foreignState(site: Site, { forms, keys }: AskedCompany): SiteState {
  if (forms.length === 0) return "nameless";
  const label = lettersKey(site.letters);
  if (keys.includes(label)) return "own";
  const touches = forms.some((form, at) => {
    const key = keys[at] ?? "";
    const [first = ""] = form.words;
    return (
      key.includes(label) ||
      label.includes(key) ||
      acronymsOf(form).includes(label) ||
      (first.length >= 3 && label.includes(first))
    );
  });
  return touches ? "touching" : "foreign";
}

const order: readonly SiteState[] = ["same", "near", "like", "foreign"];

/** Compares the sites of a lead with those of an account. */
export function compareSites(asked: AskedCompany, known: KnownCompany, names: KnownNames): SiteEvidence {
  const codes: string[] = [];
  const states: SiteState[] = [];
  for (const site of [asked.website, asked.emailSite]) {
    if (site === null) continue;
    const one = compareSite(site, known, names);
    codes.push(...one.codes);
    states.push(one.state);
  }
  for (const site of asked.typedSites) codes.push(...compareSite(site, known, names).codes.map((code) => `typed.${code}`));
  const state = order.find((one) => states.includes(one)) ?? "none";
  const site = asked.emailSite ?? asked.website;
  const settled: SiteState = state === "foreign" && site !== null ? foreignState(site, asked) : state;
  codes.push(`site.${settled}`);
  return { state: settled, codes };
}
