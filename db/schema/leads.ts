import type { LeadId } from "../../server/core/id.ts";
import type { Kit } from "../kit.ts";

export const leadsTable = (k: Kit) =>
  k.table(
    "leads",
    {
      id: k.id<LeadId>("id").primaryKey(),
      submissionId: k.id("submission_id").notNull(),
      createdAt: k.instant("created_at").notNull(),
      email: k.text("email"),
      emailDomain: k.text("email_domain"),
      name: k.text("name"),
      company: k.text("company"),
      outcome: k.text("outcome").notNull(),
      repId: k.id("rep_id"),
    },
    (t) => [k.index("leads_newest").on(t.createdAt)],
  );
