CREATE TYPE "public"."access_kind" AS ENUM('PROFILE', 'BADGES', 'SKILLS', 'CANDIDATES', 'SKILL_GAP', 'PLANS', 'PRIOR_LEARNING');--> statement-breakpoint
CREATE TYPE "public"."access_reader" AS ENUM('ORGANIZATION', 'LINK', 'ADMINISTRATOR', 'ANYONE');--> statement-breakpoint
CREATE TABLE "learner_access" (
	"learner_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "learner_access_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"on_day" date NOT NULL,
	"kind" "access_kind" NOT NULL,
	"reader" "access_reader" NOT NULL,
	"organization_id" bigint,
	"grant_id" bigint,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"times" integer NOT NULL,
	CONSTRAINT "learner_access_learner_id_id_pk" PRIMARY KEY("learner_id","id"),
	CONSTRAINT "learner_access_once" UNIQUE NULLS NOT DISTINCT("learner_id","on_day","kind","reader","organization_id","grant_id")
);
--> statement-breakpoint
ALTER TABLE "learner_access" ADD CONSTRAINT "learner_access_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_access" ADD CONSTRAINT "learner_access_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_access" ADD CONSTRAINT "learner_access_learner_id_grant_id_consent_grant_learner_id_id_fk" FOREIGN KEY ("learner_id","grant_id") REFERENCES "public"."consent_grant"("learner_id","id") ON DELETE cascade ON UPDATE no action;