ALTER TYPE "public"."badge_format" ADD VALUE 'EUROPASS_ELM';--> statement-breakpoint
ALTER TYPE "public"."badge_format" ADD VALUE 'CREDLY';--> statement-breakpoint
ALTER TYPE "public"."badge_format" ADD VALUE 'BADGR';--> statement-breakpoint
CREATE TABLE "badge_association" (
	"learner_id" bigint NOT NULL,
	"bundle_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"source_uri" text NOT NULL,
	"target_uri" text NOT NULL,
	CONSTRAINT "badge_association_learner_id_bundle_id_position_pk" PRIMARY KEY("learner_id","bundle_id","position")
);
--> statement-breakpoint
CREATE TABLE "badge_bundle" (
	"learner_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "badge_bundle_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"issuer_uri" text NOT NULL,
	"issuer_name" text,
	"uri" text NOT NULL,
	"name" text,
	"is_partial" boolean NOT NULL,
	"issued_at" timestamp with time zone,
	"members" jsonb NOT NULL,
	"achievements" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"document" jsonb NOT NULL,
	"jws" text,
	"source_record_id" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "badge_bundle_learner_id_id_pk" PRIMARY KEY("learner_id","id")
);
--> statement-breakpoint
ALTER TABLE "badge" ADD COLUMN "results" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "badge" ADD COLUMN "endorsements" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "badge" ADD COLUMN "workload" text;--> statement-breakpoint
ALTER TABLE "badge" ADD COLUMN "credits" real;--> statement-breakpoint
ALTER TABLE "badge" ADD COLUMN "credit_framework" text;--> statement-breakpoint
ALTER TABLE "badge" ADD COLUMN "eqf_level" integer;--> statement-breakpoint
ALTER TABLE "badge" ADD COLUMN "awarding_body" text;--> statement-breakpoint
ALTER TABLE "badge" ADD COLUMN "jws" text;--> statement-breakpoint
ALTER TABLE "badge_alignment" ADD COLUMN "pointer" text;--> statement-breakpoint
ALTER TABLE "badge_alignment" ADD COLUMN "level" text;--> statement-breakpoint
ALTER TABLE "badge_alignment" ADD COLUMN "level_id" bigint;--> statement-breakpoint
ALTER TABLE "skill_evidence" ADD COLUMN "level" text;--> statement-breakpoint
ALTER TABLE "badge_association" ADD CONSTRAINT "badge_association_learner_id_bundle_id_badge_bundle_learner_id_id_fk" FOREIGN KEY ("learner_id","bundle_id") REFERENCES "public"."badge_bundle"("learner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "badge_bundle" ADD CONSTRAINT "badge_bundle_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "badge_bundle" ADD CONSTRAINT "badge_bundle_source_record_id_source_record_id_fk" FOREIGN KEY ("source_record_id") REFERENCES "public"."source_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "badge_bundle_identity" ON "badge_bundle" USING btree ("learner_id","issuer_uri","uri");--> statement-breakpoint
ALTER TABLE "badge_alignment" ADD CONSTRAINT "badge_alignment_level_id_level_id_fk" FOREIGN KEY ("level_id") REFERENCES "public"."level"("id") ON DELETE no action ON UPDATE no action;