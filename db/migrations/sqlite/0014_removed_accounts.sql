ALTER TABLE `accounts` ADD `removed_at` integer;--> statement-breakpoint
CREATE INDEX `accounts_removed` ON `accounts` (`removed_at`) WHERE removed_at is not null;--> statement-breakpoint
ALTER TABLE `contacts` ADD `removed_at` integer;--> statement-breakpoint
CREATE INDEX `contacts_removed` ON `contacts` (`removed_at`) WHERE removed_at is not null;