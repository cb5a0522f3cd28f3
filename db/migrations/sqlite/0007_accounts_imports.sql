CREATE TABLE `account_aliases` (
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`folded` text NOT NULL,
	`text` text NOT NULL,
	`author` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `kind`, `folded`)
);
--> statement-breakpoint
CREATE INDEX `account_aliases_text` ON `account_aliases` (`folded`,`kind`);--> statement-breakpoint
CREATE TABLE `import_rows` (
	`import_id` text NOT NULL,
	`key` text NOT NULL,
	`line` integer NOT NULL,
	`ref` text,
	`patch` text NOT NULL,
	PRIMARY KEY(`import_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `imports` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`author` text NOT NULL,
	`state` text NOT NULL,
	`report` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `accounts` ADD `details` text;--> statement-breakpoint
ALTER TABLE `accounts` ADD `change` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `accounts_change` ON `accounts` (`change`,`id`);--> statement-breakpoint
ALTER TABLE `contacts` ADD `facts` text;--> statement-breakpoint
ALTER TABLE `contacts` ADD `change` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `contacts_change` ON `contacts` (`change`,`email`);