import type { EnrichValues } from "../ports/enrich.ts";

/** Names that an address of a source may have in braces. */
export const urlNames = [
  "email",
  "emailDomain",
  "company",
  "country",
  "phone",
  "website",
  "firstName",
  "lastName",
  "ip",
] as const;

/** The names in braces of an address. */
export function namesInUrl(url: string): readonly string[] {
  return [...url.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "");
}

/** The address with what is known of the lead, each value escaped; null when one of them is missing. */
export function fillUrl(url: string, values: EnrichValues): string | null {
  const known = new Map<string, string | undefined>(Object.entries(values));
  let missing = false;
  const filled = url.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const value = known.get(name);
    if (value === undefined || value === "") missing = true;
    return encodeURIComponent((value ?? "").toWellFormed());
  });
  return missing ? null : filled;
}
