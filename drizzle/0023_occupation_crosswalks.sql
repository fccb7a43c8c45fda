CREATE TYPE "public"."occupation_crosswalk_kind" AS ENUM('EXACT', 'CLOSE', 'BROADER', 'NARROWER', 'RELATED');--> statement-breakpoint
ALTER TYPE "public"."occupation_skill_relation" ADD VALUE 'NOT_NEEDED';--> statement-breakpoint
CREATE TABLE "occupation_crosswalk" (
	"source_id" bigint NOT NULL,
	"from_framework" text DEFAULT '' NOT NULL,
	"from_ref" text NOT NULL,
	"from_id" bigint,
	"kind" "occupation_crosswalk_kind" NOT NULL,
	"to_framework" text DEFAULT '' NOT NULL,
	"to_ref" text NOT NULL,
	"to_id" bigint,
	"confidence" real DEFAULT 1 NOT NULL,
	"vintage" text,
	"raw" jsonb,
	CONSTRAINT "occupation_crosswalk_pk" PRIMARY KEY("source_id","from_framework","from_ref","kind","to_framework","to_ref")
);
--> statement-breakpoint
ALTER TABLE "occupation_skill" ADD COLUMN "importance" real;--> statement-breakpoint
ALTER TABLE "occupation_skill" ADD COLUMN "level" real;--> statement-breakpoint
ALTER TABLE "occupation_skill" ADD COLUMN "level_scale_id" bigint;--> statement-breakpoint
ALTER TABLE "occupation_skill" ADD COLUMN "raw" jsonb;--> statement-breakpoint
ALTER TABLE "occupation_crosswalk" ADD CONSTRAINT "occupation_crosswalk_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation_crosswalk" ADD CONSTRAINT "occupation_crosswalk_from_id_occupation_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."occupation"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation_crosswalk" ADD CONSTRAINT "occupation_crosswalk_to_id_occupation_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."occupation"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "occupation_crosswalk_from" ON "occupation_crosswalk" USING btree ("from_id");--> statement-breakpoint
CREATE INDEX "occupation_crosswalk_to" ON "occupation_crosswalk" USING btree ("to_id");--> statement-breakpoint
CREATE INDEX "occupation_crosswalk_unresolved" ON "occupation_crosswalk" USING btree ("source_id") WHERE "occupation_crosswalk"."from_id" is null or "occupation_crosswalk"."to_id" is null;--> statement-breakpoint
ALTER TABLE "occupation_skill" ADD CONSTRAINT "occupation_skill_level_scale_id_level_scale_id_fk" FOREIGN KEY ("level_scale_id") REFERENCES "public"."level_scale"("id") ON DELETE no action ON UPDATE no action;