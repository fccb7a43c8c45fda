ALTER TABLE "job" ADD COLUMN "url" text;--> statement-breakpoint
ALTER TABLE "job" ADD COLUMN "source_record_id" bigint;--> statement-breakpoint
ALTER TABLE "requirement" ADD COLUMN "required_level" jsonb;--> statement-breakpoint
ALTER TABLE "requirement" ADD COLUMN "desired_level" jsonb;--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_source_record_id_source_record_id_fk" FOREIGN KEY ("source_record_id") REFERENCES "public"."source_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "job_source_record" ON "job" USING btree ("source_record_id");