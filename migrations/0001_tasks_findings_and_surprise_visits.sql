CREATE TABLE "conclusion" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "conclusion_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"plan_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"visit_id" integer,
	"coordinator_unit_id" integer NOT NULL,
	"number" text NOT NULL,
	"issued_on" date NOT NULL,
	"signer" text,
	"recorded_by" integer NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "conclusion_planId_unitId_number_issuedOn_unique" UNIQUE("plan_id","unit_id","number","issued_on")
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "evidence_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"task_report_id" integer NOT NULL,
	"bot" text NOT NULL,
	"ref" text NOT NULL,
	"name" text NOT NULL,
	"mime" text,
	"size" integer NOT NULL,
	"sent_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "task_extension" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "task_extension_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"task_id" integer NOT NULL,
	"unit_id" integer,
	"asked_by" integer,
	"asked_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"wanted_day" date,
	"state" text NOT NULL,
	"from_day" date,
	"to_day" date,
	"paper_number" text,
	"paper_date" date,
	"decided_by" integer,
	"decided_at" timestamp with time zone,
	"answer" text
);
--> statement-breakpoint
CREATE TABLE "task_report" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "task_report_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"task_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"done_on" date,
	"product_number" text,
	"product_date" date,
	"product_link" text,
	"reported_by" integer NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"decided_by" integer,
	"decided_at" timestamp with time zone,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "visit_stage" (
	"visit_id" integer NOT NULL,
	"stage_key" text NOT NULL,
	"planned_on" date,
	"done_on" date,
	"note" text,
	"recorded_by" integer NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "visit_stage_visit_id_stage_key_pk" PRIMARY KEY("visit_id","stage_key")
);
--> statement-breakpoint
ALTER TABLE "task" DROP CONSTRAINT "task_planId_no_unique";--> statement-breakpoint
ALTER TABLE "visit" ALTER COLUMN "no" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "answer" ADD COLUMN "recheck" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "reminder" ADD COLUMN "task_id" integer;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "origin" text DEFAULT 'plan' NOT NULL;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "conclusion_id" integer;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "finding" text;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "goals" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "task" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "task_unit" ADD COLUMN "done_on" date;--> statement-breakpoint
ALTER TABLE "visit" ADD COLUMN "origin" text DEFAULT 'plan' NOT NULL;--> statement-breakpoint
ALTER TABLE "visit" ADD COLUMN "fields" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "visit" ADD COLUMN "created_by" integer;--> statement-breakpoint
ALTER TABLE "visit" ADD COLUMN "cancelled_why" text;--> statement-breakpoint
ALTER TABLE "conclusion" ADD CONSTRAINT "conclusion_plan_id_plan_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."plan"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conclusion" ADD CONSTRAINT "conclusion_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conclusion" ADD CONSTRAINT "conclusion_visit_id_visit_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conclusion" ADD CONSTRAINT "conclusion_coordinator_unit_id_unit_id_fk" FOREIGN KEY ("coordinator_unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conclusion" ADD CONSTRAINT "conclusion_recorded_by_person_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_task_report_id_task_report_id_fk" FOREIGN KEY ("task_report_id") REFERENCES "public"."task_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_extension" ADD CONSTRAINT "task_extension_task_id_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."task"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_extension" ADD CONSTRAINT "task_extension_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_extension" ADD CONSTRAINT "task_extension_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_extension" ADD CONSTRAINT "task_extension_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_report" ADD CONSTRAINT "task_report_task_id_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."task"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_report" ADD CONSTRAINT "task_report_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_report" ADD CONSTRAINT "task_report_reported_by_person_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_report" ADD CONSTRAINT "task_report_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_stage" ADD CONSTRAINT "visit_stage_visit_id_visit_id_fk" FOREIGN KEY ("visit_id") REFERENCES "public"."visit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_stage" ADD CONSTRAINT "visit_stage_recorded_by_person_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conclusion_unit_id_index" ON "conclusion" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "conclusion_visit_id_index" ON "conclusion" USING btree ("visit_id");--> statement-breakpoint
CREATE INDEX "evidence_task_report_id_index" ON "evidence" USING btree ("task_report_id");--> statement-breakpoint
CREATE INDEX "task_extension_task_id_index" ON "task_extension" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "task_extension_pending" ON "task_extension" USING btree ("task_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "task_report_task_id_index" ON "task_report" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "task_report_pending" ON "task_report" USING btree ("task_id") WHERE state = 'pending';--> statement-breakpoint
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_task_id_task_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."task"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task" ADD CONSTRAINT "task_conclusion_id_conclusion_id_fk" FOREIGN KEY ("conclusion_id") REFERENCES "public"."conclusion"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit" ADD CONSTRAINT "visit_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reminder_task_id_index" ON "reminder" USING btree ("task_id");--> statement-breakpoint
CREATE UNIQUE INDEX "task_plan_id_no_index" ON "task" USING btree ("plan_id","no") WHERE conclusion_id is null;--> statement-breakpoint
CREATE UNIQUE INDEX "task_conclusion_id_no_index" ON "task" USING btree ("conclusion_id","no") WHERE conclusion_id is not null;