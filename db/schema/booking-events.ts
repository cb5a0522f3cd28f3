import type { BookingStatus } from "../../server/core/book/booking.ts";
import type { BookingEvent } from "../../server/core/book/booking-event.ts";
import type { BookingId, LeadId } from "../../server/core/id.ts";
import type { Kit } from "../kit.ts";

export const bookingEventsTable = (k: Kit) =>
  k.table(
    "booking_events",
    {
      bookingId: k.id<BookingId>("booking_id").notNull(),
      seq: k.integer("seq").notNull(),
      leadId: k.id<LeadId>("lead_id").notNull(),
      at: k.instant("at").notNull(),
      action: k.choice<BookingEvent["action"]>("action").notNull(),
      from: k.choice<BookingStatus>("from_status"),
      to: k.choice<BookingStatus>("to_status").notNull(),
      by: k.choice<BookingEvent["by"]>("done_by").notNull(),
      why: k.text("why"),
    },
    (t) => [k.primaryKey({ columns: [t.bookingId, t.seq] }), k.index("booking_events_of_lead").on(t.leadId)],
  );
