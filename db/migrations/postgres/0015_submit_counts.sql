CREATE TABLE "submit_counts" (
	"process" text NOT NULL,
	"sender" text NOT NULL,
	"step" bigint NOT NULL,
	"count" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "submit_counts_process_sender_step_pk" PRIMARY KEY("process","sender","step")
);
--> statement-breakpoint
CREATE INDEX "submit_counts_updated" ON "submit_counts" USING btree ("updated_at");