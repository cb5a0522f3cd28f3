CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"domains" text NOT NULL,
	"owner_rep_id" text,
	"country" text,
	"company_size" bigint,
	"industry" text,
	"parent_id" text,
	"facts" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bookings" (
	"id" text PRIMARY KEY NOT NULL,
	"lead_id" text NOT NULL,
	"decision_id" text NOT NULL,
	"rep_id" text NOT NULL,
	"pool_id" text,
	"meeting_type_id" text NOT NULL,
	"status" text NOT NULL,
	"start_at" bigint NOT NULL,
	"end_at" bigint NOT NULL,
	"block_start" bigint NOT NULL,
	"block_end" bigint NOT NULL,
	"visitor" text NOT NULL,
	"sequence" bigint NOT NULL,
	"uid" text NOT NULL,
	"manage_token_hash" text NOT NULL,
	"calendar_ref" text,
	"expires_at" bigint,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "bookings_block_not_empty" CHECK (block_end > block_start)
);
--> statement-breakpoint
CREATE TABLE "busy" (
	"rep_id" text PRIMARY KEY NOT NULL,
	"spans" "bytea" NOT NULL,
	"start_at" bigint NOT NULL,
	"end_at" bigint NOT NULL,
	"checked_at" bigint NOT NULL,
	"failure" text,
	"failed_since" bigint
);
--> statement-breakpoint
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
CREATE TABLE "contacts" (
	"email" text PRIMARY KEY NOT NULL,
	"name" text,
	"account_id" text,
	"owner_rep_id" text
);
--> statement-breakpoint
CREATE TABLE "decisions" (
	"id" text PRIMARY KEY NOT NULL,
	"lead_id" text NOT NULL,
	"decided_at" bigint NOT NULL,
	"decision" text NOT NULL,
	"answer" text NOT NULL,
	"offer_expires_at" bigint
);
--> statement-breakpoint
CREATE TABLE "heartbeat" (
	"id" bigint PRIMARY KEY NOT NULL,
	"beats" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"unique_key" text NOT NULL,
	"payload" text NOT NULL,
	"state" text NOT NULL,
	"attempts" bigint NOT NULL,
	"run_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"lease_owner" text,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "leads" (
	"id" text PRIMARY KEY NOT NULL,
	"submission_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"email" text,
	"email_domain" text,
	"name" text,
	"company" text,
	"outcome" text NOT NULL,
	"rep_id" text
);
--> statement-breakpoint
CREATE TABLE "ledger" (
	"pool_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"rep_id" text NOT NULL,
	"kind" text NOT NULL,
	"turns" bigint NOT NULL,
	"lead_id" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "ledger_pool_id_seq_pk" PRIMARY KEY("pool_id","seq")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" text PRIMARY KEY NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"ics" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setups" (
	"id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"setup" text NOT NULL,
	"author" text NOT NULL,
	"note" text NOT NULL,
	"created_at" bigint NOT NULL,
	"activated_at" bigint,
	"activation" bigint
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"id" text NOT NULL,
	"revision" bigint NOT NULL,
	"received_at" bigint NOT NULL,
	"body" "bytea" NOT NULL,
	"body_hash" text NOT NULL,
	"content_type" text NOT NULL,
	"origin" text NOT NULL,
	"state" text NOT NULL,
	"error_code" text,
	"lead_id" text,
	CONSTRAINT "submissions_id_revision_pk" PRIMARY KEY("id","revision")
);
--> statement-breakpoint
CREATE INDEX "bookings_active" ON "bookings" USING btree ("rep_id","block_end") WHERE status in ('held', 'booked', 'confirmed');--> statement-breakpoint
CREATE INDEX "bookings_holds" ON "bookings" USING btree ("expires_at") WHERE status = 'held';--> statement-breakpoint
CREATE INDEX "bookings_of_decision" ON "bookings" USING btree ("decision_id");--> statement-breakpoint
CREATE INDEX "bookings_of_lead" ON "bookings" USING btree ("lead_id");--> statement-breakpoint
CREATE INDEX "bookings_by_token" ON "bookings" USING btree ("manage_token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "connections_rep" ON "connections" USING btree ("rep_id");--> statement-breakpoint
CREATE INDEX "decisions_of_lead" ON "decisions" USING btree ("lead_id");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_unfinished" ON "jobs" USING btree ("unique_key") WHERE state <> 'done';--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("due_at") WHERE state in ('ready', 'leased');--> statement-breakpoint
CREATE INDEX "jobs_done" ON "jobs" USING btree ("due_at") WHERE state = 'done';--> statement-breakpoint
CREATE INDEX "leads_newest" ON "leads" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "messages_newest" ON "messages" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "setups_activation" ON "setups" USING btree ("activation");--> statement-breakpoint
CREATE INDEX "setups_newest" ON "setups" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "submissions_undecided" ON "submissions" USING btree ("received_at") WHERE state = 'captured';