import type { Kit } from "../kit.ts";

/** Reps who take no new leads for a while; one row a rep. */
export const pausesTable = (k: Kit) =>
  k.table("pauses", {
    repId: k.id("rep_id").primaryKey(),
    pausedAt: k.instant("paused_at").notNull(),
    untilAt: k.instant("until_at"),
    by: k.text("paused_by").notNull(),
  });
