CREATE TABLE "used_puzzles" (
	"id" text PRIMARY KEY NOT NULL,
	"submission_id" text NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
DROP INDEX "bookings_of_decision";--> statement-breakpoint
CREATE INDEX "used_puzzles_expired" ON "used_puzzles" USING btree ("expires_at");