CREATE TABLE `pauses` (
	`rep_id` text PRIMARY KEY NOT NULL,
	`paused_at` integer NOT NULL,
	`until_at` integer,
	`paused_by` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `leads` ADD `pool_id` text;--> statement-breakpoint
ALTER TABLE `leads` ADD `rule_id` text;--> statement-breakpoint
ALTER TABLE `leads` ADD `state` text DEFAULT 'closed' NOT NULL;--> statement-breakpoint
ALTER TABLE `leads` ADD `state_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `leads` ADD `due_at` integer;--> statement-breakpoint
CREATE INDEX `leads_due` ON `leads` (`due_at`) WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX `leads_of_person` ON `leads` (`email_domain`,`email`);