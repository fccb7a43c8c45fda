CREATE TYPE "public"."import_mode" AS ENUM('WHOLE', 'DRY_RUN', 'LEFT_OUT', 'ROLL_BACK');--> statement-breakpoint
CREATE TYPE "public"."record_change" AS ENUM('CREATED', 'UPDATED', 'TOMBSTONED');--> statement-breakpoint
CREATE TABLE "import_change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "import_change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"table" text NOT NULL,
	"operation" text NOT NULL,
	"key" jsonb NOT NULL,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE TABLE "import_diff" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "import_diff_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"change" "record_change" NOT NULL,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "mode" "import_mode" DEFAULT 'WHOLE' NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "about_run_id" bigint;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "read_from_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "read_from" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "progressed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "is_revertible" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "import_run" ADD COLUMN "rolled_back_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "import_diff" ADD CONSTRAINT "import_diff_run_id_import_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."import_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_change_run_id_id_index" ON "import_change" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "import_change_of_credential" ON "import_change" USING btree ("run_id","key") WHERE "import_change"."table" = 'credential';--> statement-breakpoint
CREATE INDEX "import_diff_run_id_id_index" ON "import_diff" USING btree ("run_id","id");