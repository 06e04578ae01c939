CREATE TABLE "account" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "account_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"bot" text NOT NULL,
	"chat_id" text NOT NULL,
	"person_id" integer NOT NULL,
	"state" text NOT NULL,
	"preferred" boolean NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "account_bot_chatId_unique" UNIQUE("bot","chat_id")
);
--> statement-breakpoint
CREATE TABLE "answer" (
	"due_report_id" integer NOT NULL,
	"row_key" text NOT NULL,
	"kind" text NOT NULL,
	"value" numeric,
	"text" text,
	"author_id" integer NOT NULL,
	"revision" integer NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "answer_due_report_id_row_key_pk" PRIMARY KEY("due_report_id","row_key"),
	CONSTRAINT "answer_value" CHECK ((kind = 'value') = (value is not null))
);
--> statement-breakpoint
CREATE TABLE "approval" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "approval_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"due_report_id" integer NOT NULL,
	"version" integer NOT NULL,
	"coordinator_unit_id" integer NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"decided_by" integer,
	"decided_at" timestamp with time zone,
	CONSTRAINT "approval_dueReportId_version_unique" UNIQUE("due_report_id","version")
);
--> statement-breakpoint
CREATE TABLE "change_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "change_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone NOT NULL,
	"person_id" integer,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"subject_id" integer,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE TABLE "chat_guard" (
	"bot" text NOT NULL,
	"chat_id" text NOT NULL,
	"wrong_codes" integer NOT NULL,
	"locked_until" timestamp with time zone,
	CONSTRAINT "chat_guard_bot_chat_id_pk" PRIMARY KEY("bot","chat_id")
);
--> statement-breakpoint
CREATE TABLE "clockwork" (
	"name" text PRIMARY KEY NOT NULL,
	"handled_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dialogue" (
	"person_id" integer PRIMARY KEY NOT NULL,
	"cursor" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "difficulty" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "difficulty_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"unit_id" integer NOT NULL,
	"coordinator_unit_id" integer NOT NULL,
	"asked_by" integer NOT NULL,
	"text" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answered_by" integer,
	"answer" text,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "due_report" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "due_report_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"plan_id" integer NOT NULL,
	"obligation_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"period" text NOT NULL,
	"visit_id" integer,
	"form_version_id" integer,
	"coordinator_unit_id" integer NOT NULL,
	"state" text NOT NULL,
	"bound" text,
	"printed_day" date,
	"last_day" date,
	"version" integer NOT NULL,
	"revision" integer NOT NULL,
	"figures_at" timestamp with time zone,
	"document_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"on_time" boolean,
	CONSTRAINT "due_report_obligationId_unitId_period_unique" UNIQUE("obligation_id","unit_id","period")
);
--> statement-breakpoint
CREATE TABLE "extension" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "extension_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"due_report_id" integer NOT NULL,
	"from_day" date,
	"to_day" date NOT NULL,
	"paper_number" text NOT NULL,
	"paper_date" date,
	"recorded_by" integer NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "form_version" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "form_version_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"plan_id" integer NOT NULL,
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	CONSTRAINT "form_version_planId_key_version_unique" UNIQUE("plan_id","key","version")
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "grants_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"person_id" integer NOT NULL,
	"role" text NOT NULL,
	"unit_id" integer,
	"seat_id" integer,
	"valid_from" date NOT NULL,
	"valid_to" date
);
--> statement-breakpoint
CREATE TABLE "incoming" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incoming_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bot" text NOT NULL,
	"external_id" text NOT NULL,
	"chat_id" text NOT NULL,
	"payload" jsonb NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"error" text,
	CONSTRAINT "incoming_bot_externalId_unique" UNIQUE("bot","external_id")
);
--> statement-breakpoint
CREATE TABLE "jurisdiction" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "jurisdiction_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "jurisdiction_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "link_code" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "link_code_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"person_id" integer NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "link_code_codeHash_unique" UNIQUE("code_hash")
);
--> statement-breakpoint
CREATE TABLE "message" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "message_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bot" text NOT NULL,
	"chat_id" text NOT NULL,
	"person_id" integer,
	"kind" text NOT NULL,
	"priority" smallint NOT NULL,
	"key" text,
	"subject" jsonb,
	"body" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"useful_until" timestamp with time zone,
	"state" text NOT NULL,
	"why" text,
	"attempts" integer NOT NULL,
	"claimed_until" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"external_id" text,
	CONSTRAINT "message_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "obligation" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "obligation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"plan_id" integer NOT NULL,
	"key" text NOT NULL,
	"title" text NOT NULL,
	"printed" text NOT NULL,
	"rule" jsonb NOT NULL,
	"owing" jsonb NOT NULL,
	"recipient" text NOT NULL,
	"coordinator_unit_id" integer NOT NULL,
	"proof" text NOT NULL,
	"form_key" text,
	"period" text,
	"for_visit" boolean NOT NULL,
	CONSTRAINT "obligation_planId_key_unique" UNIQUE("plan_id","key")
);
--> statement-breakpoint
CREATE TABLE "passed_check" (
	"due_report_id" integer NOT NULL,
	"check_key" text NOT NULL,
	"reason" text NOT NULL,
	"author_id" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "passed_check_due_report_id_check_key_pk" PRIMARY KEY("due_report_id","check_key")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "person_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"jurisdiction_id" integer NOT NULL,
	"unit_id" integer,
	"name" text NOT NULL,
	"honorific" text,
	"title" text,
	"phone" text,
	"preferences" jsonb NOT NULL,
	"erased_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "plan" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "plan_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"jurisdiction_id" integer NOT NULL,
	"key" text NOT NULL,
	"title" text NOT NULL,
	"issuer" text NOT NULL,
	"number" text,
	"issued_on" date,
	"effective_from" date NOT NULL,
	"year" integer NOT NULL,
	"state" text NOT NULL,
	"coordinator_unit_id" integer NOT NULL,
	"words" jsonb NOT NULL,
	"policy" jsonb NOT NULL,
	"source" jsonb NOT NULL,
	"first_loaded_on" date NOT NULL,
	"loaded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "plan_jurisdictionId_key_unique" UNIQUE("jurisdiction_id","key")
);
--> statement-breakpoint
CREATE TABLE "registered_document" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "registered_document_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"due_report_id" integer NOT NULL,
	"number" text,
	"issued_on" date,
	"registered_by" integer NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	"received_on" date,
	"by_receiver" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reminder" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reminder_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"plan_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"due_report_id" integer,
	"visit_id" integer,
	"person_id" integer,
	"fire_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"why" text,
	CONSTRAINT "reminder_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "seat" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "seat_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"plan_id" integer NOT NULL,
	"key" text NOT NULL,
	"role" text NOT NULL,
	"title" text NOT NULL,
	"unit_id" integer,
	"fields" text[] NOT NULL,
	"person_id" integer,
	CONSTRAINT "seat_planId_key_unique" UNIQUE("plan_id","key")
);
--> statement-breakpoint
CREATE TABLE "setting" (
	"key" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "submission" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "submission_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"due_report_id" integer NOT NULL,
	"no" integer NOT NULL,
	"complete" boolean NOT NULL,
	"form_version_id" integer,
	"content" jsonb NOT NULL,
	"digest" text NOT NULL,
	"as_of" date NOT NULL,
	"person_id" integer NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"receipt_code" text NOT NULL,
	CONSTRAINT "submission_receiptCode_unique" UNIQUE("receipt_code"),
	CONSTRAINT "submission_dueReportId_no_unique" UNIQUE("due_report_id","no")
);
--> statement-breakpoint
CREATE TABLE "supplement_request" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "supplement_request_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"due_report_id" integer NOT NULL,
	"asked_by" integer NOT NULL,
	"text" text NOT NULL,
	"due_on" date,
	"asked_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "table_line" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "table_line_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"due_report_id" integer NOT NULL,
	"table_key" text NOT NULL,
	"block_key" text NOT NULL,
	"position" integer NOT NULL,
	"label" text NOT NULL,
	"cells" jsonb NOT NULL,
	"explanation" text,
	"author_id" integer NOT NULL,
	"revision" integer NOT NULL,
	CONSTRAINT "table_line_dueReportId_tableKey_blockKey_label_unique" UNIQUE("due_report_id","table_key","block_key","label")
);
--> statement-breakpoint
CREATE TABLE "task" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "task_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"plan_id" integer NOT NULL,
	"no" text NOT NULL,
	"field" text,
	"text" text NOT NULL,
	"products" text[] NOT NULL,
	"target" text,
	"rule" jsonb NOT NULL,
	"conditional" boolean NOT NULL,
	"last_day" date,
	"arisen" boolean NOT NULL,
	"done_on" date,
	CONSTRAINT "task_planId_no_unique" UNIQUE("plan_id","no")
);
--> statement-breakpoint
CREATE TABLE "task_unit" (
	"task_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"part" text NOT NULL,
	CONSTRAINT "task_unit_task_id_unit_id_pk" PRIMARY KEY("task_id","unit_id")
);
--> statement-breakpoint
CREATE TABLE "unit" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "unit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"jurisdiction_id" integer NOT NULL,
	"name" text NOT NULL,
	"level" text NOT NULL,
	"aliases" text[] NOT NULL,
	"parent_name" text,
	"printed" boolean NOT NULL,
	"valid_from" date,
	"valid_to" date,
	"successor_id" integer,
	CONSTRAINT "unit_jurisdictionId_name_unique" UNIQUE("jurisdiction_id","name")
);
--> statement-breakpoint
CREATE TABLE "visit" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "visit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"plan_id" integer NOT NULL,
	"no" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"precision" text NOT NULL,
	"lead_seat_id" integer,
	"deputy_seat_id" integer,
	"coordinator_unit_id" integer NOT NULL,
	"state" text NOT NULL,
	"surprise" boolean NOT NULL,
	"session_at" timestamp with time zone,
	"session_place" text,
	"session_note" text,
	"notice_number" text,
	"notice_date" date,
	"version" integer NOT NULL,
	CONSTRAINT "visit_planId_no_unique" UNIQUE("plan_id","no")
);
--> statement-breakpoint
CREATE TABLE "visit_member" (
	"visit_id" integer NOT NULL,
	"seat_id" integer NOT NULL,
	CONSTRAINT "visit_member_visit_id_seat_id_pk" PRIMARY KEY("visit_id","seat_id")
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer" ADD CONSTRAINT "answer_due_report_id_due_report_id_fk" FOREIGN KEY ("due_report_id") REFERENCES "public"."due_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer" ADD CONSTRAINT "answer_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_due_report_id_due_report_id_fk" FOREIGN KEY ("due_report_id") REFERENCES "public"."due_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_coordinator_unit_id_unit_id_fk" FOREIGN KEY ("coordinator_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval" ADD CONSTRAINT "approval_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dialogue" ADD CONSTRAINT "dialogue_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "difficulty" ADD CONSTRAINT "difficulty_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "difficulty" ADD CONSTRAINT "difficulty_coordinator_unit_id_unit_id_fk" FOREIGN KEY ("coordinator_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "difficulty" ADD CONSTRAINT "difficulty_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "difficulty" ADD CONSTRAINT "difficulty_answered_by_person_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "due_report" ADD CONSTRAINT "due_report_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "due_report" ADD CONSTRAINT "due_report_obligation_id_obligation_id_fk" FOREIGN KEY ("obligation_id") REFERENCES "public"."obligation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "due_report" ADD CONSTRAINT "due_report_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "due_report" ADD CONSTRAINT "due_report_visit_id_visit_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "due_report" ADD CONSTRAINT "due_report_form_version_id_form_version_id_fk" FOREIGN KEY ("form_version_id") REFERENCES "public"."form_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "due_report" ADD CONSTRAINT "due_report_coordinator_unit_id_unit_id_fk" FOREIGN KEY ("coordinator_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extension" ADD CONSTRAINT "extension_due_report_id_due_report_id_fk" FOREIGN KEY ("due_report_id") REFERENCES "public"."due_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extension" ADD CONSTRAINT "extension_recorded_by_person_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form_version" ADD CONSTRAINT "form_version_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_seat_id_seat_id_fk" FOREIGN KEY ("seat_id") REFERENCES "public"."seat"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_code" ADD CONSTRAINT "link_code_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_coordinator_unit_id_unit_id_fk" FOREIGN KEY ("coordinator_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passed_check" ADD CONSTRAINT "passed_check_due_report_id_due_report_id_fk" FOREIGN KEY ("due_report_id") REFERENCES "public"."due_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passed_check" ADD CONSTRAINT "passed_check_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_jurisdiction_id_jurisdiction_id_fk" FOREIGN KEY ("jurisdiction_id") REFERENCES "public"."jurisdiction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan" ADD CONSTRAINT "plan_jurisdiction_id_jurisdiction_id_fk" FOREIGN KEY ("jurisdiction_id") REFERENCES "public"."jurisdiction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan" ADD CONSTRAINT "plan_coordinator_unit_id_unit_id_fk" FOREIGN KEY ("coordinator_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registered_document" ADD CONSTRAINT "registered_document_due_report_id_due_report_id_fk" FOREIGN KEY ("due_report_id") REFERENCES "public"."due_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registered_document" ADD CONSTRAINT "registered_document_registered_by_person_id_fk" FOREIGN KEY ("registered_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_due_report_id_due_report_id_fk" FOREIGN KEY ("due_report_id") REFERENCES "public"."due_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_visit_id_visit_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat" ADD CONSTRAINT "seat_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat" ADD CONSTRAINT "seat_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat" ADD CONSTRAINT "seat_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_due_report_id_due_report_id_fk" FOREIGN KEY ("due_report_id") REFERENCES "public"."due_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_form_version_id_form_version_id_fk" FOREIGN KEY ("form_version_id") REFERENCES "public"."form_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplement_request" ADD CONSTRAINT "supplement_request_due_report_id_due_report_id_fk" FOREIGN KEY ("due_report_id") REFERENCES "public"."due_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "supplement_request" ADD CONSTRAINT "supplement_request_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_line" ADD CONSTRAINT "table_line_due_report_id_due_report_id_fk" FOREIGN KEY ("due_report_id") REFERENCES "public"."due_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_line" ADD CONSTRAINT "table_line_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_unit" ADD CONSTRAINT "task_unit_task_id_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."task"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_unit" ADD CONSTRAINT "task_unit_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unit" ADD CONSTRAINT "unit_jurisdiction_id_jurisdiction_id_fk" FOREIGN KEY ("jurisdiction_id") REFERENCES "public"."jurisdiction"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_lead_seat_id_seat_id_fk" FOREIGN KEY ("lead_seat_id") REFERENCES "public"."seat"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_deputy_seat_id_seat_id_fk" FOREIGN KEY ("deputy_seat_id") REFERENCES "public"."seat"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_coordinator_unit_id_unit_id_fk" FOREIGN KEY ("coordinator_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_member" ADD CONSTRAINT "visit_member_visit_id_visit_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_member" ADD CONSTRAINT "visit_member_seat_id_seat_id_fk" FOREIGN KEY ("seat_id") REFERENCES "public"."seat"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_person_id_index" ON "account" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "approval_coordinator_unit_id_state_index" ON "approval" USING btree ("coordinator_unit_id","state");--> statement-breakpoint
CREATE INDEX "change_log_subject_subject_id_index" ON "change_log" USING btree ("subject","subject_id");--> statement-breakpoint
CREATE INDEX "change_log_at_index" ON "change_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "difficulty_coordinator_unit_id_answered_at_index" ON "difficulty" USING btree ("coordinator_unit_id","answered_at");--> statement-breakpoint
CREATE INDEX "difficulty_unit_id_index" ON "difficulty" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "due_report_unit_id_index" ON "due_report" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "due_report_visit_id_index" ON "due_report" USING btree ("visit_id");--> statement-breakpoint
CREATE INDEX "due_report_coordinator_unit_id_last_day_index" ON "due_report" USING btree ("coordinator_unit_id","last_day");--> statement-breakpoint
CREATE INDEX "due_report_last_day_index" ON "due_report" USING btree ("last_day");--> statement-breakpoint
CREATE INDEX "extension_due_report_id_index" ON "extension" USING btree ("due_report_id");--> statement-breakpoint
CREATE INDEX "grants_person_id_index" ON "grants" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "grants_unit_id_role_index" ON "grants" USING btree ("unit_id","role");--> statement-breakpoint
CREATE INDEX "grants_seat_id_index" ON "grants" USING btree ("seat_id");--> statement-breakpoint
CREATE UNIQUE INDEX "grants_person_id_role_unit_id_index" ON "grants" USING btree ("person_id","role","unit_id") WHERE valid_to is null and seat_id is null;--> statement-breakpoint
CREATE INDEX "incoming_set_aside" ON "incoming" USING btree ("received_at") WHERE state = 'set_aside';--> statement-breakpoint
CREATE INDEX "incoming_bot_id_index" ON "incoming" USING btree ("bot","id") WHERE state = 'stored';--> statement-breakpoint
CREATE INDEX "message_open" ON "message" USING btree ("bot","priority","id") WHERE state in ('ready', 'sending');--> statement-breakpoint
CREATE INDEX "message_of_chat" ON "message" USING btree ("bot","chat_id","id") WHERE state in ('ready', 'sending');--> statement-breakpoint
CREATE INDEX "message_of_person" ON "message" USING btree ("person_id","kind","created_at");--> statement-breakpoint
CREATE INDEX "message_laid_aside" ON "message" USING btree ("not_before") WHERE state = 'dead';--> statement-breakpoint
CREATE INDEX "person_unit_id_index" ON "person" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "person_jurisdiction_id_name_index" ON "person" USING btree ("jurisdiction_id","name");--> statement-breakpoint
CREATE INDEX "registered_document_due_report_id_index" ON "registered_document" USING btree ("due_report_id");--> statement-breakpoint
CREATE INDEX "reminder_fire_at_index" ON "reminder" USING btree ("fire_at") WHERE state = 'planned';--> statement-breakpoint
CREATE INDEX "reminder_due_report_id_index" ON "reminder" USING btree ("due_report_id");--> statement-breakpoint
CREATE INDEX "reminder_visit_id_index" ON "reminder" USING btree ("visit_id");--> statement-breakpoint
CREATE INDEX "reminder_unit_id_index" ON "reminder" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "seat_person_id_index" ON "seat" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "supplement_request_due_report_id_index" ON "supplement_request" USING btree ("due_report_id");--> statement-breakpoint
CREATE INDEX "task_unit_unit_id_index" ON "task_unit" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "visit_unit_id_index" ON "visit" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "visit_starts_on_index" ON "visit" USING btree ("starts_on");--> statement-breakpoint
CREATE INDEX "visit_member_seat_id_index" ON "visit_member" USING btree ("seat_id");