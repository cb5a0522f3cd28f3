import { sql } from "drizzle-orm";
import type { Booking, BookingStatus } from "../../server/core/book/booking.ts";
import type { BookingId, DecisionId, LeadId } from "../../server/core/id.ts";
import type { Kit } from "../kit.ts";

/** The states in which a time belongs to a booking, as the indexes and the overlap rule spell them. */
export const occupyingStatuses = "'held', 'booked', 'confirmed', 'completed', 'no_show'";

// The rule that active blocks of one rep never overlap is in the hand-written migrations `overlap` and `occupied` of each engine.
export const bookingsTable = (k: Kit) =>
  k.table(
    "bookings",
    {
      id: k.id<BookingId>("id").primaryKey(),
      leadId: k.id<LeadId>("lead_id").notNull(),
      decisionId: k.id<DecisionId>("decision_id").notNull(),
      repId: k.id("rep_id").notNull(),
      poolId: k.id("pool_id"),
      meetingTypeId: k.id("meeting_type_id").notNull(),
      status: k.choice<BookingStatus>("status").notNull(),
      startAt: k.instant("start_at").notNull(),
      endAt: k.instant("end_at").notNull(),
      blockStartAt: k.instant("block_start").notNull(),
      blockEndAt: k.instant("block_end").notNull(),
      visitor: k.json<Booking["visitor"]>("visitor").notNull(),
      sequence: k.integer("sequence").notNull(),
      uid: k.id("uid").notNull(),
      manageTokenHash: k.text("manage_token_hash").notNull(),
      answers: k.json<NonNullable<Booking["answers"]>>("answers"),
      guests: k.json<NonNullable<Booking["guests"]>>("guests"),
      moves: k.integer("moves"),
      confirmedBy: k.choice<NonNullable<Booking["confirmedBy"]>>("confirmed_by"),
      calendarRef: k.json<NonNullable<Booking["calendarRef"]>>("calendar_ref"),
      expiresAt: k.instant("expires_at"),
      createdAt: k.instant("created_at").notNull(),
      updatedAt: k.instant("updated_at").notNull(),
    },
    (t) => [
      k
        .index("bookings_active")
        .on(t.repId, t.blockEndAt)
        .where(sql`status in (${sql.raw(occupyingStatuses)})`),
      k.index("bookings_open").on(t.endAt).where(sql`status in ('booked', 'confirmed')`),
      k.index("bookings_holds").on(t.expiresAt).where(sql`status = 'held'`),
      k.index("bookings_of_lead").on(t.leadId),
      k.index("bookings_by_token").on(t.manageTokenHash),
      k.index("bookings_changed").on(t.updatedAt),
      // An empty block would overlap nothing on Postgres and something on SQLite.
      k.check("bookings_block_not_empty", sql`block_end > block_start`),
    ],
  );
