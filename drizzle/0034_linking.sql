CREATE TYPE "public"."link_review_kind" AS ENUM('WORDS', 'CROSSWALK');--> statement-breakpoint
CREATE TYPE "public"."link_review_state" AS ENUM('OPEN', 'ACCEPTED', 'REJECTED');--> statement-breakpoint
CREATE TABLE "link_review" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "link_review_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" "link_review_kind" NOT NULL,
	"words" text NOT NULL,
	"key" text NOT NULL,
	"from_skill_id" bigint,
	"framework_id" bigint,
	"candidates" jsonb NOT NULL,
	"confidence" real NOT NULL,
	"requirements" integer DEFAULT 0 NOT NULL,
	"credential_skills" integer DEFAULT 0 NOT NULL,
	"learners" integer DEFAULT 0 NOT NULL,
	"uses" integer GENERATED ALWAYS AS (requirements + credential_skills + learners) STORED NOT NULL,
	"state" "link_review_state" DEFAULT 'OPEN' NOT NULL,
	"skill_id" bigint,
	"relation" "skill_relation_kind",
	"is_by_rule" boolean DEFAULT false NOT NULL,
	"decided_at" timestamp with time zone,
	"ranked_with" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "link_review_identity" UNIQUE NULLS NOT DISTINCT("kind","key","from_skill_id","framework_id"),
	CONSTRAINT "link_review_subject" CHECK (("link_review"."kind" = 'CROSSWALK') = ("link_review"."from_skill_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "skill_index" (
	"framework_id" bigint PRIMARY KEY NOT NULL,
	"build" uuid DEFAULT gen_random_uuid() NOT NULL,
	"stamp" text NOT NULL,
	"skills" integer NOT NULL,
	"size" integer NOT NULL,
	"chunks" integer NOT NULL,
	"built_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "skill_index_chunk" (
	"framework_id" bigint NOT NULL,
	"build" uuid NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "skill_index_chunk_framework_id_build_position_pk" PRIMARY KEY("framework_id","build","position")
);
--> statement-breakpoint
CREATE TABLE "skill_wording" (
	"words" text PRIMARY KEY NOT NULL,
	"skill_id" bigint NOT NULL,
	"is_reviewed" boolean NOT NULL,
	"decided_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "link_review" ADD CONSTRAINT "link_review_from_skill_id_skill_id_fk" FOREIGN KEY ("from_skill_id") REFERENCES "public"."skill"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_review" ADD CONSTRAINT "link_review_framework_id_framework_id_fk" FOREIGN KEY ("framework_id") REFERENCES "public"."framework"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_review" ADD CONSTRAINT "link_review_skill_id_skill_id_fk" FOREIGN KEY ("skill_id") REFERENCES "public"."skill"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_index" ADD CONSTRAINT "skill_index_framework_id_framework_id_fk" FOREIGN KEY ("framework_id") REFERENCES "public"."framework"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_index_chunk" ADD CONSTRAINT "skill_index_chunk_framework_id_skill_index_framework_id_fk" FOREIGN KEY ("framework_id") REFERENCES "public"."skill_index"("framework_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_wording" ADD CONSTRAINT "skill_wording_skill_id_skill_id_fk" FOREIGN KEY ("skill_id") REFERENCES "public"."skill"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "link_review_queue" ON "link_review" USING btree ("state","uses" DESC NULLS FIRST,"id");--> statement-breakpoint
CREATE INDEX "skill_wording_skill" ON "skill_wording" USING btree ("skill_id");