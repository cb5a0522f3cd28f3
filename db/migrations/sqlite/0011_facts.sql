CREATE TABLE `fact_cache` (
	`source` text NOT NULL,
	`key` text NOT NULL,
	`facts` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`source`, `key`)
);
--> statement-breakpoint
CREATE INDEX `fact_cache_age` ON `fact_cache` (`at`);--> statement-breakpoint
CREATE TABLE `late_facts` (
	`lead_id` text NOT NULL,
	`source` text NOT NULL,
	`claims` text NOT NULL,
	PRIMARY KEY(`lead_id`, `source`)
);
