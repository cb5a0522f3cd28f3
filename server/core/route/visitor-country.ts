import { countryCodes } from "../lead/country-codes.ts";

let countries: ReadonlyMap<string, string> | null = null;
const cache = new Map<string, string | undefined>();
const cacheLimit = 1_000;

/** ISO 3166-1 alpha-2 of the country that a time zone belongs to; undefined for UTC and the like. Made once, when first asked. */
export function visitorCountry(timeZone: string): string | undefined {
  if (cache.has(timeZone)) return cache.get(timeZone);
  countries ??= countriesByZone();
  const found = countries.get(timeZone) ?? countries.get(canonicalZone(timeZone));
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(timeZone, found);
  return found;
}

function countriesByZone(): ReadonlyMap<string, string> {
  const byZone = new Map<string, string>();
  for (const code of countryCodes) {
    for (const zone of zonesOf(new Intl.Locale(`und-${code}`))) if (!byZone.has(zone)) byZone.set(zone, code);
  }
  return byZone;
}

/** The standard has it and the compiler's library does not yet; an engine without it knows no zones. */
function zonesOf(locale: Intl.Locale & { readonly getTimeZones?: () => readonly string[] }): readonly string[] {
  return locale.getTimeZones?.() ?? [];
}

function canonicalZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return "";
  }
}
