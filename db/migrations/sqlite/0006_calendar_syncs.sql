CREATE TABLE `calendar_syncs` (
	`rep_id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`cursor` text,
	`told` text NOT NULL,
	`watches` text NOT NULL,
	`watch_again_at` integer NOT NULL,
	`whole_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `busy_checked` ON `busy` (`checked_at`);