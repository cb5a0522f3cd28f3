import type { Connection } from "../../server/core/connect/connection.ts";
import type { ConnectionId } from "../../server/core/id.ts";
import type { Kit } from "../kit.ts";

export const connectionsTable = (k: Kit) =>
  k.table(
    "connections",
    {
      id: k.id<ConnectionId>("id").primaryKey(),
      repId: k.id("rep_id").notNull(),
      provider: k.choice<Connection["provider"]>("provider").notNull(),
      account: k.text("account").notNull(),
      sealed: k.bytes("sealed").notNull(),
      keyId: k.id("key_id").notNull(),
      busyCalendars: k.json<readonly string[]>("busy_calendars").notNull(),
      meetingCalendar: k.text("meeting_calendar"),
      state: k.choice<Connection["state"]>("state").notNull(),
      lostSince: k.instant("lost_since"),
      toldAt: k.instant("told_at"),
      refreshUntil: k.instant("refresh_until"),
      updatedAt: k.instant("updated_at").notNull(),
    },
    (t) => [k.uniqueIndex("connections_rep").on(t.repId)],
  );
