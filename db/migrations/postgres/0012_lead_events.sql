CREATE TABLE "lead_events" (
	"lead_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" bigint NOT NULL,
	"kind" text NOT NULL,
	"rep_id" text,
	"done_by" text NOT NULL,
	"why" text,
	CONSTRAINT "lead_events_lead_id_seq_pk" PRIMARY KEY("lead_id","seq")
);
--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "rung" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "paused_minutes" bigint;--> statement-breakpoint
CREATE INDEX "lead_events_newest" ON "lead_events" USING btree ("at");