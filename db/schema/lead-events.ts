import type { LeadEvent } from "../../server/core/escalate/lead-event.ts";
import type { LeadId } from "../../server/core/id.ts";
import type { Kit } from "../kit.ts";

/** What became of leads, line by line. */
export const leadEventsTable = (k: Kit) =>
  k.table(
    "lead_events",
    {
      leadId: k.id<LeadId>("lead_id").notNull(),
      seq: k.integer("seq").notNull(),
      at: k.instant("at").notNull(),
      kind: k.choice<LeadEvent["kind"]>("kind").notNull(),
      repId: k.id("rep_id"),
      by: k.text("done_by").notNull(),
      why: k.text("why"),
    },
    (t) => [k.primaryKey({ columns: [t.leadId, t.seq] }), k.index("lead_events_newest").on(t.at)],
  );
