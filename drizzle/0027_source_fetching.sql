ALTER TABLE "import_run" ADD COLUMN "is_scheduled" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "next_run_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "is_partial" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "fetching" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "credentials" text;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "last_fetch" jsonb;--> statement-breakpoint
ALTER TABLE "source" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "source_due" ON "source" USING btree ("next_run_at") WHERE "source"."next_run_at" is not null;