import type { LeadId } from "../../server/core/id.ts";
import type { LedgerDetails, LedgerKind } from "../../server/core/route/pools/ledger.ts";
import type { Kit } from "../kit.ts";

export const ledgerTable = (k: Kit) =>
  k.table(
    "ledger",
    {
      poolId: k.id("pool_id").notNull(),
      seq: k.integer("seq").notNull(),
      repId: k.id("rep_id").notNull(),
      kind: k.choice<LedgerKind>("kind").notNull(),
      turns: k.integer("turns").notNull(),
      // Empty for what a setup did.
      leadId: k.id<LeadId | "">("lead_id").notNull(),
      at: k.instant("at").notNull(),
      details: k.json<LedgerDetails>("details"),
    },
    (t) => [k.primaryKey({ columns: [t.poolId, t.seq] })],
  );
