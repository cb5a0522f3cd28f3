import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";

/** E.164 of what somebody typed; a number without country code is read in `country` (ISO 3166-1 alpha-2). Null when unreadable. */
export function readPhone(text: string, country: string | undefined): string | null {
  if (text.length > 60) return null;
  const inCountry = country === undefined ? undefined : supported(country);
  const parsed = parsePhoneNumberFromString(text, inCountry === undefined ? {} : { defaultCountry: inCountry });
  return parsed?.isPossible() ? parsed.number : null;
}

function supported(country: string): CountryCode | undefined {
  return isSupportedCountry(country) ? country : undefined;
}
