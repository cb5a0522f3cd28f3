import type { Kit } from "../kit.ts";

/** What each process counted of one sender in one step of time; senders are keyed digests, since nobody's network address is kept. */
export const submitCountsTable = (k: Kit) =>
  k.table(
    "submit_counts",
    {
      process: k.id("process").notNull(),
      sender: k.id("sender").notNull(),
      step: k.integer("step").notNull(),
      count: k.integer("count").notNull(),
      updatedAt: k.instant("updated_at").notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.process, t.sender, t.step] }), k.index("submit_counts_updated").on(t.updatedAt)],
  );
