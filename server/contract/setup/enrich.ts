import { z } from "zod";
import type { EnrichSettings, FactMapping, HeaderValue, SourceSettings } from "../../core/enrich/enrich-settings.ts";
import { definedOnly } from "../defined-only.ts";
import { id, line } from "./parts.ts";

const timeoutMs = (usual: number) => z.number().int().min(10).max(10_000).default(usual);
const cacheHours = (usual: number) => z.number().min(0).max(8_760).default(usual);
const factName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, "takes a name of letters, digits and _");
const secretName = z
  .string()
  .regex(/^HANDRAISE_SECRET_[A-Z0-9_]+$/, "takes the name of a variable that begins with HANDRAISE_SECRET_");

const mapping = z.union([
  line,
  z.strictObject({ path: line, as: z.enum(["text", "number", "boolean", "country", "industry", "amount"]).optional() }),
]);
const header = z.union([line, z.strictObject({ env: secretName, prefix: z.string().max(100).optional() })]);

const source = z.discriminatedUnion("kind", [
  z.strictObject({ id, kind: z.literal("mail_domain"), timeoutMs: timeoutMs(300), cacheHours: cacheHours(24) }),
  z.strictObject({ id, kind: z.literal("ip_country") }),
  z.strictObject({
    id,
    kind: z.literal("http"),
    url: z
      .string()
      .regex(/^https?:\/\/[^\s{}/?#@]+[/?]\S*$/i, "takes an http or https address whose host is fixed")
      .max(2_000),
    headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/), header).default({}),
    facts: z.record(factName, mapping),
    confidence: z.number().min(0).max(1).default(0.8),
    timeoutMs: timeoutMs(300),
    cacheHours: cacheHours(720),
  }),
]);

export const enrichSchema = z.strictObject({
  deadlineMs: z.number().int().min(10).max(10_000).default(400),
  confident: z.number().min(0).max(1).default(0.5),
  prefer: z.record(factName, z.array(line).max(20)).default({}),
  late: z.enum(["keep", "reroute"]).default("keep"),
  sources: z.array(source).max(20).default([]),
});

/** The file's enrichment with its defaults → the domain's. */
export function toEnrich(file: z.output<typeof enrichSchema>): EnrichSettings {
  return { ...file, sources: file.sources.map(toSource) };
}

function toSource(file: z.output<typeof source>): SourceSettings {
  if (file.kind !== "http") return file;
  const facts = Object.entries(file.facts).map(([name, one]): [string, FactMapping] => [
    name,
    typeof one === "string" ? { path: one } : definedOnly(one),
  ]);
  const headers = Object.entries(file.headers).map(([name, one]): [string, HeaderValue] => [
    name,
    typeof one === "string" ? one : definedOnly(one),
  ]);
  return { ...file, headers: Object.fromEntries(headers), facts: Object.fromEntries(facts) };
}
