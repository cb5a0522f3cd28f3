import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { excluded, given, placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

function reading({ db, tables: { connections }, statement }: Engine) {
  const { id, repId, updatedAt } = connections;
  return {
    find: statement("connections_find", () =>
      db
        .select()
        .from(connections)
        .where(eq(id, sql.placeholder("id"))),
    ),
    findByRep: statement("connections_find_by_rep", () =>
      db
        .select()
        .from(connections)
        .where(eq(repId, sql.placeholder("repId"))),
    ),
    all: statement("connections_all", () => db.select().from(connections)),
    marks: statement("connections_marks", () => db.select({ id, repId, updatedAt }).from(connections)),
  };
}

function mine({ tables: { connections } }: Engine) {
  return eq(connections.id, sql.placeholder("id"));
}

/** Two changes within one millisecond are still two, and a clock that went back is no reason to miss one. */
function grown({ tables: { connections } }: Engine) {
  const { updatedAt } = connections;
  return sql`case when ${updatedAt} >= ${sql.placeholder("at")} then ${updatedAt} + 1 else ${sql.placeholder("at")} end`;
}

function keeping(engine: Engine) {
  const { db, tables, statement } = engine;
  const { connections } = tables;
  const { id, repId } = connections;
  return {
    upsert: statement("connections_upsert", () =>
      db
        .insert(connections)
        .values(placeholders(connections))
        .onConflictDoUpdate({ target: repId, set: excluded(connections) }),
    ),
    reseal: statement("connections_reseal", () =>
      db
        .update(connections)
        .set({
          sealed: sql`${sql.param(sql.placeholder("sealed"), connections.sealed)}`,
          keyId: given("keyId"),
          refreshUntil: null,
          updatedAt: grown(engine),
        })
        .where(and(mine(engine), eq(connections.sealed, sql.placeholder("before"))))
        .returning({ id }),
    ),
    choose: statement("connections_choose", () =>
      db
        .update(connections)
        .set({
          busyCalendars: sql`${sql.param(sql.placeholder("busyCalendars"), connections.busyCalendars)}`,
          meetingCalendar: given("meetingCalendar"),
          updatedAt: grown(engine),
        })
        .where(mine(engine))
        .returning({ id }),
    ),
    remove: statement("connections_remove", () =>
      db
        .delete(connections)
        .where(eq(repId, sql.placeholder("repId")))
        .returning({ id }),
    ),
  };
}

function marking(engine: Engine) {
  const { db, tables, statement } = engine;
  const { connections } = tables;
  const { id, state, refreshUntil, toldAt } = connections;
  return {
    markLost: statement("connections_lost", () =>
      db
        .update(connections)
        .set({ state: "lost", lostSince: given("lostSince"), updatedAt: grown(engine) })
        .where(and(mine(engine), eq(state, "ok")))
        .returning({ id }),
    ),
    markOk: statement("connections_ok", () =>
      db
        .update(connections)
        .set({ state: "ok", lostSince: null, updatedAt: grown(engine) })
        .where(and(mine(engine), eq(state, "lost")))
        .returning({ id }),
    ),
    markTold: statement("connections_told", () =>
      db
        .update(connections)
        .set({ toldAt: given("toldAt") })
        .where(and(mine(engine), or(isNull(toldAt), lt(toldAt, sql.placeholder("since")))))
        .returning({ id }),
    ),
    claim: statement("connections_claim", () =>
      db
        .update(connections)
        .set({ refreshUntil: given("until") })
        .where(and(mine(engine), or(isNull(refreshUntil), lt(refreshUntil, sql.placeholder("now")))))
        .returning({ id }),
    ),
  };
}

export function connectionsRepo(engine: Engine): Repos["connections"] {
  const read = reading(engine);
  const write = { ...keeping(engine), ...marking(engine) };
  const nulls = { meetingCalendar: null, lostSince: null, toldAt: null, refreshUntil: null };
  const one = <T extends object>(rows: readonly T[]) => (rows[0] ? present(rows[0]) : null);
  return {
    upsert: async (connection) => void (await write.upsert({ ...nulls, ...connection })),
    find: async (id) => one(await read.find({ id })),
    findByRep: async (repId) => one(await read.findByRep({ repId })),
    all: async () => (await read.all()).map(present),
    marks: () => Promise.resolve(read.marks()),
    markLost: async (id, at) => (await write.markLost({ id, at, lostSince: at })).length > 0,
    markOk: async (id, at) => (await write.markOk({ id, at })).length > 0,
    markTold: async (id, at, since) => (await write.markTold({ id, toldAt: at, since })).length > 0,
    claimRefresh: async (id, now, until) => (await write.claim({ id, now, until })).length > 0,
    reseal: async (id, { sealed, keyId, at, before }) => (await write.reseal({ id, sealed, keyId, at, before })).length > 0,
    choose: async (id, { busyCalendars, meetingCalendar, at }) =>
      (await write.choose({ id, busyCalendars, meetingCalendar, at })).length > 0,
    remove: async (repId) => (await write.remove({ repId })).length > 0,
  };
}
