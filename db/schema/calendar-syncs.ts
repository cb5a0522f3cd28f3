import type { Watch } from "../../server/core/ports/calendar.ts";
import type { Kit } from "../kit.ts";

export const calendarSyncsTable = (k: Kit) =>
  k.table("calendar_syncs", {
    repId: k.id("rep_id").primaryKey(),
    source: k.text("source").notNull(),
    cursor: k.text("cursor"),
    told: k.json<readonly string[]>("told").notNull(),
    watches: k.json<readonly Watch[]>("watches").notNull(),
    watchAgainAt: k.instant("watch_again_at").notNull(),
    wholeAt: k.instant("whole_at").notNull(),
  });
