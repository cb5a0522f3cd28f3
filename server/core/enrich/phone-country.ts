import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** ISO 3166-1 alpha-2 of an E.164 number; null where several countries share its code and the number does not tell which. */
export function phoneCountry(number: string): string | null {
  return parsePhoneNumberFromString(number)?.country ?? null;
}
