import { and, asc, desc, eq, gt, lt, lte, ne, or, sql } from "drizzle-orm";
import type { Booking } from "../../server/core/book/booking.ts";
import { AppError } from "../../server/core/errors.ts";
import type { Engine, Statement } from "../engine.ts";
import { placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

function toRow(booking: Booking): Record<string, unknown> {
  const {
    id,
    leadId,
    decisionId,
    repId,
    poolId = null,
    meetingTypeId,
    status,
    startAt,
    endAt,
    blockStartAt,
    blockEndAt,
  } = booking;
  const { visitor, sequence, uid, manageTokenHash, calendarRef = null, expiresAt = null, createdAt, updatedAt } = booking;
  const time = { startAt, endAt, blockStartAt, blockEndAt, expiresAt, createdAt, updatedAt };
  const about = { leadId, decisionId, repId, poolId, meetingTypeId, visitor };
  return { id, status, ...about, ...time, sequence, uid, manageTokenHash, calendarRef };
}

export function bookingsRepo(engine: Engine): Repos["bookings"] {
  const { db, statement } = engine;
  const { bookings } = engine.tables;
  // Written out as in the partial index, so that the engine sees that it applies.
  const active = sql`status in ('held', 'booked', 'confirmed')`;
  const held = sql`status = 'held'`;
  const now = sql.placeholder("now");

  const insert = statement("bookings_insert", () =>
    db.insert(bookings).values(placeholders(bookings)).onConflictDoNothing().returning({ id: bookings.id }),
  );
  const update = statement("bookings_update", () =>
    db
      .update(bookings)
      .set(placeholders(bookings))
      .where(eq(bookings.id, sql.placeholder("id")))
      .returning({ id: bookings.id }),
  );
  const find = statement("bookings_find", () =>
    db
      .select()
      .from(bookings)
      .where(eq(bookings.id, sql.placeholder("id"))),
  );
  const findByToken = statement("bookings_find_by_token", () =>
    db
      .select()
      .from(bookings)
      .where(eq(bookings.manageTokenHash, sql.placeholder("hash")))
      .orderBy(desc(bookings.createdAt))
      .limit(1),
  );
  const findActive = statement("bookings_find_active", () =>
    db
      .select()
      .from(bookings)
      .where(and(eq(bookings.decisionId, sql.placeholder("decisionId")), active))
      .orderBy(desc(bookings.createdAt))
      .limit(1),
  );
  const listByLead = statement("bookings_list_by_lead", () =>
    db
      .select()
      .from(bookings)
      .where(eq(bookings.leadId, sql.placeholder("leadId")))
      .orderBy(asc(bookings.createdAt), asc(bookings.id)),
  );
  const upcoming = and(active, gt(bookings.blockEndAt, now), or(ne(bookings.status, "held"), gt(bookings.expiresAt, now)));
  const listAll = statement("bookings_list_active", () =>
    db.select().from(bookings).where(upcoming).orderBy(asc(bookings.blockStartAt)),
  );
  const listOfRep = statement("bookings_list_active_of_rep", () =>
    db
      .select()
      .from(bookings)
      .where(and(eq(bookings.repId, sql.placeholder("repId")), upcoming))
      .orderBy(asc(bookings.blockStartAt)),
  );
  const expired = and(held, lte(bookings.expiresAt, now));
  const cancelled = { status: "cancelled" as const, updatedAt: sql`${now}` };
  const expireAll = statement("bookings_expire", () =>
    db.update(bookings).set(cancelled).where(expired).returning({ id: bookings.id }),
  );
  const expireInTheWay = statement("bookings_expire_in_the_way", () =>
    db
      .update(bookings)
      .set(cancelled)
      .where(
        and(
          expired,
          eq(bookings.repId, sql.placeholder("repId")),
          ne(bookings.id, sql.placeholder("id")),
          lt(bookings.blockStartAt, sql.placeholder("blockEndAt")),
          gt(bookings.blockEndAt, sql.placeholder("blockStartAt")),
        ),
      )
      .returning({ id: bookings.id }),
  );

  const put = async (write: Statement<readonly { id: string }[]>, booking: Booking): Promise<boolean> => {
    const row = toRow(booking);
    const written = async () => ((await engine.attempt(() => write(row)))?.length ?? 0) > 0;
    if (await written()) return true;
    // Most writes meet no hold at all, so the ones that have run out are swept only when something was in the way.
    const { id, repId, blockStartAt, blockEndAt, updatedAt } = booking;
    const swept = await expireInTheWay({ id, repId, blockStartAt, blockEndAt, now: updatedAt });
    return swept.length > 0 && (await written());
  };
  const first = (rows: readonly (typeof bookings.$inferSelect)[]): Booking | null => (rows[0] ? present(rows[0]) : null);

  return {
    insert: (booking) => put(insert, booking),
    async update(booking) {
      if (await put(update, booking)) return true;
      if ((await find({ id: booking.id })).length === 0) throw new AppError("not_found", { bookingId: booking.id });
      return false;
    },
    find: async (id) => first(await find({ id })),
    findByManageTokenHash: async (hash) => first(await findByToken({ hash })),
    async findActiveByDecision(decisionId) {
      // Two visitors with one decision must not both find nothing and both book.
      await engine.lock(decisionId);
      return first(await findActive({ decisionId }));
    },
    listByLead: async (leadId) => (await listByLead({ leadId })).map(present),
    listActive: async (at, repId) => (await (repId ? listOfRep({ now: at, repId }) : listAll({ now: at }))).map(present),
    expireHolds: async (at) => (await expireAll({ now: at })).length,
  };
}
