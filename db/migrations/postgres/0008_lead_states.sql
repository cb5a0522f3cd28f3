CREATE TABLE "pauses" (
	"rep_id" text PRIMARY KEY NOT NULL,
	"paused_at" bigint NOT NULL,
	"until_at" bigint,
	"paused_by" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "pool_id" text;--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "rule_id" text;--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "state" text DEFAULT 'closed' NOT NULL;--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "state_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "leads" ADD COLUMN "due_at" bigint;--> statement-breakpoint
CREATE INDEX "leads_due" ON "leads" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "leads_of_person" ON "leads" USING btree ("email_domain","email");