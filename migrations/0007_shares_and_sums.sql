CREATE TABLE "contribution" (
	"due_report_id" integer NOT NULL,
	"row_key" text NOT NULL,
	"source" text NOT NULL,
	"value" numeric,
	"author_id" integer NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	CONSTRAINT "contribution_due_report_id_row_key_source_pk" PRIMARY KEY("due_report_id","row_key","source")
);
--> statement-breakpoint
CREATE TABLE "section_share" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "section_share_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"due_report_id" integer NOT NULL,
	"part" text NOT NULL,
	"person_id" integer NOT NULL,
	"given_by" integer NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "due_report" ADD COLUMN "as_of" date;--> statement-breakpoint
ALTER TABLE "contribution" ADD CONSTRAINT "contribution_due_report_id_due_report_id_fk" FOREIGN KEY ("due_report_id") REFERENCES "public"."due_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contribution" ADD CONSTRAINT "contribution_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "section_share" ADD CONSTRAINT "section_share_due_report_id_due_report_id_fk" FOREIGN KEY ("due_report_id") REFERENCES "public"."due_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "section_share" ADD CONSTRAINT "section_share_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "section_share" ADD CONSTRAINT "section_share_given_by_person_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "section_share_due_report_id_part_person_id_index" ON "section_share" USING btree ("due_report_id","part","person_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "section_share_person_id_index" ON "section_share" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "unit_jurisdiction_id_parent_name_index" ON "unit" USING btree ("jurisdiction_id","parent_name");