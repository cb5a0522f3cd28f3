import { eq, lt, sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { placeholders } from "../engine.ts";
import type { Repos } from "../store.ts";

export function idempotencyRepo({ db, tables: { idempotency }, statement }: Engine): Repos["idempotency"] {
  const key = { key: idempotency.key };
  const find = statement("idempotency_find", () =>
    db
      .select()
      .from(idempotency)
      .where(eq(idempotency.key, sql.placeholder("key"))),
  );
  const insert = statement("idempotency_insert", () =>
    db.insert(idempotency).values(placeholders(idempotency)).onConflictDoNothing().returning(key),
  );
  const prune = statement("idempotency_prune", () =>
    db
      .delete(idempotency)
      .where(lt(idempotency.createdAt, sql.placeholder("before")))
      .returning(key),
  );
  return {
    find: async (wanted) => (await find({ key: wanted }))[0] ?? null,
    insert: async (row) => (await insert({ ...row })).length > 0,
    prune: async (before) => (await prune({ before })).length,
  };
}
