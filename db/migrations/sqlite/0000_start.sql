CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`domains` text NOT NULL,
	`owner_rep_id` text,
	`country` text,
	`company_size` integer,
	`industry` text,
	`parent_id` text,
	`facts` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `bookings` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`decision_id` text NOT NULL,
	`rep_id` text NOT NULL,
	`pool_id` text,
	`meeting_type_id` text NOT NULL,
	`status` text NOT NULL,
	`start_at` integer NOT NULL,
	`end_at` integer NOT NULL,
	`block_start` integer NOT NULL,
	`block_end` integer NOT NULL,
	`visitor` text NOT NULL,
	`sequence` integer NOT NULL,
	`uid` text NOT NULL,
	`manage_token_hash` text NOT NULL,
	`calendar_ref` text,
	`expires_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "bookings_block_not_empty" CHECK(block_end > block_start)
);
--> statement-breakpoint
CREATE INDEX `bookings_active` ON `bookings` (`rep_id`,`block_end`) WHERE status in ('held', 'booked', 'confirmed');--> statement-breakpoint
CREATE INDEX `bookings_holds` ON `bookings` (`expires_at`) WHERE status = 'held';--> statement-breakpoint
CREATE INDEX `bookings_of_decision` ON `bookings` (`decision_id`);--> statement-breakpoint
CREATE INDEX `bookings_of_lead` ON `bookings` (`lead_id`);--> statement-breakpoint
CREATE INDEX `bookings_by_token` ON `bookings` (`manage_token_hash`);--> statement-breakpoint
CREATE TABLE `busy` (
	`rep_id` text PRIMARY KEY NOT NULL,
	`spans` blob NOT NULL,
	`start_at` integer NOT NULL,
	`end_at` integer NOT NULL,
	`checked_at` integer NOT NULL,
	`failure` text,
	`failed_since` integer
);
--> statement-breakpoint
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
CREATE UNIQUE INDEX `connections_rep` ON `connections` (`rep_id`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`email` text PRIMARY KEY NOT NULL,
	`name` text,
	`account_id` text,
	`owner_rep_id` text
);
--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`lead_id` text NOT NULL,
	`decided_at` integer NOT NULL,
	`decision` text NOT NULL,
	`answer` text NOT NULL,
	`offer_expires_at` integer
);
--> statement-breakpoint
CREATE INDEX `decisions_of_lead` ON `decisions` (`lead_id`);--> statement-breakpoint
CREATE TABLE `heartbeat` (
	`id` integer PRIMARY KEY NOT NULL,
	`beats` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`unique_key` text NOT NULL,
	`payload` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`run_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`lease_owner` text,
	`last_error` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_unfinished` ON `jobs` (`unique_key`) WHERE state <> 'done';--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`due_at`) WHERE state in ('ready', 'leased');--> statement-breakpoint
CREATE INDEX `jobs_done` ON `jobs` (`due_at`) WHERE state = 'done';--> statement-breakpoint
CREATE TABLE `leads` (
	`id` text PRIMARY KEY NOT NULL,
	`submission_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`email` text,
	`email_domain` text,
	`name` text,
	`company` text,
	`outcome` text NOT NULL,
	`rep_id` text
);
--> statement-breakpoint
CREATE INDEX `leads_newest` ON `leads` (`created_at`);--> statement-breakpoint
CREATE TABLE `ledger` (
	`pool_id` text NOT NULL,
	`seq` integer NOT NULL,
	`rep_id` text NOT NULL,
	`kind` text NOT NULL,
	`turns` integer NOT NULL,
	`lead_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`pool_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`recipient` text NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`html` text NOT NULL,
	`ics` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `messages_newest` ON `messages` (`created_at`);--> statement-breakpoint
CREATE TABLE `setups` (
	`id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`setup` text NOT NULL,
	`author` text NOT NULL,
	`note` text NOT NULL,
	`created_at` integer NOT NULL,
	`activated_at` integer,
	`activation` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `setups_activation` ON `setups` (`activation`);--> statement-breakpoint
CREATE INDEX `setups_newest` ON `setups` (`created_at`);--> statement-breakpoint
CREATE TABLE `submissions` (
	`id` text NOT NULL,
	`revision` integer NOT NULL,
	`received_at` integer NOT NULL,
	`body` blob NOT NULL,
	`body_hash` text NOT NULL,
	`content_type` text NOT NULL,
	`origin` text NOT NULL,
	`state` text NOT NULL,
	`error_code` text,
	`lead_id` text,
	PRIMARY KEY(`id`, `revision`)
);
--> statement-breakpoint
CREATE INDEX `submissions_undecided` ON `submissions` (`received_at`) WHERE state = 'captured';