import { desc, eq, sql } from "drizzle-orm";
import { noMatch } from "../../server/core/match/account.ts";
import type { Engine } from "../engine.ts";
import { placeholders } from "../engine.ts";
import type { Tables } from "../schema/tables.ts";
import type { DecisionRow } from "../store/leads.ts";
import type { Repos } from "../store.ts";

function toDomain(row: Tables["decisions"]["$inferSelect"] | undefined): DecisionRow | null {
  if (!row) return null;
  const { decision, answer, offerExpiresAt } = row;
  // A decision of an earlier version says less about its match.
  const match = { ...noMatch, ...decision.match };
  return { decision: { ...decision, match }, answer, ...(offerExpiresAt === null ? {} : { offerExpiresAt }) };
}

export function decisionsRepo({ db, tables: { decisions }, statement }: Engine): Repos["decisions"] {
  const insert = statement("decisions_insert", () => db.insert(decisions).values(placeholders(decisions)));
  const find = statement("decisions_find", () =>
    db
      .select()
      .from(decisions)
      .where(eq(decisions.id, sql.placeholder("id"))),
  );
  const newestOfLead = statement("decisions_newest_of_lead", () =>
    db
      .select()
      .from(decisions)
      .where(eq(decisions.leadId, sql.placeholder("leadId")))
      .orderBy(desc(decisions.decidedAt))
      .limit(1),
  );
  return {
    async insert({ decision, answer, offerExpiresAt = null }) {
      const { id, leadId, decidedAt } = decision;
      await insert({ id, leadId, decidedAt, decision, answer, offerExpiresAt });
    },
    async find(id) {
      return toDomain((await find({ id }))[0]);
    },
    async findByLead(leadId) {
      return toDomain((await newestOfLead({ leadId }))[0]);
    },
  };
}
