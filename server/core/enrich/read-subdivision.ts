import { foldText } from "../lead/fold-text.ts";
import { readCountry } from "../lead/read-country.ts";
import { subdivisionNames } from "./subdivision-names.ts";

interface Known {
  /** Of one country: names and codes. */
  readonly inCountry: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Of any country; null where several have the name. */
  readonly names: ReadonlyMap<string, string | null>;
}

/** Read when the first state is asked for: most setups ask for none. */
let known: Known | null = null;

function readTables(): Known {
  const inCountry = new Map<string, ReadonlyMap<string, string>>();
  const names = new Map<string, string | null>();
  for (const [country, table] of Object.entries(subdivisionNames)) {
    const own = new Map(table.split(/[|\n]/).flatMap((row) => namesOf(country, row.trim())));
    inCountry.set(country, own);
    for (const [name, code] of own) if (name.length > 3) names.set(name, names.has(name) ? null : code);
  }
  return { inCountry, names };
}

function namesOf(country: string, row: string): readonly (readonly [string, string])[] {
  const cut = row.indexOf(" ");
  const short = row.slice(0, cut);
  return [short, ...row.slice(cut).split(";")].map((name) => [foldText(name), `${country}-${short}`] as const);
}

const longest = 120;

/**
 * ISO 3166-2 of what somebody calls a state, province or region: `CA`, `Calif.`, `US-CA`, `Bayern`, `New York, NY`. A code alone needs the
 * country (alpha-2), since `CA` is a state and a country. Null when it is none that is known.
 */
export function readSubdivision(text: string, country?: string): string | null {
  if (text.length > longest) return null;
  known ??= readTables();
  const iso = /^([A-Z]{2})-([A-Z0-9]{1,3})$/i.exec(text.trim());
  if (iso) return known.inCountry.get(iso[1]?.toUpperCase() ?? "")?.get(foldText(iso[2] ?? "")) ?? null;
  const own = country === undefined ? undefined : known.inCountry.get(country);
  if (country !== undefined && own === undefined) return null;
  const parts = text
    .split(/[,/()]/)
    .map(withoutKind)
    .filter((part) => part !== "");
  const told = own ? undefined : countryOf(parts, known);
  const table = own ?? told;
  // The last part says most: `New York, NY`.
  for (const part of [withoutKind(text), ...parts.toReversed()]) {
    const code = table === undefined ? known.names.get(part) : (table.get(part) ?? table.get(part.replaceAll(" ", "")));
    if (code) return code;
  }
  return null;
}

/** `Texas, USA` names its country; the country's codes count then. */
function countryOf(parts: readonly string[], { inCountry }: Known): ReadonlyMap<string, string> | undefined {
  const last = parts.length > 1 ? parts.at(-1) : undefined;
  const code = last === undefined || last.length < 3 ? null : readCountry(last);
  return code === null ? undefined : inCountry.get(code);
}

function withoutKind(text: string): string {
  return foldText(text.replace(/\./g, " "))
    .replace(/^(?:state of|estado de|provincia de|province of|freistaat|land|kanton|canton of|canton de|region) /, "")
    .replace(/ (?:state|province|region|canton|territory)$/, (kind, at: number) => (at > 3 ? "" : kind));
}
