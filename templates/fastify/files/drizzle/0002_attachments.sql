CREATE TABLE "attachments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"note_id" uuid,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_note_id_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."notes"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_note_created" ON "attachments" USING btree ("note_id","created_at","id");--> statement-breakpoint
CREATE INDEX "attachments_deleted" ON "attachments" USING btree ("id") WHERE "attachments"."note_id" is null;