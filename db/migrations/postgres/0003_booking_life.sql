CREATE TABLE "booking_events" (
	"booking_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"lead_id" text NOT NULL,
	"at" bigint NOT NULL,
	"action" text NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"done_by" text NOT NULL,
	"why" text,
	CONSTRAINT "booking_events_booking_id_seq_pk" PRIMARY KEY("booking_id","seq")
);
--> statement-breakpoint
DROP INDEX "bookings_active";--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "answers" text;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "guests" text;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "moves" bigint;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "confirmed_by" text;--> statement-breakpoint
CREATE INDEX "booking_events_of_lead" ON "booking_events" USING btree ("lead_id");--> statement-breakpoint
CREATE INDEX "bookings_open" ON "bookings" USING btree ("end_at") WHERE status in ('booked', 'confirmed');--> statement-breakpoint
CREATE INDEX "bookings_active" ON "bookings" USING btree ("rep_id","block_end") WHERE status in ('held', 'booked', 'confirmed', 'completed', 'no_show');