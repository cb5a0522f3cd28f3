CREATE TABLE `booking_events` (
	`booking_id` text NOT NULL,
	`seq` integer NOT NULL,
	`lead_id` text NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`from_status` text,
	`to_status` text NOT NULL,
	`done_by` text NOT NULL,
	`why` text,
	PRIMARY KEY(`booking_id`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `booking_events_of_lead` ON `booking_events` (`lead_id`);--> statement-breakpoint
DROP INDEX `bookings_active`;--> statement-breakpoint
ALTER TABLE `bookings` ADD `answers` text;--> statement-breakpoint
ALTER TABLE `bookings` ADD `guests` text;--> statement-breakpoint
ALTER TABLE `bookings` ADD `moves` integer;--> statement-breakpoint
ALTER TABLE `bookings` ADD `confirmed_by` text;--> statement-breakpoint
CREATE INDEX `bookings_open` ON `bookings` (`end_at`) WHERE status in ('booked', 'confirmed');--> statement-breakpoint
CREATE INDEX `bookings_active` ON `bookings` (`rep_id`,`block_end`) WHERE status in ('held', 'booked', 'confirmed', 'completed', 'no_show');