import type { CompanyName } from "./company-name.ts";
import type { Site } from "./site.ts";

/** What kind of organisation a name says it is; `firm` by a legal form alone, `open` when nothing says it. */
export type Sector = "school" | "public" | "health" | "money" | "civic" | "shop" | "tech" | "firm" | "open";

/** The words that say so, as `readWord` has them. The first sector that a name has a word of is its own. */
const tables: readonly (readonly [Sector, string])[] = [
  [
    "school",
    "university college school institute academy polytechnic faculty secondary primary kindergarten seminary campus study",
  ],
  [
    "public",
    "city county district province region ministry department authority agency government federal state council police fire municipal court sheriff army navy customs commission",
  ],
  ["health", "hospital clinic health medical nursing pharmacy"],
  ["money", "bank insurance finance capital investment credit"],
  ["civic", "library museum church association foundation society committee cooperative trust union"],
  ["shop", "restaurant hotel supermarket market store coffee food bakery fuel pizza burger grill beauty car"],
  [
    "tech",
    "technology system software network communication telecom electronic informatic data internet digital solution studio laboratory engineering consulting service media",
  ],
];

const sectors: ReadonlyMap<string, number> = new Map(
  tables.flatMap(([, words], at) => words.split(" ").map((word) => [word, at] as const)),
);
/** From here on an ending says more than a word. */
const weak = tables.findIndex(([sector]) => sector === "shop");

const schoolEnding = /^edu\b|^ac\.|^k12\b|^sch\./;
const publicEnding = /^gov\b|^gob\.|^gouv\.|^mil\b|^go\./;

/** The sector of a name by its words, else by the ending of its domain, else by its legal form. */
export function sectorOf({ canonical, form }: CompanyName, site: Site | null | undefined): Sector {
  let rank = tables.length;
  for (const word of canonical) rank = Math.min(rank, sectors.get(word) ?? rank);
  const [sector] = tables[rank] ?? [form === "" ? "open" : "firm"];
  if (rank < weak || !site) return sector;
  if (schoolEnding.test(site.suffix)) return "school";
  return publicEnding.test(site.suffix) ? "public" : sector;
}

/** How two sectors stand to each other. */
export function compareSectors(lead: Sector, account: Sector): "same" | "differs" | "lead" | "account" | "open" {
  if (lead === account) return lead === "open" ? "open" : "same";
  if (lead === "open") return "account";
  return account === "open" ? "lead" : "differs";
}
