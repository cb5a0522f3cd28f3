import { alpha3Codes, countryCodes } from "./country-codes.ts";
import { foldText } from "./fold-text.ts";

const languages =
  "en de fr es it pt nl sv da nb fi pl cs sk hu ro tr el ru uk bg hr lt lv et sl ja ko zh zh-Hant ar he hi th vi id".split(" ");

/** Names that people use and no list of names has, folded. */
const aliases: Readonly<Record<string, string>> = {
  usa: "US",
  "u s": "US",
  "u s a": "US",
  "the united states": "US",
  "the united states of america": "US",
  "united states of america": "US",
  america: "US",
  "estados unidos de america": "US",
  "etats unis d amerique": "US",
  "vereinigte staaten von amerika": "US",
  uk: "GB",
  "u k": "GB",
  "great britain": "GB",
  britain: "GB",
  england: "GB",
  scotland: "GB",
  wales: "GB",
  "northern ireland": "GB",
  grossbritannien: "GB",
  "united kingdom of great britain and northern ireland": "GB",
  holland: "NL",
  "the netherlands": "NL",
  "czech republic": "CZ",
  korea: "KR",
  "republic of korea": "KR",
  "south korea": "KR",
  "korea republic of": "KR",
  "korea south": "KR",
  "north korea": "KP",
  "russian federation": "RU",
  "viet nam": "VN",
  turkey: "TR",
  uae: "AE",
  emirates: "AE",
  "ivory coast": "CI",
  burma: "MM",
  macedonia: "MK",
  swaziland: "SZ",
  "cape verde": "CV",
  "hong kong": "HK",
  macau: "MO",
  macao: "MO",
  palestine: "PS",
  "republic of ireland": "IE",
  eire: "IE",
  "bosnia and herzegovina": "BA",
  "iran islamic republic of": "IR",
  "moldova republic of": "MD",
  "tanzania united republic of": "TZ",
  "taiwan province of china": "TW",
  "venezuela bolivarian republic of": "VE",
  "bolivia plurinational state of": "BO",
  "syrian arab republic": "SY",
  "lao people s democratic republic": "LA",
  "brunei darussalam": "BN",
  "people s republic of china": "CN",
  prc: "CN",
  bundesrepublik: "DE",
  "bundesrepublik deutschland": "DE",
  brd: "DE",
};

const codes: ReadonlySet<string> = new Set(countryCodes);
const names = new Map(Object.entries(aliases));
let languagesRead = 0;

/**
 * Alpha-2 of a folded name; null when no language has it. Languages are read one after another, each when a name is in none
 * before: a language takes 3 ms, and all of them at once would hold up a visitor for 100.
 */
function codeOfName(name: string): string | null {
  for (;;) {
    const code = names.get(name);
    const language = languages[languagesRead];
    if (code !== undefined || language === undefined) return code ?? null;
    languagesRead += 1;
    readLanguage(language);
  }
}

function readLanguage(language: string): void {
  const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  for (const code of countryCodes) {
    const name = foldText(display.of(code) ?? "");
    if (name !== "" && !names.has(name)) names.set(name, code);
  }
}

const cacheLimit = 2_000;
const cache = new Map<string, string | null>();

/**
 * ISO 3166-1 alpha-2 of a code, a name in one of many languages, or a flag: `de`, `DEU`, `Deutschland`, `United States (+1)`, 🇩🇪.
 * Null when it is no country.
 */
export function readCountry(text: string): string | null {
  if (text.length > 120) return null;
  const known = cache.get(text);
  if (known !== undefined) return known;
  const code = findCountry(text);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(text, code);
  return code;
}

function findCountry(text: string): string | null {
  const upper = text.trim().toUpperCase();
  if (codes.has(upper)) return upper;
  const flag = readFlag(upper);
  if (flag !== null) return flag;
  const words = foldText(text.replace(/\([^)]*\)|\+\d+/g, " "));
  const short = words.toUpperCase();
  return codeOf(short) ?? codeOfName(words) ?? codeOf(/^([A-Z]{2})[-_]/.exec(upper)?.[1] ?? "") ?? insideBrackets(text);
}

function codeOf(word: string): string | null {
  return codes.has(word) ? word : (alpha3Codes.get(word) ?? null);
}

/** `Allemagne (Germany)` and `Other name (DE)`. */
function insideBrackets(text: string): string | null {
  const inside = /\(([^)]+)\)/.exec(text)?.[1];
  if (inside === undefined) return null;
  return codeOf(inside.trim().toUpperCase()) ?? codeOfName(foldText(inside));
}

/** A flag is its two letters as regional indicators. */
function readFlag(text: string): string | null {
  const first = text.codePointAt(0) ?? 0;
  const second = text.codePointAt(2) ?? 0;
  const base = 0x1f1e6;
  if (first < base || first > base + 25 || second < base || second > base + 25) return null;
  return codeOf(String.fromCharCode(first - base + 65, second - base + 65));
}
