CREATE TABLE "fact_cache" (
	"source" text NOT NULL,
	"key" text NOT NULL,
	"facts" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "fact_cache_source_key_pk" PRIMARY KEY("source","key")
);
--> statement-breakpoint
CREATE TABLE "late_facts" (
	"lead_id" text NOT NULL,
	"source" text NOT NULL,
	"claims" text NOT NULL,
	CONSTRAINT "late_facts_lead_id_source_pk" PRIMARY KEY("lead_id","source")
);
--> statement-breakpoint
CREATE INDEX "fact_cache_age" ON "fact_cache" USING btree ("at");