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
    (t) => [
      k.index("busy_checked").on(t.checkedAt),
      // Everything but the times, so that a start need not read those of thousands.
      k.index("busy_known").on(t.repId, t.startAt, t.endAt, t.checkedAt, t.failure, t.failedSince),
    ],
  );
