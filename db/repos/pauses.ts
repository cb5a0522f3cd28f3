import { eq, sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { excluded, placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

export function pausesRepo({ db, tables: { pauses }, statement }: Engine): Repos["pauses"] {
  const put = statement("pauses_put", () =>
    db
      .insert(pauses)
      .values(placeholders(pauses))
      .onConflictDoUpdate({ target: pauses.repId, set: excluded(pauses) }),
  );
  const all = statement("pauses_all", () => db.select().from(pauses));
  const remove = statement("pauses_remove", () =>
    db
      .delete(pauses)
      .where(eq(pauses.repId, sql.placeholder("repId")))
      .returning({ repId: pauses.repId }),
  );
  return {
    async put({ repId, pausedAt, untilAt = null, by }) {
      await put({ repId, pausedAt, untilAt, by });
    },
    all: async () => (await all()).map(present),
    remove: async (repId) => (await remove({ repId })).length > 0,
  };
}
