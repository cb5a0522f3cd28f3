import { sql } from "drizzle-orm";
import type { JobId } from "../../server/core/id.ts";
import type { Kit } from "../kit.ts";
import type { JobRow } from "../store/jobs.ts";

export const jobsTable = (k: Kit) =>
  k.table(
    "jobs",
    {
      id: k.id<JobId>("id").primaryKey(),
      kind: k.text("kind").notNull(),
      uniqueKey: k.id("unique_key").notNull(),
      payload: k.json<JobRow["payload"]>("payload").notNull(),
      state: k.choice<JobRow["state"]>("state").notNull(),
      attempts: k.integer("attempts").notNull(),
      runAt: k.instant("run_at").notNull(),
      // When somebody may take it: the run time of a ready job, the end of the lease of a leased one; it stays when it is done.
      dueAt: k.instant("due_at").notNull(),
      leaseOwner: k.id("lease_owner"),
      lastError: k.text("last_error"),
    },
    (t) => [
      k.uniqueIndex("jobs_unfinished").on(t.uniqueKey).where(sql`state <> 'done'`),
      k.index("jobs_due").on(t.dueAt).where(sql`state in ('ready', 'leased')`),
      k.index("jobs_done").on(t.dueAt).where(sql`state = 'done'`),
    ],
  );
