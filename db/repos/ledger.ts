import { and, eq, gt, sql } from "drizzle-orm";
import type { LedgerEntry } from "../../server/core/route/pools/ledger.ts";
import type { Engine } from "../engine.ts";
import { placeholders } from "../engine.ts";
import type { Tables } from "../schema/tables.ts";
import type { Repos } from "../store.ts";

function toEntry({ leadId, details, ...entry }: Tables["ledger"]["$inferSelect"]): LedgerEntry {
  return { ...entry, ...(leadId === "" ? {} : { leadId }), ...(details === null ? {} : { details }) };
}

export function ledgerRepo({ db, tables: { ledger }, statement, counting, lock, generation }: Engine): Repos["ledger"] {
  const append = counting("ledger_append", () => db.insert(ledger).values(placeholders(ledger)).onConflictDoNothing());
  const after = statement("ledger_after", () =>
    db
      .select()
      .from(ledger)
      .where(and(eq(ledger.poolId, sql.placeholder("poolId")), gt(ledger.seq, sql.placeholder("seq")))),
  );
  return {
    async append({ poolId, seq, repId, kind, turns, leadId = "", at, details }) {
      return (await append({ poolId, seq, repId, kind, turns, leadId, at, details: details ?? null })) > 0;
    },
    async after(poolId, seq) {
      // In order here and not by the database: SQLite plans a sorted look-up anew for each value, which costs four times the look-up.
      return (await after({ poolId, seq })).map(toEntry).sort((a, b) => a.seq - b.seq);
    },
    async hold(poolId) {
      await lock(`ledger ${poolId}`);
      return generation();
    },
  };
}
