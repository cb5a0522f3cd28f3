import { sql } from "drizzle-orm";
import type { LeadId } from "../../server/core/id.ts";
import type { Kit } from "../kit.ts";
import type { CapturedSubmission } from "../store/submissions.ts";

export const submissionsTable = (k: Kit) =>
  k.table(
    "submissions",
    {
      id: k.id("id").notNull(),
      revision: k.integer("revision").notNull(),
      receivedAt: k.instant("received_at").notNull(),
      body: k.bytes("body").notNull(),
      contentType: k.text("content_type").notNull(),
      origin: k.text("origin").notNull(),
      state: k.choice<CapturedSubmission["state"]>("state").notNull(),
      errorCode: k.text("error_code"),
      leadId: k.id<LeadId>("lead_id"),
    },
    (t) => [
      k.primaryKey({ columns: [t.id, t.revision] }),
      k.index("submissions_undecided").on(t.receivedAt).where(sql`state = 'captured'`),
    ],
  );
