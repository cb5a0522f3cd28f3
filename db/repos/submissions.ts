import { and, asc, eq, lte, sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { given, placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

// Written out, because SQLite plans anew for each value that a partial index may depend on, which costs ten times the statement.
const undecidedYet = sql`state <> 'decided'`;

function statements({ db, tables: { submissions }, statement, counting, locked }: Engine) {
  const at = and(eq(submissions.id, sql.placeholder("id")), eq(submissions.revision, sql.placeholder("revision")));
  return {
    // What every new one has alike is written out: a value that is bound costs more.
    insert: counting("submissions_insert", () =>
      db
        .insert(submissions)
        .values({ ...placeholders(submissions), state: sql`'captured'`, errorCode: sql`null`, leadId: sql`null` })
        .onConflictDoNothing(),
    ),
    bodies: statement("submissions_bodies", () =>
      db
        .select({ revision: submissions.revision, body: submissions.body })
        .from(submissions)
        .where(eq(submissions.id, sql.placeholder("id")))
        .orderBy(asc(submissions.revision)),
    ),
    find: statement("submissions_find", () => locked(db.select().from(submissions).where(at))),
    decide: counting("submissions_decide", () =>
      db
        .update(submissions)
        .set({ state: "decided", leadId: given("leadId") })
        .where(and(at, undecidedYet)),
    ),
    reject: statement("submissions_reject", () =>
      db
        .update(submissions)
        .set({ state: "rejected", errorCode: given("errorCode") })
        .where(at),
    ),
    undecided: statement("submissions_undecided", () =>
      db
        .select()
        .from(submissions)
        // The words of the partial index, so that the engine sees that it applies.
        .where(and(sql`state = 'captured'`, lte(submissions.receivedAt, sql.placeholder("before"))))
        .orderBy(asc(submissions.receivedAt))
        .limit(sql.placeholder("limit")),
    ),
    count: statement("submissions_count", () => db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(submissions)),
  };
}

export function submissionsRepo(engine: Engine): Repos["submissions"] {
  const { insert, bodies, find, decide, reject, undecided, count } = statements(engine);

  const keep = async (incoming: Parameters<Repos["submissions"]["capture"]>[0], revision: number): Promise<boolean> => {
    const { id, receivedAt, body, contentType, origin } = incoming;
    return (await insert({ id, revision, receivedAt, body, contentType, origin })) > 0;
  };

  return {
    async capture(incoming) {
      if (await keep(incoming, 0)) return { kind: "created", revision: 0 };
      for (;;) {
        const kept = await bodies({ id: incoming.id });
        const same = kept.find(({ body }) => Buffer.compare(body, incoming.body) === 0);
        if (same) return { kind: "repeat", revision: same.revision };
        const revision = (kept.at(-1)?.revision ?? -1) + 1;
        if (await keep(incoming, revision)) return { kind: "revision", revision };
      }
    },
    async find(id, revision) {
      const [row] = await find({ id, revision });
      return row ? present(row) : null;
    },
    async markDecided(id, revision, leadId) {
      return (await decide({ id, revision, leadId })) > 0;
    },
    async markRejected(id, revision, errorCode) {
      await reject({ id, revision, errorCode });
    },
    undecided: async (before, limit) => (await undecided({ before, limit })).map(present),
    count: async () => (await count())[0]?.n ?? 0,
  };
}
