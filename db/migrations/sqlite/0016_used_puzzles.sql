CREATE TABLE `used_puzzles` (
	`id` text PRIMARY KEY NOT NULL,
	`submission_id` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `used_puzzles_expired` ON `used_puzzles` (`expires_at`);--> statement-breakpoint
DROP INDEX `bookings_of_decision`;