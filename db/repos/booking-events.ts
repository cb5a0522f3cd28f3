import { asc, eq, sql } from "drizzle-orm";
import type { BookingEvent } from "../../server/core/book/booking-event.ts";
import type { Engine } from "../engine.ts";
import { placeholders, present } from "../engine.ts";
import type { Repos } from "../store.ts";

/** Writes lines of bookings' histories, each under its booking's next number. */
export function bookingEventWriter({ db, tables: { bookingEvents }, counting }: Engine) {
  // The booking itself is held by the unit that changes it, so nobody else counts at the same time.
  const nextSeq = sql<number>`(select coalesce(max(seq), 0) + 1 from booking_events where booking_id = ${sql.placeholder("ofBooking")})`;
  const append = counting("booking_events_append", () =>
    db.insert(bookingEvents).values({ ...placeholders(bookingEvents), seq: nextSeq }),
  );
  return async (event: Omit<BookingEvent, "seq">): Promise<void> => {
    const { bookingId, leadId, at, action, from = null, to, by, why = null } = event;
    await append({ ofBooking: bookingId, bookingId, leadId, at, action, from, to, by, why });
  };
}

export function bookingEventsRepo(engine: Engine): Repos["bookingEvents"] {
  const {
    db,
    tables: { bookingEvents },
    statement,
  } = engine;
  const ofLead = statement("booking_events_of_lead", () =>
    db
      .select()
      .from(bookingEvents)
      .where(eq(bookingEvents.leadId, sql.placeholder("leadId")))
      .orderBy(asc(bookingEvents.at), asc(bookingEvents.bookingId), asc(bookingEvents.seq)),
  );
  return {
    append: bookingEventWriter(engine),
    listByLead: async (leadId) => (await ofLead({ leadId })).map(present),
  };
}
