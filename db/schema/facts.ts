import type { Claim } from "../../server/core/enrich/claim.ts";
import type { LeadId } from "../../server/core/id.ts";
import type { SourceFact } from "../../server/core/ports/enrich.ts";
import type { Kit } from "../kit.ts";

/** What sources answered, by what they were asked with. */
export const factCacheTable = (k: Kit) =>
  k.table(
    "fact_cache",
    {
      source: k.id("source").notNull(),
      key: k.text("key").notNull(),
      facts: k.json<readonly SourceFact[]>("facts").notNull(),
      at: k.instant("at").notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.source, t.key] }), k.index("fact_cache_age").on(t.at)],
  );

/** What sources answered after the decision that they were asked for. */
export const lateFactsTable = (k: Kit) =>
  k.table(
    "late_facts",
    {
      leadId: k.id<LeadId>("lead_id").notNull(),
      source: k.id("source").notNull(),
      claims: k.json<readonly Claim[]>("claims").notNull(),
    },
    (t) => [k.primaryKey({ columns: [t.leadId, t.source] })],
  );
