CREATE TABLE `form_memory` (
	`id` integer PRIMARY KEY NOT NULL,
	`memory` text NOT NULL,
	`drift` text NOT NULL,
	`updated_at` integer NOT NULL
);
