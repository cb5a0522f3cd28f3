import type { SourceFact } from "../core/ports/enrich.ts";
import type { Instant } from "../core/time.ts";

export interface KnownFacts {
  readonly facts: readonly SourceFact[];
  readonly at: Instant;
}

/** What sources answered lately, before the database is asked. */
export interface FactMemory {
  get(source: string, key: string): KnownFacts | undefined;
  put(source: string, key: string, known: KnownFacts): void;
}

const most = 20_000;

/** Holds so many answers; those that were used longest ago go first. */
export function createFactMemory(): FactMemory {
  const known = new Map<string, KnownFacts>();
  const idOf = (source: string, key: string) => `${source}\n${key}`;
  return {
    get(source, key) {
      const id = idOf(source, key);
      const found = known.get(id);
      if (found === undefined) return undefined;
      known.delete(id);
      known.set(id, found);
      return found;
    },
    put(source, key, found) {
      known.set(idOf(source, key), found);
      const [oldest] = known.keys();
      if (known.size > most && oldest !== undefined) known.delete(oldest);
    },
  };
}
