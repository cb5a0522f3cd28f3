import { asc, sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { excluded, placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

export function accountsRepo({ db, tables: { accounts }, statement }: Engine): Repos["accounts"] {
  const upsert = statement("accounts_upsert", () =>
    db
      .insert(accounts)
      .values(placeholders(accounts))
      .onConflictDoUpdate({ target: accounts.id, set: excluded(accounts) }),
  );
  const all = statement("accounts_all", () => db.select().from(accounts).orderBy(asc(accounts.id)));
  const count = statement("accounts_count", () => db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(accounts));
  return {
    async upsert(account) {
      const { ownerRepId = null, country = null, companySize = null, industry = null, parentId = null } = account;
      const { id, name, domains, facts } = account;
      await upsert({ id, name, domains, ownerRepId, country, companySize, industry, parentId, facts });
    },
    all: async () => (await all()).map(present),
    count: async () => (await count())[0]?.n ?? 0,
  };
}
