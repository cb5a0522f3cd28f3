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

/**
 * The country and the network behind an IP address, as far as the files know them: facts `ipCountry`, `country` and `network`, each out of
 * the first file that has it. A file may be replaced while the server runs.
 */
export function createIpCountrySource(
  { id }: Extract<SourceSettings, { kind: "ip_country" }>,
  files: readonly string[],
  stopwatch: () => number = () => performance.now(),
): EnrichSource {
  const open = files.map((file) => keptOpen(file, stopwatch));
  return {
    id,
    cacheMs: 0,
    timeoutMs: 1_000,
    key: ({ ip }) => (ip !== undefined && isIP(ip) !== 0 ? ip : null),
    async ask({ ip = "" }): Promise<EnrichAnswer> {
      try {
        if (open.length === 0) return { kind: "failed", reason: "no_database" };
        const databases = await Promise.all(open.map((database) => database()));
        const said = databases.toReversed().flatMap((database) => factsOf(database.get(ip)));
        // Of those that say the same, the first file's is the last here, and stays.
        return { kind: "facts", facts: [...new Map(said.map((fact) => [fact.name, fact])).values()] };
      } catch {
        // No file, or none of this kind: what is wrong with it does not depend on the lead.
        return { kind: "failed", reason: "no_database" };
      }
    },
  };
}

/** A database that is read again when another file stands in its place. */
function keptOpen(file: string, stopwatch: () => number): () => Promise<Opened> {
  let opened: Opened | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (opened && stopwatch() < lookedAt + lookEveryMs) return opened;
    const { mtimeMs } = await stat(file);
    if (opened?.changedAt !== mtimeMs) opened = { changedAt: mtimeMs, get: await readDatabase(file) };
    lookedAt = stopwatch();
    return opened;
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
