import type { DecisionId, LeadId } from "../../server/core/id.ts";
import type { Decision } from "../../server/core/route/decision.ts";
import type { Kit } from "../kit.ts";

export const decisionsTable = (k: Kit) =>
  k.table(
    "decisions",
    {
      id: k.id<DecisionId>("id").primaryKey(),
      leadId: k.id<LeadId>("lead_id").notNull(),
      decidedAt: k.instant("decided_at").notNull(),
      decision: k.json<Decision>("decision").notNull(),
      answer: k.text("answer").notNull(),
      offerExpiresAt: k.instant("offer_expires_at"),
    },
    (t) => [k.index("decisions_of_lead").on(t.leadId)],
  );
