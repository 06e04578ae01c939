CREATE TABLE "sender" (
	"bot" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"fence" bigint NOT NULL,
	"held_until" timestamp with time zone NOT NULL,
	"silent_until" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "chat_guard" ADD COLUMN "floods" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "chat_guard" ADD COLUMN "silent_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "leaves_on" date;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "fence" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "retry_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "cost" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "incoming_of_chat" ON "incoming" USING btree ("bot","chat_id","received_at");--> statement-breakpoint
CREATE INDEX "message_sent" ON "message" USING btree ("bot","sent_at","cost") WHERE state = 'sent';--> statement-breakpoint
CREATE INDEX "visit_lead_seat_id_index" ON "visit" USING btree ("lead_seat_id");--> statement-breakpoint
CREATE INDEX "visit_deputy_seat_id_index" ON "visit" USING btree ("deputy_seat_id");