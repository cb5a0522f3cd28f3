import { eq, gt, sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { excluded, placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

export function busyRepo({ db, tables: { busy }, statement }: Engine): Repos["busy"] {
  const put = statement("busy_put", () =>
    db
      .insert(busy)
      .values(placeholders(busy))
      .onConflictDoUpdate({
        target: busy.repId,
        set: excluded(busy),
        // A later one that lies further ahead than a reading takes is of a clock that was put back.
        setWhere: sql`excluded.checked_at >= ${busy.checkedAt} or ${busy.checkedAt} > excluded.checked_at + 60000`,
      }),
  );
  const all = statement("busy_all", () => db.select().from(busy));
  const find = statement("busy_find", () =>
    db
      .select()
      .from(busy)
      .where(eq(busy.repId, sql.placeholder("repId"))),
  );
  const checkedSince = statement("busy_checked_since", () =>
    db
      .select({ repId: busy.repId, checkedAt: busy.checkedAt })
      .from(busy)
      .where(gt(busy.checkedAt, sql.placeholder("since"))),
  );
  return {
    checkedSince: async (since) => checkedSince({ since }),
    async put({ repId, spans, startAt, endAt, checkedAt, failure = null, failedSince = null }) {
      await put({ repId, spans, startAt, endAt, checkedAt, failure, failedSince });
    },
    all: async () => (await all()).map(present),
    async find(repId) {
      const [row] = await find({ repId });
      return row ? present(row) : null;
    },
  };
}
