import type { SQL } from "drizzle-orm";
import { and, asc, eq, gt, lt, lte, ne, or, sql } from "drizzle-orm";
import type { Booking } from "../../server/core/book/booking.ts";
import { AppError } from "../../server/core/errors.ts";
import type { Engine } from "../engine.ts";
import { given, placeholders, present } from "../engine.ts";
import { occupyingStatuses } from "../schema/bookings.ts";
import type { Repos } from "../store.ts";
import { bookingEventWriter } from "./booking-events.ts";

// Written out as in the partial indexes, so that the engine sees that they apply.
const occupying = sql`status in (${sql.raw(occupyingStatuses)})`;
const open = sql`status in ('booked', 'confirmed')`;
const held = sql`status = 'held'`;

function writing({ db, tables: { bookings }, statement }: Engine) {
  const id = { id: bookings.id };
  const ended = { status: "expired" as const, updatedAt: given("now") };
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
    expire: statement("bookings_expire", () => db.update(bookings).set(ended).where(expired).returning()),
    expireInTheWay: statement("bookings_expire_in_the_way", () =>
      db.update(bookings).set(ended).where(and(expired, inTheWay)).returning(),
    ),
  };
}

function reading({ db, tables: { bookings }, statement, locked }: Engine) {
  const locking = (name: string, where: SQL | undefined) =>
    statement(name, () => locked(db.select().from(bookings).where(where).orderBy(asc(bookings.createdAt), asc(bookings.id))));
  const now = sql.placeholder("now");
  const upcoming = and(occupying, gt(bookings.blockEndAt, now), or(ne(bookings.status, "held"), gt(bookings.expiresAt, now)));
  const inOrder = (name: string, where: SQL | undefined) =>
    statement(name, () => db.select().from(bookings).where(where).orderBy(asc(bookings.blockStartAt), asc(bookings.id)));
  return {
    byId: locking("bookings_by_id", eq(bookings.id, sql.placeholder("id"))),
    byToken: locking("bookings_by_token", eq(bookings.manageTokenHash, sql.placeholder("hash"))),
    ofLead: locking("bookings_of_lead", eq(bookings.leadId, sql.placeholder("leadId"))),
    upcoming: inOrder("bookings_upcoming", upcoming),
    upcomingOfRep: inOrder("bookings_upcoming_of_rep", and(eq(bookings.repId, sql.placeholder("repId")), upcoming)),
    ended: statement("bookings_ended", () =>
      db
        .select()
        .from(bookings)
        .where(and(open, lte(bookings.endAt, now)))
        .orderBy(asc(bookings.endAt))
        .limit(sql.placeholder("limit")),
    ),
    holdsEnded: statement("bookings_holds_ended", () =>
      db
        .select({ id: bookings.id })
        .from(bookings)
        .where(and(held, lte(bookings.expiresAt, now)))
        .limit(1),
    ),
    changed: inOrder("bookings_changed_since", gt(bookings.updatedAt, sql.placeholder("since"))),
  };
}

function toRow(booking: Booking): Record<string, unknown> {
  const { poolId = null, answers = null, guests = null, moves = null } = booking;
  const { confirmedBy = null, calendarRef = null, expiresAt = null } = booking;
  return { ...booking, poolId, answers, guests, moves, confirmedBy, calendarRef, expiresAt };
}

export function bookingsRepo(engine: Engine): Repos["bookings"] {
  const { insert, update, expire, expireInTheWay } = writing(engine);
  const { byId, byToken, upcoming, upcomingOfRep, ended, holdsEnded, changed, ofLead } = reading(engine);

  const note = bookingEventWriter(engine);
  const noteExpired = async (holds: readonly Booking[]): Promise<void> => {
    for (const { id, leadId, updatedAt } of holds)
      await note({ bookingId: id, leadId, at: updatedAt, action: "expire", from: "held", to: "expired", by: "server" });
  };

  // Most writes meet no hold at all, so those that have run out are swept only when something was in the way.
  const unlessTaken = async (booking: Booking, write: () => Promise<boolean>): Promise<boolean> => {
    if (await write()) return true;
    const { id, repId, blockStartAt, blockEndAt, updatedAt: now } = booking;
    const swept = await expireInTheWay({ id, repId, blockStartAt, blockEndAt, now });
    await noteExpired(swept.map(present));
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
    listByManageTokenHash: async (hash) => (await byToken({ hash })).map(present),
    async listByLead(leadId) {
      // Two units with one lead must not both find nothing and both book.
      await engine.lock(leadId);
      return (await ofLead({ leadId })).map(present);
    },
    listActive: async (now, repId) => (await (repId ? upcomingOfRep({ now, repId }) : upcoming({ now }))).map(present),
    changedSince: async (since) => (await changed({ since })).map(present),
    listEnded: async (now, limit) => (await ended({ now, limit })).map(present),
    anyHoldEnded: async (now) => (await holdsEnded({ now })).length > 0,
    async expireHolds(now) {
      const holds = (await expire({ now })).map(present);
      await noteExpired(holds);
      return holds;
    },
  };
}
