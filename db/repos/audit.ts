import { asc, desc, gt, sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { placeholders } from "../engine.ts";
import type { Repos } from "../store.ts";

export function auditRepo({ db, tables: { audit }, statement, lock }: Engine): Repos["audit"] {
  const insert = statement("audit_insert", () => db.insert(audit).values(placeholders(audit)));
  const last = statement("audit_last", () => db.select().from(audit).orderBy(desc(audit.seq)).limit(1));
  const newest = statement("audit_newest", () =>
    db.select().from(audit).orderBy(desc(audit.seq)).limit(sql.placeholder("limit")),
  );
  const after = statement("audit_after", () =>
    db
      .select()
      .from(audit)
      .where(gt(audit.seq, sql.placeholder("seq")))
      .orderBy(asc(audit.seq))
      .limit(sql.placeholder("limit")),
  );
  return {
    async last() {
      await lock("audit");
      return (await last())[0] ?? null;
    },
    async insert({ seq, at, author, action, details, previousHash, hash }) {
      await insert({ seq, at, author, action, details, previousHash, hash });
    },
    newest: async (limit) => newest({ limit }),
    after: async (seq, limit) => after({ seq, limit }),
  };
}
