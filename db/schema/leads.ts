import { sql } from "drizzle-orm";
import type { LeadState } from "../../server/core/escalate/lead-state.ts";
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
      poolId: k.id("pool_id"),
      ruleId: k.id("rule_id"),
      state: k.choice<LeadState>("state").notNull().default("closed"),
      stateAt: k.instant("state_at").notNull().default(sql`0`),
      // The rung of the ladder that comes next in this state.
      rung: k.integer("rung").notNull().default(0),
      // How much of the clock's time had run when it was paused; null while it runs.
      pausedMinutes: k.integer("paused_minutes"),
      // When the lead must have left its state; null when it ended.
      dueAt: k.instant("due_at"),
    },
    (t) => [
      k.index("leads_newest").on(t.createdAt),
      k.index("leads_due").on(t.dueAt).where(sql`due_at is not null`),
      // Of a person, and of a domain by its first column.
      k.index("leads_of_person").on(t.emailDomain, t.email),
    ],
  );
