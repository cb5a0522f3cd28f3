import { readIndustry } from "../enrich/read-industry.ts";
import { readSubdivision } from "../enrich/read-subdivision.ts";
import { foldText } from "../lead/fold-text.ts";
import { countriesOf } from "./regions.ts";
import type { Area } from "./territory.ts";

/** A state as it is compared: its ISO 3166-2 code where it is known, such as `DE-BY`, else the text without case and accents. In lower case. */
export function stateKey(text: string, country: string | undefined): string {
  return (readSubdivision(text, country) ?? foldText(text)).toLowerCase();
}

/** The states of an area, each in every country that the area names: `CA` is California in an area of the United States. */
export function stateKeys({ states, countries }: Area): readonly string[] | undefined {
  const named = (countries ?? []).flatMap((one) => countriesOf(one) ?? []);
  const inEach = (text: string): readonly string[] => {
    const known = named.flatMap((country) => readSubdivision(text, country) ?? []);
    return known.length === 0 ? [stateKey(text, undefined)] : known.map((code) => code.toLowerCase());
  };
  return states?.flatMap(inEach);
}

/** The industries of an area: their places in the tree, and the words themselves, which may name a whole branch. */
export function industryKeys({ industries }: Area): readonly string[] | undefined {
  return industries === undefined
    ? undefined
    : [...new Set(industries.flatMap((text) => [text.toLowerCase(), industryKey(text)]))];
}

/** An industry as it is compared: its place in the tree, such as `technology/software`, else the text. In lower case. */
export function industryKey(text: string): string {
  return (readIndustry(text) ?? text).toLowerCase();
}
