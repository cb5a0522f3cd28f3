CREATE TABLE "connections" (
	"id" text PRIMARY KEY NOT NULL,
	"rep_id" text NOT NULL,
	"provider" text NOT NULL,
	"account" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"key_id" text NOT NULL,
	"busy_calendars" text NOT NULL,
	"meeting_calendar" text,
	"state" text NOT NULL,
	"lost_since" bigint,
	"told_at" bigint,
	"refresh_until" bigint,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "connections_rep" ON "connections" USING btree ("rep_id");