import type { SQL } from "drizzle-orm";
import { and, asc, desc, eq, gt, lt, lte, ne, or, sql } from "drizzle-orm";
import type { Booking } from "../../server/core/book/booking.ts";
import { AppError } from "../../server/core/errors.ts";
import type { Engine } from "../engine.ts";
import { given, placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

// Written out as in the partial indexes, so that the engine sees that they apply.
const active = sql`status in ('held', 'booked', 'confirmed')`;
const held = sql`status = 'held'`;

function writing({ db, tables: { bookings }, statement }: Engine) {
  const id = { id: bookings.id };
  const cancelled = { status: "cancelled" as const, updatedAt: given("now") };
  const expired = and(held, lte(bookings.expiresAt, sql.placeholder("now")));
  const inTheWay = and(
    eq(bookings.repId, sql.placeholder("repId")),
    ne(bookings.id, sql.placeholder("id")),
    lt(bookings.blockStartAt, sql.placeholder("blockEndAt")),
    gt(bookings.blockEndAt, sql.placeholder("blockStartAt")),
  );
  return {
    insert: statement("bookings_insert", () =>
      db.insert(bookings).values(placeholders(bookings)).onConflictDoNothing().returning(id),
    ),
    update: statement("bookings_update", () =>
      db
        .update(bookings)
        .set(placeholders(bookings))
        .where(eq(bookings.id, sql.placeholder("id")))
        .returning(id),
    ),
    expire: statement("bookings_expire", () => db.update(bookings).set(cancelled).where(expired).returning(id)),
    expireInTheWay: statement("bookings_expire_in_the_way", () =>
      db.update(bookings).set(cancelled).where(and(expired, inTheWay)).returning(id),
    ),
  };
}

function reading({ db, tables: { bookings }, statement, locked }: Engine) {
  const newest = (name: string, where: SQL | undefined) =>
    statement(name, () => locked(db.select().from(bookings).where(where).orderBy(desc(bookings.createdAt)).limit(1)));
  const now = sql.placeholder("now");
  const upcoming = and(active, gt(bookings.blockEndAt, now), or(ne(bookings.status, "held"), gt(bookings.expiresAt, now)));
  const inOrder = (name: string, where: SQL | undefined) =>
    statement(name, () => db.select().from(bookings).where(where).orderBy(asc(bookings.blockStartAt), asc(bookings.id)));
  return {
    byId: newest("bookings_by_id", eq(bookings.id, sql.placeholder("id"))),
    byToken: newest("bookings_by_token", eq(bookings.manageTokenHash, sql.placeholder("hash"))),
    activeOf: newest("bookings_active_of", and(eq(bookings.decisionId, sql.placeholder("decisionId")), active)),
    upcoming: inOrder("bookings_upcoming", upcoming),
    upcomingOfRep: inOrder("bookings_upcoming_of_rep", and(eq(bookings.repId, sql.placeholder("repId")), upcoming)),
    changed: inOrder("bookings_changed_since", gt(bookings.updatedAt, sql.placeholder("since"))),
    ofLead: statement("bookings_of_lead", () =>
      db
        .select()
        .from(bookings)
        .where(eq(bookings.leadId, sql.placeholder("leadId")))
        .orderBy(asc(bookings.createdAt), asc(bookings.id)),
    ),
  };
}

function toRow(booking: Booking): Record<string, unknown> {
  const { poolId = null, calendarRef = null, expiresAt = null } = booking;
  return { ...booking, poolId, calendarRef, expiresAt };
}

export function bookingsRepo(engine: Engine): Repos["bookings"] {
  const { insert, update, expire, expireInTheWay } = writing(engine);
  const { byId, byToken, activeOf, upcoming, upcomingOfRep, changed, ofLead } = reading(engine);

  // Most writes meet no hold at all, so those that have run out are swept only when something was in the way.
  const unlessTaken = async (booking: Booking, write: () => Promise<boolean>): Promise<boolean> => {
    if (await write()) return true;
    const { id, repId, blockStartAt, blockEndAt, updatedAt: now } = booking;
    const swept = await expireInTheWay({ id, repId, blockStartAt, blockEndAt, now });
    return swept.length > 0 && write();
  };
  const one = (rows: Awaited<ReturnType<typeof byId>>): Booking | null => (rows[0] ? present(rows[0]) : null);

  return {
    async insert(booking) {
      const row = toRow(booking);
      return unlessTaken(booking, async () => (await insert(row)).length > 0);
    },
    async update(booking) {
      const row = toRow(booking);
      if (await unlessTaken(booking, async () => ((await engine.attempt(() => update(row))) ?? []).length > 0)) return true;
      if ((await byId({ id: booking.id })).length === 0) throw new AppError("not_found", { bookingId: booking.id });
      return false;
    },
    find: async (id) => one(await byId({ id })),
    findByManageTokenHash: async (hash) => one(await byToken({ hash })),
    async findActiveByDecision(decisionId) {
      // Two units with one decision must not both find nothing and both book.
      await engine.lock(decisionId);
      return one(await activeOf({ decisionId }));
    },
    listByLead: async (leadId) => (await ofLead({ leadId })).map(present),
    listActive: async (now, repId) => (await (repId ? upcomingOfRep({ now, repId }) : upcoming({ now }))).map(present),
    changedSince: async (since) => (await changed({ since })).map(present),
    expireHolds: async (now) => (await expire({ now })).length,
  };
}
