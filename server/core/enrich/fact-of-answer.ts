import { readCountry } from "../lead/read-country.ts";
import type { FactValue } from "./claim.ts";
import type { FactMapping } from "./enrich-settings.ts";
import { jsonPath } from "./json-path.ts";
import { readAmount } from "./read-amount.ts";
import { readIndustry } from "./read-industry.ts";

const longest = 500;

/** The fact that an answer has at the mapping's path, read as it says; null when it says nothing that can be read so. */
export function factOfAnswer(json: unknown, { path, as }: FactMapping): FactValue | null {
  const value = jsonPath(json, path);
  if (as === "boolean") return typeof value === "boolean" ? value : null;
  if (as === undefined && typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? (as === "text" ? String(value) : value) : null;
  if (typeof value !== "string" || value.trim() === "") return null;
  const text = value.trim().slice(0, longest);
  if (as === "country") return readCountry(text);
  if (as === "industry") return readIndustry(text);
  if (as === "amount" || as === "number") return readAmount(text)?.from ?? null;
  return text;
}
