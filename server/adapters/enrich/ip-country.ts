import { readFile, stat } from "node:fs/promises";
import { isIP } from "node:net";
import type { SourceSettings } from "../../core/enrich/enrich-settings.ts";
import type { EnrichAnswer, EnrichSource, SourceFact } from "../../core/ports/enrich.ts";

interface Opened {
  readonly changedAt: number;
  readonly get: (ip: string) => unknown;
}

/** How often it is looked whether the operator has put a newer file there. */
const lookEveryMs = 60_000;

/** The country and, where the file knows it, the network behind an IP address: facts `ipCountry`, `country` and `network`. The file may be replaced while the server runs. */
export function createIpCountrySource({ id }: Extract<SourceSettings, { kind: "ip_country" }>, file: string): EnrichSource {
  let opened: Opened | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const open = async (): Promise<Opened> => {
    if (opened && performance.now() < lookedAt + lookEveryMs) return opened;
    const { mtimeMs } = await stat(file);
    if (opened?.changedAt !== mtimeMs) opened = { changedAt: mtimeMs, get: await readDatabase(file) };
    lookedAt = performance.now();
    return opened;
  };
  return {
    id,
    cacheMs: 0,
    timeoutMs: 1_000,
    key: ({ ip }) => (ip !== undefined && isIP(ip) !== 0 ? ip : null),
    async ask({ ip = "" }): Promise<EnrichAnswer> {
      try {
        return { kind: "facts", facts: factsOf((await open()).get(ip)) };
      } catch {
        // No file, or none of this kind: what is wrong with it does not depend on the lead.
        return { kind: "failed", reason: "no_database" };
      }
    },
  };
}

async function readDatabase(file: string): Promise<Opened["get"]> {
  const [{ Reader }, bytes] = await Promise.all([import("mmdb-lib"), readFile(file)]);
  const reader = new Reader(bytes);
  return (ip) => reader.get(ip);
}

/** The shapes that free and paid files have: `country.iso_code`, `country_code`, `country`; `as_organization`, `organization`, `asn_org`. */
function factsOf(record: unknown): readonly SourceFact[] {
  const country = textAt(record, ["country", "iso_code"]) ?? textAt(record, ["country_code"]) ?? textAt(record, ["country"]);
  const network = ["autonomous_system_organization", "as_organization", "organization", "isp"]
    .map((key) => textAt(record, [key]))
    .find(Boolean);
  const code = country !== undefined && /^[A-Z]{2}$/i.test(country) ? country.toUpperCase() : undefined;
  return [
    ...(code
      ? [
          { name: "ipCountry", value: code, confidence: 0.9 },
          { name: "country", value: code, confidence: 0.6 },
        ]
      : []),
    ...(network ? [{ name: "network", value: network, confidence: 0.8 }] : []),
  ];
}

function textAt(record: unknown, path: readonly string[]): string | undefined {
  let at = record;
  for (const key of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = new Map<string, unknown>(Object.entries(at)).get(key);
  }
  return typeof at === "string" ? at : undefined;
}
