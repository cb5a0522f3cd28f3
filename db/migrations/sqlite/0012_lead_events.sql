CREATE TABLE `lead_events` (
	`lead_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`rep_id` text,
	`done_by` text NOT NULL,
	`why` text,
	PRIMARY KEY(`lead_id`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `lead_events_newest` ON `lead_events` (`at`);--> statement-breakpoint
ALTER TABLE `leads` ADD `rung` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `leads` ADD `paused_minutes` integer;