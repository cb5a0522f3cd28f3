ALTER TABLE "accounts" ADD COLUMN "removed_at" bigint;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "removed_at" bigint;--> statement-breakpoint
CREATE INDEX "accounts_removed" ON "accounts" USING btree ("removed_at") WHERE removed_at is not null;--> statement-breakpoint
CREATE INDEX "contacts_removed" ON "contacts" USING btree ("removed_at") WHERE removed_at is not null;