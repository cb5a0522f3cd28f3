import { and, asc, desc, eq, inArray, lt, lte, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import type { Engine } from "../engine.ts";
import { given, placeholders } from "../engine.ts";
import type { Tables } from "../schema/tables.ts";
import type { JobRow } from "../store/jobs.ts";
import type { Repos } from "../store.ts";

function toDomain(row: Tables["jobs"]["$inferSelect"]): JobRow {
  const { id, kind, uniqueKey, payload, state, attempts, runAt, dueAt, leaseOwner, lastError } = row;
  const job = { id, kind, uniqueKey, payload, state, attempts, runAt };
  return {
    ...job,
    ...(state === "leased" && leaseOwner !== null ? { leaseOwner, leaseUntil: dueAt } : {}),
    ...(lastError === null ? {} : { lastError }),
  };
}

// Written out as in the partial indexes, so that the engine sees that they apply, and SQLite does not plan anew for each value.
const unfinished = sql`state <> 'done'`;
const leased = sql`state = 'leased'`;
const isDead = sql`state = 'dead'`;
const done = sql`state = 'done'`;
const waiting = sql`state in ('ready', 'leased')`;

function queueing({ db, tables: { jobs }, statement, skipLocked }: Engine) {
  const id = { id: jobs.id };
  const count = sql<number>`count(*)`.mapWith(Number);
  return {
    enqueue: statement("jobs_enqueue", () => db.insert(jobs).values(placeholders(jobs)).onConflictDoNothing().returning(id)),
    claim: statement("jobs_claim", () => {
      const due = db
        .select(id)
        .from(jobs)
        .where(and(waiting, lte(jobs.dueAt, sql.placeholder("now"))))
        .orderBy(asc(jobs.dueAt))
        .limit(sql.placeholder("limit"));
      return db
        .update(jobs)
        .set({ state: "leased", leaseOwner: given("owner"), dueAt: given("leaseUntil"), attempts: sql`${jobs.attempts} + 1` })
        .where(inArray(jobs.id, sql`(${due}${skipLocked})`))
        .returning();
    }),
    nextDue: statement("jobs_next_due", () =>
      db.select({ dueAt: jobs.dueAt }).from(jobs).where(waiting).orderBy(asc(jobs.dueAt)).limit(1),
    ),
    count: statement("jobs_count", () => db.select({ count }).from(jobs)),
    unfinished: statement("jobs_unfinished", () =>
      db.select({ state: jobs.state, count }).from(jobs).where(unfinished).groupBy(jobs.state),
    ),
    prune: statement("jobs_prune", () =>
      db
        .delete(jobs)
        .where(and(done, lt(jobs.dueAt, sql.placeholder("before"))))
        .returning(id),
    ),
    dead: statement("jobs_dead", () =>
      db.select().from(jobs).where(and(unfinished, isDead)).orderBy(desc(jobs.runAt)).limit(sql.placeholder("limit")),
    ),
  };
}

function leasing({ db, tables: { jobs }, statement }: Engine) {
  const owned = eq(jobs.leaseOwner, sql.placeholder("owner"));
  const mine = and(eq(jobs.id, sql.placeholder("id")), leased, owned);
  const end = (name: string, set: PgUpdateSetSource<typeof jobs>) =>
    statement(name, () =>
      db
        .update(jobs)
        .set({ ...set, leaseOwner: null })
        .where(mine)
        .returning({ id: jobs.id }),
    );
  return {
    complete: end("jobs_complete", { state: "done" }),
    retry: end("jobs_retry", { state: "ready", runAt: given("runAt"), dueAt: given("runAt"), lastError: given("error") }),
    bury: end("jobs_bury", { state: "dead", lastError: given("error") }),
    // A job that was handed back was not tried.
    release: end("jobs_release", { state: "ready", dueAt: sql`${jobs.runAt}`, attempts: sql`${jobs.attempts} - 1` }),
  };
}

export function jobsRepo(engine: Engine): Repos["jobs"] {
  const { enqueue, claim, nextDue, count, unfinished: open, dead, prune } = queueing(engine);
  const { complete, retry, bury, release } = leasing(engine);

  return {
    async enqueue({ id: jobId, kind, uniqueKey, payload, runAt }) {
      const row = { id: jobId, kind, uniqueKey, payload, state: "ready", attempts: 0, runAt, dueAt: runAt };
      return (await enqueue({ ...row, leaseOwner: null, lastError: null })).length > 0;
    },
    async claim(...[owner, now, leaseUntil, limit]) {
      const rows = await claim({ owner, now, leaseUntil, limit });
      return rows.map(toDomain).sort((a, b) => a.runAt - b.runAt);
    },
    complete: async (jobId, owner) => (await complete({ id: jobId, owner })).length > 0,
    retry: async (...[jobId, owner, runAt, error]) => (await retry({ id: jobId, owner, runAt, error })).length > 0,
    bury: async (jobId, owner, error) => (await bury({ id: jobId, owner, error })).length > 0,
    release: async (jobId, owner) => (await release({ id: jobId, owner })).length > 0,
    nextDueAt: async () => (await nextDue())[0]?.dueAt ?? null,
    async counts() {
      const byState = { ready: 0, leased: 0, done: (await count())[0]?.count ?? 0, dead: 0 };
      for (const row of await open()) {
        byState[row.state] = row.count;
        byState.done -= row.count;
      }
      return byState;
    },
    listDead: async (limit) => (await dead({ limit })).map(toDomain),
    prune: async (before) => (await prune({ before })).length,
  };
}
