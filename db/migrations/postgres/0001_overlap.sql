-- Active blocks of one rep never overlap, half-open and to the millisecond.
CREATE EXTENSION IF NOT EXISTS btree_gist;
--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_no_overlap"
  EXCLUDE USING gist ("rep_id" WITH =, int8range("block_start", "block_end") WITH &&)
  WHERE ("status" IN ('held', 'booked', 'confirmed'));
