import type { CompanyName } from "./company-name.ts";
import { endingOf } from "./compare-sites.ts";
import type { KnownCompany } from "./known-company.ts";
import { countryOfWord } from "./name-words.ts";
import type { Site } from "./site.ts";

/** Letters that are written in few countries, and those; the first that a text has decides. */
const scripts: readonly (readonly [letters: RegExp, countries: string])[] = [
  [/[їєґ]/i, "UA"],
  [/ў/i, "BY"],
  [/[ђћљњџѓќѕј]/i, "RS ME BA MK XK"],
  [/[әғқңөұүһ]/i, "KZ KG MN TJ UZ TM RU"],
  [/[іы]/i, "UA BY KZ RU KG"],
  [/\p{Script=Cyrillic}/u, "RU UA BY BG RS ME BA MK KZ KG MN TJ UZ TM MD AM GE AZ"],
  [/\p{Script=Greek}/u, "GR CY"],
  [/\p{Script=Georgian}/u, "GE"],
  [/\p{Script=Armenian}/u, "AM"],
  [/\p{Script=Hebrew}/u, "IL"],
  [/[پچژگکی]/, "IR PK AF IQ IN TJ"],
  [/\p{Script=Arabic}/u, "SA AE EG MA DZ TN LY JO LB SY IQ KW QA BH OM YE SD PS MR SO DJ IR PK AF"],
  [/\p{Script=Thai}/u, "TH"],
  [/\p{Script=Hangul}/u, "KR KP"],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, "JP"],
  [/\p{Script=Han}/u, "CN TW HK MO SG JP MY KR"],
  [/\p{Script=Bengali}/u, "BD IN"],
  [/\p{Script=Devanagari}/u, "IN NP"],
  [/\p{Script=Sinhala}/u, "LK"],
  [
    /[\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Gujarati}\p{Script=Gurmukhi}]/u,
    "IN LK SG MY PK",
  ],
  [/ə/i, "AZ"],
  [/[őű]/i, "HU"],
  [/[ğış]/i, "TR AZ CY"],
  [/[łąężźśń]/i, "PL LT"],
  [/[řěů]/i, "CZ SK"],
  [/[ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i, "VN"],
  [/[șță]/i, "RO MD VN"],
  [/[ėįų]/i, "LT"],
  [/[āēīļķģņ]/i, "LV"],
  [/[ðþ]/i, "IS"],
  [/[øæ]/i, "NO DK IS FO GL"],
  [/å/i, "SE NO DK FI"],
  [/ß/, "DE AT CH LU LI"],
  [/[ãõ]/i, "PT BR AO MZ EE VN CV"],
  [/ñ/i, "ES MX AR CO CL PE VE EC GT CU BO DO HN PY SV NI CR PA UY PR PH US"],
];

/** Legal forms that few countries have, and those. */
const forms: readonly (readonly [forms: string, countries: string])[] = [
  ["gmbh ag gmbhcokg cokg kg", "DE AT CH LI LU"],
  ["ug gbr ohg ev eg kgaa ggmbh mbh", "DE AT"],
  ["gesmbh", "AT"],
  ["bv nv bvba vof", "NL BE CW SR"],
  ["ab aktiebolag", "SE FI"],
  ["oy oyj", "FI"],
  ["aps", "DK"],
  ["asa", "NO"],
  ["spa srls", "IT CL DZ"],
  ["sas sasu sarl", "FR LU CH BE CO IT MA TN DZ SN CI LB MC"],
  ["sl slu sll", "ES"],
  ["ltda limitada eireli", "BR CL CO PT BO PE EC CR AR MZ AO"],
  ["lda", "PT AO MZ CV"],
  ["sadecv deecv sderldecv", "MX SV"],
  ["sro spolsro", "CZ SK"],
  ["doo dd", "RS HR SI BA ME MK"],
  ["kft zrt nyrt bt", "HU"],
  ["spzoo spk spj", "PL"],
  ["ood eood ead", "BG"],
  ["ooo oao zao pao", "RU BY KZ UA"],
  ["tov tzov prat pat", "UA"],
  ["uab", "LT"],
  ["sia", "LV"],
  ["ou", "EE"],
  ["ltdsti", "TR CY"],
  ["pty ptyltd", "AU ZA BW NA"],
  ["pvtltd privatelimited pvt", "IN PK LK BD NP ZW"],
  ["pteltd pte", "SG FJ"],
  ["sdnbhd bhd berhad", "MY BN"],
  ["kk kabushikikaisha", "JP"],
  ["tbk persero", "ID"],
  ["plc", "GB IE NG KE MT TH ET LK"],
  ["llc inc", "US CA PR AE RU UA KR JP TW PH"],
];

const setOf = (countries: string): ReadonlySet<string> => new Set(countries.split(" "));
const scriptLands = scripts.map(([letters, countries]) => [letters, setOf(countries)] as const);
const formLands: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  forms.flatMap(([names, countries]) => names.split(" ").map((name) => [name, setOf(countries)] as const)),
);

const ascii = /^\p{ASCII}*$/u;

/** Countries whose companies are written with the letters of a text; undefined when any may be. */
export function landsOfScript(text: string): ReadonlySet<string> | undefined {
  return ascii.test(text) ? undefined : scriptLands.find(([letters]) => letters.test(text))?.[1];
}

/** Countries that have the legal form of a name; undefined when it has none, or many have it. */
export const landsOfForm = ({ form }: CompanyName): ReadonlySet<string> | undefined => formLands.get(form);

/** The first country that a word of a name says. */
export function landOfWords({ canonical, classes }: CompanyName): string | undefined {
  for (const [at, word] of canonical.entries()) if (classes[at] === "place") return countryOfWord(word);
  return undefined;
}

/** The country of two letters, as an ending or as ISO has it. */
export const countryOfEnding = (ending: string): string => (ending === "uk" ? "GB" : ending.toUpperCase());

/** The country of an ending such as `co.uk`; undefined for those that any company uses. */
function landOfEnding({ suffix }: Site): string | undefined {
  if (endingOf(suffix) !== "country") return undefined;
  return countryOfEnding(suffix.slice(suffix.lastIndexOf(".") + 1));
}

/** Where an account is: its country, else that of its first domain's ending. */
export function landOf({ account, sites: [site] }: KnownCompany): string | undefined {
  return account.country ?? (site === undefined ? undefined : landOfEnding(site));
}
