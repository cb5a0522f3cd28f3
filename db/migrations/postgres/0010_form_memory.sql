CREATE TABLE "form_memory" (
	"id" bigint PRIMARY KEY NOT NULL,
	"memory" text NOT NULL,
	"drift" text NOT NULL,
	"updated_at" bigint NOT NULL
);
