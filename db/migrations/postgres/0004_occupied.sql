-- A meeting that is over keeps its time, as its buffer may not have passed: the rule now knows the states after `confirmed` too.
ALTER TABLE "bookings" DROP CONSTRAINT "bookings_no_overlap";
--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_no_overlap"
  EXCLUDE USING gist ("rep_id" WITH =, int8range("block_start", "block_end") WITH &&)
  WHERE ("status" IN ('held', 'booked', 'confirmed', 'completed', 'no_show'));
