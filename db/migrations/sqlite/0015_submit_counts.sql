CREATE TABLE `submit_counts` (
	`process` text NOT NULL,
	`sender` text NOT NULL,
	`step` integer NOT NULL,
	`count` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`process`, `sender`, `step`)
);
--> statement-breakpoint
CREATE INDEX `submit_counts_updated` ON `submit_counts` (`updated_at`);