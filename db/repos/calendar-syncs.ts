import { eq, sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { excluded, placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

export function calendarSyncsRepo({ db, tables: { calendarSyncs }, statement }: Engine): Repos["calendarSyncs"] {
  const { repId } = calendarSyncs;
  const put = statement("calendar_syncs_put", () =>
    db
      .insert(calendarSyncs)
      .values(placeholders(calendarSyncs))
      .onConflictDoUpdate({ target: repId, set: excluded(calendarSyncs) }),
  );
  const find = statement("calendar_syncs_find", () =>
    db
      .select()
      .from(calendarSyncs)
      .where(eq(repId, sql.placeholder("repId"))),
  );
  const remove = statement("calendar_syncs_remove", () => db.delete(calendarSyncs).where(eq(repId, sql.placeholder("repId"))));
  return {
    put: async (row) => void (await put({ cursor: null, ...row })),
    async find(id) {
      const [row] = await find({ repId: id });
      return row ? present(row) : null;
    },
    remove: async (id) => void (await remove({ repId: id })),
  };
}
