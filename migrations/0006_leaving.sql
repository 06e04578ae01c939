ALTER TABLE "difficulty" ADD COLUMN "is_correction" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "chat_guard_awaits_person" ON "chat_guard" USING btree ("awaits_person_id") WHERE awaits_person_id is not null;--> statement-breakpoint
CREATE INDEX "chat_guard_awaits_code" ON "chat_guard" USING btree ("awaits_code_id") WHERE awaits_code_id is not null;--> statement-breakpoint
CREATE INDEX "erasure_request_person_id_index" ON "erasure_request" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "link_code_person_id_index" ON "link_code" USING btree ("person_id");