CREATE TABLE `connections` (
	`id` text PRIMARY KEY NOT NULL,
	`rep_id` text NOT NULL,
	`provider` text NOT NULL,
	`account` text NOT NULL,
	`sealed` blob NOT NULL,
	`key_id` text NOT NULL,
	`busy_calendars` text NOT NULL,
	`meeting_calendar` text,
	`state` text NOT NULL,
	`lost_since` integer,
	`told_at` integer,
	`refresh_until` integer,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `connections_rep` ON `connections` (`rep_id`);