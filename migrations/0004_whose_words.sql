ALTER TABLE "chat_guard" ADD COLUMN "answers" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "chat_guard" ADD COLUMN "touched_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "incoming" ADD COLUMN "person_id" integer;--> statement-breakpoint
CREATE INDEX "incoming_of_person" ON "incoming" USING btree ("person_id","received_at") WHERE person_id is not null;