import { desc, eq, isNotNull, sql } from "drizzle-orm";
import { AppError } from "../../server/core/errors.ts";
import type { Engine } from "../engine.ts";
import { placeholders } from "../engine.ts";
import type { Tables } from "../schema/tables.ts";
import type { SetupVersionRow } from "../store/setups.ts";
import type { Repos } from "../store.ts";

function toDomain(row: Tables["setups"]["$inferSelect"] | undefined): SetupVersionRow | null {
  if (!row) return null;
  const { id, hash, setup, author, note, createdAt } = row;
  return { id, hash, setup, author, note, createdAt };
}

export function setupsRepo({ db, tables: { setups }, statement, lock }: Engine): Repos["setups"] {
  const insert = statement("setups_insert", () => db.insert(setups).values(placeholders(setups)));
  const find = statement("setups_find", () =>
    db
      .select()
      .from(setups)
      .where(eq(setups.id, sql.placeholder("id"))),
  );
  const active = statement("setups_active", () =>
    db.select().from(setups).where(isNotNull(setups.activation)).orderBy(desc(setups.activation)).limit(1),
  );
  const activeId = statement("setups_active_id", () =>
    db.select({ id: setups.id }).from(setups).where(isNotNull(setups.activation)).orderBy(desc(setups.activation)).limit(1),
  );
  const previous = statement("setups_previous", () =>
    db.select().from(setups).where(isNotNull(setups.activation)).orderBy(desc(setups.activation)).limit(1).offset(1),
  );
  const activate = statement("setups_activate", () =>
    db
      .update(setups)
      .set({
        activatedAt: sql`${sql.placeholder("at")}`,
        activation: sql`(select coalesce(max(other.activation), 0) + 1 from ${setups} other)`,
      })
      .where(eq(setups.id, sql.placeholder("id")))
      .returning({ id: setups.id }),
  );
  const list = statement("setups_list", () => {
    const { id, hash, author, note, createdAt, activatedAt } = setups;
    return db
      .select({ id, hash, author, note, createdAt, activatedAt })
      .from(setups)
      .orderBy(desc(createdAt), desc(id))
      .limit(sql.placeholder("limit"));
  });
  return {
    async insert({ id, hash, setup, author, note, createdAt }) {
      await insert({ id, hash, setup, author, note, createdAt, activatedAt: null, activation: null });
    },
    find: async (id) => toDomain((await find({ id }))[0]),
    previous: async () => toDomain((await previous())[0]),
    active: async () => toDomain((await active())[0]),
    activeId: async () => (await activeId())[0]?.id ?? null,
    async activate(id, at) {
      await lock("setups");
      if ((await activate({ id, at })).length === 0) throw new AppError("not_found", { setupVersionId: id });
    },
    async list(limit) {
      return list({ limit });
    },
  };
}
