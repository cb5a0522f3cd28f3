import { and, asc, desc, eq, getTableColumns, gt, gte, isNotNull, lt, lte, or, sql } from "drizzle-orm";
import type { BookingStatus } from "../../server/core/book/booking.ts";
import type { Engine } from "../engine.ts";
import { given, placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

// Written out as in the partial index, so that the engine sees that it applies.
const hasDeadline = sql`due_at is not null`;

// Written out, because in a select from one table drizzle leaves the tables' names out, and both have an `id`.
const newestBooking = sql<BookingStatus | null>`(
  select b.status from bookings b where b.lead_id = leads.id order by b.created_at desc, b.id desc limit 1
)`;

function reading({ db, tables: { leads }, statement }: Engine) {
  const of = and(eq(leads.emailDomain, sql.placeholder("domain")), gte(leads.createdAt, sql.placeholder("since")));
  const newest = (name: string, where: typeof of) =>
    statement(name, () =>
      db.select().from(leads).where(where).orderBy(desc(leads.createdAt), desc(leads.id)).limit(sql.placeholder("limit")),
    );
  const at = sql.placeholder("at");
  return {
    find: statement("leads_find", () =>
      db
        .select()
        .from(leads)
        .where(eq(leads.id, sql.placeholder("id"))),
    ),
    list: statement("leads_list", () =>
      db
        .select({ ...getTableColumns(leads), booking: newestBooking })
        .from(leads)
        .where(or(lt(leads.createdAt, at), and(eq(leads.createdAt, at), lt(leads.id, sql.placeholder("id")))))
        .orderBy(desc(leads.createdAt), desc(leads.id))
        .limit(sql.placeholder("limit")),
    ),
    ofDomain: newest("leads_of_domain", of),
    ofPerson: newest("leads_of_person", and(of, eq(leads.email, sql.placeholder("email")))),
  };
}

function counting({ db, tables: { leads }, statement }: Engine) {
  const count = sql<number>`count(*)`.mapWith(Number);
  return {
    due: statement("leads_due", () =>
      db
        .select()
        .from(leads)
        .where(and(hasDeadline, lte(leads.dueAt, sql.placeholder("now"))))
        .orderBy(asc(leads.dueAt))
        .limit(sql.placeholder("limit")),
    ),
    countDue: statement("leads_count_due", () =>
      db
        .select({ count })
        .from(leads)
        .where(and(hasDeadline, lt(leads.dueAt, sql.placeholder("before")))),
    ),
    since: statement("leads_since", () =>
      db
        .select()
        .from(leads)
        .where(gt(leads.createdAt, sql.placeholder("since")))
        .orderBy(asc(leads.createdAt)),
    ),
    takenSince: statement("leads_taken_since", () =>
      db
        .select({ repId: leads.repId, createdAt: leads.createdAt })
        .from(leads)
        .where(and(gt(leads.createdAt, sql.placeholder("since")), isNotNull(leads.repId))),
    ),
    openByRep: statement("leads_open_by_rep", () =>
      db
        .select({ repId: leads.repId, count })
        .from(leads)
        .where(and(hasDeadline, isNotNull(leads.repId)))
        .groupBy(leads.repId),
    ),
  };
}

/** What is not known is null in the table. */
const unknown = {
  email: null,
  emailDomain: null,
  name: null,
  company: null,
  repId: null,
  poolId: null,
  ruleId: null,
  dueAt: null,
  pausedMinutes: null,
};

const place = ["state", "stateAt", "dueAt", "repId", "poolId", "rung", "pausedMinutes"] as const;

function writing({ db, tables: { leads }, statement }: Engine) {
  const insert = statement("leads_insert", () => db.insert(leads).values(placeholders(leads)));
  const move = statement("leads_move", () =>
    db
      .update(leads)
      .set(Object.fromEntries(place.map((column) => [column, given(column)])))
      .where(
        and(
          eq(leads.id, sql.placeholder("id")),
          eq(leads.state, sql.placeholder("fromState")),
          eq(leads.stateAt, sql.placeholder("fromStateAt")),
          eq(leads.rung, sql.placeholder("fromRung")),
        ),
      )
      .returning({ id: leads.id }),
  );
  const { outcome, state, stateAt, dueAt, repId, poolId, ruleId } = placeholders(leads);
  const release = statement("leads_release", () =>
    db
      .update(leads)
      .set({ outcome, state, stateAt, dueAt, repId, poolId, ruleId })
      .where(and(eq(leads.id, sql.placeholder("id")), eq(leads.state, "disqualified")))
      .returning({ id: leads.id }),
  );
  const answered = statement("leads_answered", () =>
    db
      .update(leads)
      .set({ outcome, ruleId })
      .where(eq(leads.id, sql.placeholder("id"))),
  );
  return { insert, move, release, answered };
}

export function leadsRepo(engine: Engine): Repos["leads"] {
  const { insert, move, release, answered } = writing(engine);
  const read = { ...reading(engine), ...counting(engine) };
  return {
    async insert(lead) {
      await insert({ ...unknown, ...lead });
    },
    async find(id) {
      const [row] = await read.find({ id });
      return row ? present(row) : null;
    },
    async list({ limit, before }) {
      const from = { at: before?.createdAt ?? Number.MAX_SAFE_INTEGER, id: before?.id ?? "" };
      return (await read.list({ limit, ...from })).map(present);
    },
    async move(id, from, to) {
      const values = Object.fromEntries(place.map((column) => [column, to[column] ?? null]));
      return (await move({ ...values, id, fromState: from.state, fromStateAt: from.stateAt, fromRung: from.rung })).length > 0;
    },
    answered: async (id, { outcome, ruleId }) => void (await answered({ id, outcome, ruleId })),
    release: async (id, to) => (await release({ ...unknown, ...to, id })).length > 0,
    due: async (now, limit) => (await read.due({ now, limit })).map(present),
    countDue: async (before) => (await read.countDue({ before }))[0]?.count ?? 0,
    since: async (since) => (await read.since({ since })).map(present),
    takenSince: async (since) =>
      (await read.takenSince({ since })).map(({ repId, createdAt }) => ({ repId: repId ?? "", createdAt })),
    openByRep: async () => (await read.openByRep()).map(({ repId, count }) => ({ repId: repId ?? "", count })),
    async ofDomain({ domain, email, since, limit }) {
      const rows =
        email === undefined
          ? await read.ofDomain({ domain, since, limit })
          : await read.ofPerson({ domain, since, limit, email });
      return rows.map(present);
    },
  };
}
