CREATE TABLE "erasure_request" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "erasure_request_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"person_id" integer NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"decided_by" integer,
	"decided_at" timestamp with time zone,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "group_chat" (
	"bot" text NOT NULL,
	"chat_id" text NOT NULL,
	"plan_id" integer NOT NULL,
	"added_by" integer NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "group_chat_bot_chat_id_pk" PRIMARY KEY("bot","chat_id")
);
--> statement-breakpoint
CREATE TABLE "stored_file" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stored_file_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"mime" text NOT NULL,
	"size" integer NOT NULL,
	"digest" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"kept_until" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "chat_guard" ADD COLUMN "awaits_person_id" integer;--> statement-breakpoint
ALTER TABLE "chat_guard" ADD COLUMN "awaits_code_id" integer;--> statement-breakpoint
ALTER TABLE "evidence" ADD COLUMN "file_id" integer;--> statement-breakpoint
ALTER TABLE "incoming" ADD COLUMN "fetch_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "incoming" ADD COLUMN "of_stranger" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "edits" bigint;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "consented_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_request_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasure_request" ADD CONSTRAINT "erasure_request_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_chat" ADD CONSTRAINT "group_chat_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_chat" ADD CONSTRAINT "group_chat_added_by_person_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "erasure_request_pending" ON "erasure_request" USING btree ("person_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "stored_file_passing" ON "stored_file" USING btree ("kept_until") WHERE kept_until is not null;--> statement-breakpoint
ALTER TABLE "chat_guard" ADD CONSTRAINT "chat_guard_awaits_person_id_person_id_fk" FOREIGN KEY ("awaits_person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_guard" ADD CONSTRAINT "chat_guard_awaits_code_id_link_code_id_fk" FOREIGN KEY ("awaits_code_id") REFERENCES "public"."link_code"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_file_id_stored_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."stored_file"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incoming_to_fetch" ON "incoming" USING btree ("bot","id") WHERE state = 'to_fetch';--> statement-breakpoint
CREATE INDEX "incoming_of_stranger" ON "incoming" USING btree ("received_at") WHERE of_stranger;--> statement-breakpoint
CREATE INDEX "message_of_nobody" ON "message" USING btree ("created_at") WHERE person_id is null;--> statement-breakpoint
CREATE INDEX "person_phone_index" ON "person" USING btree ("phone");