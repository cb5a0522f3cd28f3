import type { Kit } from "../kit.ts";

export const busyTable = (k: Kit) =>
  k.table(
    "busy",
    {
      repId: k.id("rep_id").primaryKey(),
      spans: k.spans("spans").notNull(),
      startAt: k.instant("start_at").notNull(),
      endAt: k.instant("end_at").notNull(),
      checkedAt: k.instant("checked_at").notNull(),
      failure: k.text("failure"),
      failedSince: k.instant("failed_since"),
    },
    (t) => [k.index("busy_checked").on(t.checkedAt)],
  );
