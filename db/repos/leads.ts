import { desc, eq, lt, sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

export function leadsRepo({ db, tables: { leads }, statement }: Engine): Repos["leads"] {
  const insert = statement("leads_insert", () => db.insert(leads).values(placeholders(leads)));
  const find = statement("leads_find", () =>
    db
      .select()
      .from(leads)
      .where(eq(leads.id, sql.placeholder("id"))),
  );
  const list = statement("leads_list", () =>
    db
      .select()
      .from(leads)
      .where(lt(leads.createdAt, sql.placeholder("before")))
      .orderBy(desc(leads.createdAt), desc(leads.id))
      .limit(sql.placeholder("limit")),
  );
  return {
    async insert(lead) {
      const { email = null, emailDomain = null, name = null, company = null, repId = null } = lead;
      const { id, submissionId, createdAt, outcome } = lead;
      await insert({ id, submissionId, createdAt, email, emailDomain, name, company, outcome, repId });
    },
    async find(id) {
      const [row] = await find({ id });
      return row ? present(row) : null;
    },
    async list({ limit, before = Number.MAX_SAFE_INTEGER }) {
      return (await list({ limit, before })).map(present);
    },
  };
}
