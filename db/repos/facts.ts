import { and, eq, lt, sql } from "drizzle-orm";
import { type Engine, excluded, placeholders } from "../engine.ts";
import type { Repos } from "../store.ts";

function cacheStatements({ db, tables: { factCache, lateFacts }, statement, counting }: Engine) {
  const put = db.insert(factCache).values(placeholders(factCache));
  const putLate = db.insert(lateFacts).values(placeholders(lateFacts));
  return {
    cached: statement("fact_cache_find", () =>
      db
        .select({ facts: factCache.facts, at: factCache.at })
        .from(factCache)
        .where(and(eq(factCache.source, sql.placeholder("source")), sql`${factCache.key} = ${sql.placeholder("key")}`)),
    ),
    keep: counting("fact_cache_put", () =>
      put.onConflictDoUpdate({ target: [factCache.source, factCache.key], set: excluded(factCache) }),
    ),
    prune: counting("fact_cache_prune", () => db.delete(factCache).where(lt(factCache.at, sql.placeholder("before")))),
    keepLate: counting("late_facts_put", () =>
      putLate.onConflictDoUpdate({ target: [lateFacts.leadId, lateFacts.source], set: excluded(lateFacts) }),
    ),
    late: statement("late_facts_of", () =>
      db
        .select({ claims: lateFacts.claims })
        .from(lateFacts)
        .where(eq(lateFacts.leadId, sql.placeholder("leadId")))
        .orderBy(lateFacts.source),
    ),
  };
}

export function factsRepo(engine: Engine): Repos["facts"] {
  const { cached, keep, prune, keepLate, late } = cacheStatements(engine);
  return {
    cached: async (source, key) => (await cached({ source, key }))[0] ?? null,
    keep: async (row) => void (await keep({ ...row })),
    prune: (before) => Promise.resolve(prune({ before })),
    keepLate: async (row) => void (await keepLate({ ...row })),
    late: async (leadId) => (await late({ leadId })).flatMap(({ claims }) => claims),
  };
}
