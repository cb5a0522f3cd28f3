CREATE TABLE "account_aliases" (
	"account_id" text NOT NULL,
	"kind" text NOT NULL,
	"folded" text NOT NULL,
	"text" text NOT NULL,
	"author" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "account_aliases_account_id_kind_folded_pk" PRIMARY KEY("account_id","kind","folded")
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"import_id" text NOT NULL,
	"key" text NOT NULL,
	"line" bigint NOT NULL,
	"ref" text,
	"patch" text NOT NULL,
	CONSTRAINT "import_rows_import_id_key_pk" PRIMARY KEY("import_id","key")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"author" text NOT NULL,
	"state" text NOT NULL,
	"report" text NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "details" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "change" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "facts" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "change" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "account_aliases_text" ON "account_aliases" USING btree ("folded","kind");--> statement-breakpoint
CREATE INDEX "accounts_change" ON "accounts" USING btree ("change","id");--> statement-breakpoint
CREATE INDEX "contacts_change" ON "contacts" USING btree ("change","email");