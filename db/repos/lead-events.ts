import { asc, eq, gte, sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

export function leadEventsRepo({ db, tables: { leadEvents }, statement, counting }: Engine): Repos["leadEvents"] {
  // The lead itself is held by the unit that changes it, so nobody else counts at the same time.
  const nextSeq = sql<number>`(select coalesce(max(seq), 0) + 1 from lead_events where lead_id = ${sql.placeholder("ofLead")})`;
  const append = counting("lead_events_append", () =>
    db.insert(leadEvents).values({ ...placeholders(leadEvents), seq: nextSeq }),
  );
  const ofLead = statement("lead_events_of_lead", () =>
    db
      .select()
      .from(leadEvents)
      .where(eq(leadEvents.leadId, sql.placeholder("leadId")))
      .orderBy(asc(leadEvents.seq)),
  );
  const since = statement("lead_events_since", () =>
    db
      .select()
      .from(leadEvents)
      .where(gte(leadEvents.at, sql.placeholder("since")))
      .orderBy(asc(leadEvents.at), asc(leadEvents.leadId), asc(leadEvents.seq)),
  );
  return {
    async append({ leadId, at, kind, by, repId = null, why = null }) {
      await append({ ofLead: leadId, leadId, at, kind, by, repId, why });
    },
    listByLead: async (leadId) => (await ofLead({ leadId })).map(present),
    since: async (at) => (await since({ since: at })).map(present),
  };
}
