import type { Kit } from "../kit.ts";

/** One row that `ping` writes to know that the database can be written. */
export const heartbeatTable = (k: Kit) =>
  k.table("heartbeat", {
    id: k.integer("id").primaryKey(),
    beats: k.integer("beats").notNull(),
  });
