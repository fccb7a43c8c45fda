CREATE TYPE "public"."prior_learning_state" AS ENUM('DRAFT', 'SUBMITTED', 'UNDER_REVIEW', 'RECOGNISED', 'DECLINED');--> statement-breakpoint
CREATE TABLE "prior_learning_claim" (
	"learner_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "prior_learning_claim_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"provider_id" bigint NOT NULL,
	"credential_id" bigint,
	"description" text NOT NULL,
	"state" "prior_learning_state" DEFAULT 'DRAFT' NOT NULL,
	"claimant_name" text,
	"reason" text,
	"submitted_at" timestamp with time zone,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "prior_learning_claim_learner_id_id_pk" PRIMARY KEY("learner_id","id")
);
--> statement-breakpoint
CREATE TABLE "prior_learning_document" (
	"learner_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "prior_learning_document_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"claim_id" bigint NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"content" "bytea" NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "prior_learning_document_learner_id_id_pk" PRIMARY KEY("learner_id","id")
);
--> statement-breakpoint
CREATE TABLE "prior_learning_skill" (
	"learner_id" bigint NOT NULL,
	"claim_id" bigint NOT NULL,
	"skill_id" bigint NOT NULL,
	CONSTRAINT "prior_learning_skill_learner_id_claim_id_skill_id_pk" PRIMARY KEY("learner_id","claim_id","skill_id")
);
--> statement-breakpoint
ALTER TABLE "prior_learning_claim" ADD CONSTRAINT "prior_learning_claim_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prior_learning_claim" ADD CONSTRAINT "prior_learning_claim_provider_id_organization_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prior_learning_claim" ADD CONSTRAINT "prior_learning_claim_credential_id_credential_id_fk" FOREIGN KEY ("credential_id") REFERENCES "public"."credential"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prior_learning_document" ADD CONSTRAINT "prior_learning_document_learner_id_claim_id_prior_learning_claim_learner_id_id_fk" FOREIGN KEY ("learner_id","claim_id") REFERENCES "public"."prior_learning_claim"("learner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prior_learning_skill" ADD CONSTRAINT "prior_learning_skill_skill_id_skill_id_fk" FOREIGN KEY ("skill_id") REFERENCES "public"."skill"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prior_learning_skill" ADD CONSTRAINT "prior_learning_skill_learner_id_claim_id_prior_learning_claim_learner_id_id_fk" FOREIGN KEY ("learner_id","claim_id") REFERENCES "public"."prior_learning_claim"("learner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "prior_learning_claim_id" ON "prior_learning_claim" USING btree ("id");--> statement-breakpoint
CREATE INDEX "prior_learning_claim_of_provider" ON "prior_learning_claim" USING btree ("provider_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "prior_learning_document_id" ON "prior_learning_document" USING btree ("id");--> statement-breakpoint
CREATE INDEX "prior_learning_document_of_claim" ON "prior_learning_document" USING btree ("learner_id","claim_id");