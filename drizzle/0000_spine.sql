CREATE TYPE "public"."role" AS ENUM('ADMINISTRATOR', 'PROVIDER', 'EMPLOYER', 'PORTAL', 'LEARNER', 'AUDITOR');--> statement-breakpoint
CREATE TYPE "public"."alignment_kind" AS ENUM('SKILL', 'OCCUPATION', 'CREDENTIAL', 'RUBRIC', 'LEVEL', 'UNKNOWN');--> statement-breakpoint
CREATE TYPE "public"."badge_format" AS ENUM('OPEN_BADGES_2', 'OPEN_BADGES_3');--> statement-breakpoint
CREATE TYPE "public"."badge_visibility" AS ENUM('PUBLIC', 'BY_GRANT', 'PRIVATE');--> statement-breakpoint
CREATE TYPE "public"."check_result" AS ENUM('PASS', 'FAIL', 'SKIPPED', 'UNKNOWN');--> statement-breakpoint
CREATE TYPE "public"."evidence_rung" AS ENUM('VERIFIED_ASSESSED', 'VERIFIED_UNASSESSED', 'ENDORSED', 'IMPORTED_UNVERIFIED', 'SELF_CLAIMED');--> statement-breakpoint
CREATE TYPE "public"."verification_state" AS ENUM('UNVERIFIED', 'VALID', 'INVALID', 'REVOKED', 'UNKNOWN');--> statement-breakpoint
CREATE TYPE "public"."grant_audience" AS ENUM('ORGANIZATION', 'ANY_EMPLOYER', 'LINK');--> statement-breakpoint
CREATE TYPE "public"."grant_scope" AS ENUM('ALL_BADGES', 'SOME_BADGES');--> statement-breakpoint
CREATE TYPE "public"."assessment_method" AS ENUM('EXAM', 'PROJECT', 'ASSIGNMENT', 'PORTFOLIO', 'PERFORMANCE', 'PRESENTATION', 'CONFERENCE');--> statement-breakpoint
CREATE TYPE "public"."credential_relation_kind" AS ENUM('PART_OF', 'PREPARES_FOR', 'REQUIRES', 'SUPERSEDES');--> statement-breakpoint
CREATE TYPE "public"."credential_skill_relation" AS ENUM('TEACHES', 'ASSESSES', 'REQUIRES');--> statement-breakpoint
CREATE TYPE "public"."credential_status" AS ENUM('ACTIVE', 'DEPRECATED', 'CEASED');--> statement-breakpoint
CREATE TYPE "public"."credential_type" AS ENUM('MICRO_CREDENTIAL', 'BADGE', 'CERTIFICATE', 'CERTIFICATE_OF_COMPLETION', 'CERTIFICATION', 'DIPLOMA', 'DEGREE', 'LICENSE', 'COURSE', 'OTHER');--> statement-breakpoint
CREATE TYPE "public"."credit_status" AS ENUM('CREDIT', 'NON_CREDIT', 'UNKNOWN');--> statement-breakpoint
CREATE TYPE "public"."delivery_mode" AS ENUM('FACE_TO_FACE', 'ONLINE_SYNC', 'ONLINE_ASYNC', 'HYBRID', 'WORKPLACE');--> statement-breakpoint
CREATE TYPE "public"."endorsement_fact" AS ENUM('DEMAND_CONFIRMED', 'ASSESSMENT_CONFIRMED', 'CO_DEVELOPED', 'HIRES', 'ADVISED');--> statement-breakpoint
CREATE TYPE "public"."funding_status" AS ENUM('APPROVED', 'MEETS_RULES_NOT_CONFIRMED', 'NOT_ELIGIBLE', 'UNKNOWN');--> statement-breakpoint
CREATE TYPE "public"."learning_format" AS ENUM('COURSEWORK', 'LECTURE', 'LAB', 'PROJECT', 'WORK_INTEGRATED', 'CONFERENCE');--> statement-breakpoint
CREATE TYPE "public"."link_method" AS ENUM('URI', 'CODE', 'LABEL', 'ALIAS', 'SUGGESTED_ACCEPTED_BY_RULE', 'REVIEWED', 'UNRESOLVED');--> statement-breakpoint
CREATE TYPE "public"."prior_learning_method" AS ENUM('CHALLENGE_EXAM', 'PORTFOLIO', 'INTERVIEW', 'DEMONSTRATION');--> statement-breakpoint
CREATE TYPE "public"."stack_mode" AS ENUM('VERTICAL', 'HORIZONTAL', 'VALUE_ADDED');--> statement-breakpoint
CREATE TYPE "public"."transcriptable" AS ENUM('YES', 'NO', 'CO_CURRICULAR', 'UNKNOWN');--> statement-breakpoint
CREATE TYPE "public"."tristate" AS ENUM('YES', 'NO', 'UNKNOWN');--> statement-breakpoint
CREATE TYPE "public"."importance" AS ENUM('REQUIRED', 'PREFERRED', 'UNSPECIFIED');--> statement-breakpoint
CREATE TYPE "public"."job_state" AS ENUM('OPEN', 'CLOSED');--> statement-breakpoint
CREATE TYPE "public"."requirement_kind" AS ENUM('ALL', 'ANY', 'AT_LEAST', 'SKILL', 'CREDENTIAL');--> statement-breakpoint
CREATE TYPE "public"."change_kind" AS ENUM('UPSERT', 'TOMBSTONE');--> statement-breakpoint
CREATE TYPE "public"."import_state" AS ENUM('QUEUED', 'FETCHING', 'PARSING', 'APPLYING', 'LINKING', 'COMPLETED', 'COMPLETED_WITH_ISSUES', 'FAILED', 'CANCELLED');--> statement-breakpoint
CREATE TYPE "public"."issue_severity" AS ENUM('ERROR', 'WARNING');--> statement-breakpoint
CREATE TYPE "public"."identified_noun" AS ENUM('ORGANIZATION', 'CREDENTIAL', 'SKILL', 'OCCUPATION', 'FRAMEWORK', 'LEARNER', 'JOB');--> statement-breakpoint
CREATE TYPE "public"."organization_kind" AS ENUM('UNIVERSITY', 'COLLEGE', 'INDIGENOUS_INSTITUTE', 'CAREER_COLLEGE', 'PROFESSIONAL_BODY', 'LICENSING_BODY', 'EMPLOYER', 'PORTAL', 'OTHER');--> statement-breakpoint
CREATE TYPE "public"."organization_role" AS ENUM('PROVIDER', 'EMPLOYER', 'PORTAL', 'QUALITY_BODY');--> statement-breakpoint
CREATE TYPE "public"."occupation_kind" AS ENUM('OCCUPATION', 'GROUP');--> statement-breakpoint
CREATE TYPE "public"."occupation_skill_relation" AS ENUM('ESSENTIAL', 'OPTIONAL', 'INFERRED');--> statement-breakpoint
CREATE TYPE "public"."reuse_level" AS ENUM('TRANSVERSAL', 'CROSS_SECTOR', 'SECTOR_SPECIFIC', 'OCCUPATION_SPECIFIC');--> statement-breakpoint
CREATE TYPE "public"."skill_kind" AS ENUM('SKILL', 'KNOWLEDGE', 'LANGUAGE', 'ATTITUDE', 'UNSPECIFIED', 'GROUP');--> statement-breakpoint
CREATE TYPE "public"."skill_relation_kind" AS ENUM('BROADER', 'EXACT', 'CLOSE', 'RELATED', 'PART_OF', 'REPLACED_BY', 'ESSENTIAL_FOR', 'OPTIONAL_FOR');--> statement-breakpoint
CREATE TABLE "account" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "account_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"display_name" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_client" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_client_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"role" "role" NOT NULL,
	"organization_id" bigint,
	"learner_id" bigint,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_client_keyHash_unique" UNIQUE("key_hash")
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"learner_id" bigint,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"account_id" bigint NOT NULL,
	"organization_id" bigint NOT NULL,
	"role" "role" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_account_id_organization_id_role_pk" PRIMARY KEY("account_id","organization_id","role")
);
--> statement-breakpoint
CREATE TABLE "badge" (
	"learner_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "badge_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"format" "badge_format" NOT NULL,
	"issuer_uri" text NOT NULL,
	"issuer_name" text,
	"uri" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"credential_id" bigint,
	"achievement_uri" text,
	"issued_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"verification" "verification_state" DEFAULT 'UNVERIFIED' NOT NULL,
	"visibility" "badge_visibility" DEFAULT 'BY_GRANT' NOT NULL,
	"document" jsonb NOT NULL,
	"source_record_id" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "badge_learner_id_id_pk" PRIMARY KEY("learner_id","id")
);
--> statement-breakpoint
CREATE TABLE "badge_alignment" (
	"learner_id" bigint NOT NULL,
	"badge_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"kind" "alignment_kind" NOT NULL,
	"rule" text NOT NULL,
	"target_name" text,
	"target_url" text,
	"target_code" text,
	"target_framework" text,
	"target_description" text,
	"skill_id" bigint,
	"how" "link_method" DEFAULT 'UNRESOLVED' NOT NULL,
	CONSTRAINT "badge_alignment_learner_id_badge_id_position_pk" PRIMARY KEY("learner_id","badge_id","position")
);
--> statement-breakpoint
CREATE TABLE "badge_check" (
	"learner_id" bigint NOT NULL,
	"badge_id" bigint NOT NULL,
	"name" text NOT NULL,
	"result" "check_result" NOT NULL,
	"reason" text NOT NULL,
	"checked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "badge_check_learner_id_badge_id_name_pk" PRIMARY KEY("learner_id","badge_id","name")
);
--> statement-breakpoint
CREATE TABLE "skill_evidence" (
	"learner_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "skill_evidence_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"skill_id" bigint NOT NULL,
	"rung" "evidence_rung" NOT NULL,
	"level_id" bigint,
	"badge_id" bigint,
	"valid_from" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"path" jsonb NOT NULL,
	CONSTRAINT "skill_evidence_learner_id_id_pk" PRIMARY KEY("learner_id","id"),
	CONSTRAINT "skill_evidence_identity" UNIQUE NULLS NOT DISTINCT("learner_id","skill_id","badge_id")
);
--> statement-breakpoint
CREATE TABLE "consent_grant" (
	"learner_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "consent_grant_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"audience" "grant_audience" NOT NULL,
	"organization_id" bigint,
	"scope" "grant_scope" NOT NULL,
	"shows_name" boolean DEFAULT false NOT NULL,
	"purpose" text NOT NULL,
	"starts_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "consent_grant_learner_id_id_pk" PRIMARY KEY("learner_id","id")
);
--> statement-breakpoint
CREATE TABLE "consent_grant_badge" (
	"learner_id" bigint NOT NULL,
	"grant_id" bigint NOT NULL,
	"badge_id" bigint NOT NULL,
	CONSTRAINT "consent_grant_badge_learner_id_grant_id_badge_id_pk" PRIMARY KEY("learner_id","grant_id","badge_id")
);
--> statement-breakpoint
CREATE TABLE "share_link" (
	"learner_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "share_link_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"grant_id" bigint NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "share_link_learner_id_id_pk" PRIMARY KEY("learner_id","id"),
	CONSTRAINT "share_link_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "credential" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "credential_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"provider_id" bigint NOT NULL,
	"uri" text NOT NULL,
	"type" "credential_type" NOT NULL,
	"name" jsonb NOT NULL,
	"description" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"url" text,
	"status" "credential_status" DEFAULT 'ACTIVE' NOT NULL,
	"version" text,
	"languages" text[] DEFAULT '{}' NOT NULL,
	"delivery_mode" "delivery_mode",
	"learning_formats" "learning_format"[] DEFAULT '{}' NOT NULL,
	"assessment_methods" "assessment_method"[] DEFAULT '{}' NOT NULL,
	"assessed" "tristate" DEFAULT 'UNKNOWN' NOT NULL,
	"summative_assessment" "tristate" DEFAULT 'UNKNOWN' NOT NULL,
	"proctored" "tristate" DEFAULT 'UNKNOWN' NOT NULL,
	"identity_verified" "tristate" DEFAULT 'UNKNOWN' NOT NULL,
	"evidence_visible" "tristate" DEFAULT 'UNKNOWN' NOT NULL,
	"instructional_hours" real,
	"total_hours" real,
	"duration_weeks" real,
	"self_paced" "tristate" DEFAULT 'UNKNOWN' NOT NULL,
	"cost_cents" integer,
	"currency" text,
	"credit_status" "credit_status" DEFAULT 'UNKNOWN' NOT NULL,
	"credit_value" real,
	"transcriptable" "transcriptable" DEFAULT 'UNKNOWN' NOT NULL,
	"stack_mode" "stack_mode",
	"valid_years" real,
	"quality_process" text,
	"quality_body" text,
	"quality_on" date,
	"audience" text,
	"sector" text,
	"regions" text[] DEFAULT '{}' NOT NULL,
	"cip2021" text,
	"noc2021" text[] DEFAULT '{}' NOT NULL,
	"naics2022" text[] DEFAULT '{}' NOT NULL,
	"badge_template_url" text,
	"source_record_id" bigint,
	"tombstoned_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "credential_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
CREATE TABLE "credential_relation" (
	"from_id" bigint NOT NULL,
	"kind" "credential_relation_kind" NOT NULL,
	"to_uri" text NOT NULL,
	"to_id" bigint,
	"group" text,
	"group_required" integer,
	"position" integer,
	CONSTRAINT "credential_relation_from_id_kind_to_uri_pk" PRIMARY KEY("from_id","kind","to_uri")
);
--> statement-breakpoint
CREATE TABLE "credential_skill" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "credential_skill_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"credential_id" bigint NOT NULL,
	"relation" "credential_skill_relation" NOT NULL,
	"statement" text NOT NULL,
	"skill_id" bigint,
	"how" "link_method" DEFAULT 'UNRESOLVED' NOT NULL,
	"level_id" bigint
);
--> statement-breakpoint
CREATE TABLE "endorsement" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "endorsement_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"credential_id" bigint NOT NULL,
	"partner_name" text NOT NULL,
	"partner_id" bigint,
	"fact" "endorsement_fact" NOT NULL,
	"stated_on" date,
	CONSTRAINT "endorsement_credentialId_partnerName_fact_unique" UNIQUE("credential_id","partner_name","fact")
);
--> statement-breakpoint
CREATE TABLE "funding_eligibility" (
	"credential_id" bigint NOT NULL,
	"program_id" bigint NOT NULL,
	"status" "funding_status" NOT NULL,
	"reasons" text[] DEFAULT '{}' NOT NULL,
	"checked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "funding_eligibility_credential_id_program_id_pk" PRIMARY KEY("credential_id","program_id")
);
--> statement-breakpoint
CREATE TABLE "funding_program" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "funding_program_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"jurisdiction" text NOT NULL,
	"rule_year" integer NOT NULL,
	"name" jsonb NOT NULL,
	"rules" jsonb NOT NULL,
	"url" text,
	CONSTRAINT "funding_program_code_ruleYear_unique" UNIQUE("code","rule_year")
);
--> statement-breakpoint
CREATE TABLE "offering" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "offering_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"credential_id" bigint NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"place" text,
	"cost_cents" integer,
	"currency" text,
	CONSTRAINT "offering_credentialId_startsOn_unique" UNIQUE("credential_id","starts_on")
);
--> statement-breakpoint
CREATE TABLE "prior_learning_policy" (
	"credential_id" bigint PRIMARY KEY NOT NULL,
	"available" "tristate" NOT NULL,
	"url" text,
	"methods" "prior_learning_method"[] DEFAULT '{}' NOT NULL,
	"max_percent" real,
	"fee_cents" integer
);
--> statement-breakpoint
CREATE TABLE "credential_acceptance" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "credential_acceptance_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"employer_id" bigint NOT NULL,
	"credential_id" bigint NOT NULL,
	"skill_id" bigint NOT NULL,
	"ends_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "credential_acceptance_employerId_credentialId_skillId_unique" UNIQUE("employer_id","credential_id","skill_id")
);
--> statement-breakpoint
CREATE TABLE "job" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "job_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"employer_id" bigint NOT NULL,
	"position_id" text NOT NULL,
	"title" jsonb NOT NULL,
	"description" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" "job_state" DEFAULT 'OPEN' NOT NULL,
	"region" text,
	"occupation_id" bigint,
	"noc2021" text,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closes_at" timestamp with time zone,
	"matched_at" timestamp with time zone,
	CONSTRAINT "job_identity" UNIQUE("employer_id","position_id")
);
--> statement-breakpoint
CREATE TABLE "requirement" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "requirement_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"job_id" bigint NOT NULL,
	"parent_id" bigint,
	"position" integer NOT NULL,
	"kind" "requirement_kind" NOT NULL,
	"at_least" integer,
	"importance" "importance" DEFAULT 'UNSPECIFIED' NOT NULL,
	"weight" real DEFAULT 1 NOT NULL,
	"statement" text,
	"skill_id" bigint,
	"credential_id" bigint,
	"how" "link_method" DEFAULT 'UNRESOLVED' NOT NULL,
	"required_level_id" bigint,
	"desired_level_id" bigint,
	"needed_at_hire" boolean DEFAULT true NOT NULL,
	"accepted_from" "evidence_rung"
);
--> statement-breakpoint
CREATE TABLE "goal" (
	"learner_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "goal_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"target" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "goal_learner_id_id_pk" PRIMARY KEY("learner_id","id")
);
--> statement-breakpoint
CREATE TABLE "learner" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "learner_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"account_id" bigint,
	"display_name" text NOT NULL,
	"pseudonym" text NOT NULL,
	"language" text DEFAULT 'en' NOT NULL,
	"region" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "learner_key_unique" UNIQUE("key"),
	CONSTRAINT "learner_pseudonym_unique" UNIQUE("pseudonym")
);
--> statement-breakpoint
CREATE TABLE "learner_identity" (
	"learner_id" bigint NOT NULL,
	"type" text NOT NULL,
	"value" text NOT NULL,
	"proven_at" timestamp with time zone,
	CONSTRAINT "learner_identity_learner_id_type_value_pk" PRIMARY KEY("learner_id","type","value")
);
--> statement-breakpoint
CREATE TABLE "skill_claim" (
	"learner_id" bigint NOT NULL,
	"skill_id" bigint NOT NULL,
	"level_id" bigint,
	"note" text,
	"claimed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "skill_claim_learner_id_skill_id_pk" PRIMARY KEY("learner_id","skill_id")
);
--> statement-breakpoint
CREATE TABLE "match" (
	"learner_id" bigint NOT NULL,
	"job_id" bigint NOT NULL,
	"score" real NOT NULL,
	"required_met" integer NOT NULL,
	"required_total" integer NOT NULL,
	"explanation" jsonb NOT NULL,
	"policy_version" integer NOT NULL,
	"computed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "match_learner_id_job_id_pk" PRIMARY KEY("learner_id","job_id")
);
--> statement-breakpoint
CREATE TABLE "change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" "change_kind" NOT NULL,
	"entity" text NOT NULL,
	"entity_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"client_id" bigint NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"is_paused" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "webhook_delivery_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook_id" bigint NOT NULL,
	"payload" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"delivered_at" timestamp with time zone,
	"failure" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recommendation" (
	"learner_id" bigint NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "recommendation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"plan" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "recommendation_learner_id_id_pk" PRIMARY KEY("learner_id","id")
);
--> statement-breakpoint
CREATE TABLE "import_issue" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "import_issue_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"severity" "issue_severity" NOT NULL,
	"code" text NOT NULL,
	"file" text,
	"line" integer,
	"column" text,
	"pointer" text,
	"message" text NOT NULL,
	"raw" text
);
--> statement-breakpoint
CREATE TABLE "import_run" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "import_run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source_id" bigint NOT NULL,
	"state" "import_state" DEFAULT 'QUEUED' NOT NULL,
	"seen" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"tombstoned" integer DEFAULT 0 NOT NULL,
	"issues" integer DEFAULT 0 NOT NULL,
	"warnings" integer DEFAULT 0 NOT NULL,
	"checkpoint" jsonb,
	"attempt" integer DEFAULT 0 NOT NULL,
	"bytes_total" bigint,
	"bytes_read" bigint DEFAULT 0 NOT NULL,
	"failure" jsonb,
	"queued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "import_seen" (
	"run_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"near_id" bigint NOT NULL,
	"far_id" bigint DEFAULT 0 NOT NULL,
	"edge" text DEFAULT '' NOT NULL,
	CONSTRAINT "import_seen_run_id_kind_near_id_far_id_edge_pk" PRIMARY KEY("run_id","kind","near_id","far_id","edge")
);
--> statement-breakpoint
CREATE TABLE "source" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "source_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"format" text NOT NULL,
	"location" text NOT NULL,
	"name" text NOT NULL,
	"owner_id" bigint,
	"schedule" text,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_record" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "source_record_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"source_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"hash" text NOT NULL,
	"raw" jsonb NOT NULL,
	"first_run_id" bigint NOT NULL,
	"changed_run_id" bigint NOT NULL,
	"tombstoned_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "external_id" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "external_id_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"noun" "identified_noun" NOT NULL,
	"noun_id" bigint NOT NULL,
	"scheme" text NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organization" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "organization_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uri" text NOT NULL,
	"name" jsonb NOT NULL,
	"description" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"kind" "organization_kind" DEFAULT 'OTHER' NOT NULL,
	"roles" "organization_role"[] DEFAULT '{}' NOT NULL,
	"url" text,
	"region" text,
	"source_record_id" bigint,
	"tombstoned_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organization_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"job" text NOT NULL,
	"key" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"failure" jsonb
);
--> statement-breakpoint
CREATE TABLE "framework" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "framework_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	"uri" text,
	"publisher_id" bigint,
	"attribution" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "framework_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "framework_version" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "framework_version_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"framework_id" bigint NOT NULL,
	"version" text NOT NULL,
	"imported_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "framework_version_frameworkId_version_unique" UNIQUE("framework_id","version")
);
--> statement-breakpoint
CREATE TABLE "level" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "level_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"scale_id" bigint NOT NULL,
	"rank" integer NOT NULL,
	"name" jsonb NOT NULL,
	"uri" text,
	CONSTRAINT "level_scaleId_rank_unique" UNIQUE("scale_id","rank")
);
--> statement-breakpoint
CREATE TABLE "level_scale" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "level_scale_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"uri" text NOT NULL,
	"name" jsonb NOT NULL,
	CONSTRAINT "level_scale_uri_unique" UNIQUE("uri")
);
--> statement-breakpoint
CREATE TABLE "occupation" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "occupation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"framework_id" bigint NOT NULL,
	"framework_version_id" bigint,
	"uri" text NOT NULL,
	"code" text,
	"kind" "occupation_kind" DEFAULT 'OCCUPATION' NOT NULL,
	"labels" jsonb NOT NULL,
	"aliases" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"descriptions" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"label_keys" text[] DEFAULT '{}' NOT NULL,
	"source_record_id" bigint,
	"tombstoned_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "occupation_relation" (
	"from_id" bigint NOT NULL,
	"broader_id" bigint NOT NULL,
	"source_id" bigint NOT NULL,
	CONSTRAINT "occupation_relation_from_id_broader_id_source_id_pk" PRIMARY KEY("from_id","broader_id","source_id")
);
--> statement-breakpoint
CREATE TABLE "occupation_skill" (
	"occupation_id" bigint NOT NULL,
	"skill_id" bigint NOT NULL,
	"relation" "occupation_skill_relation" NOT NULL,
	"confidence" real DEFAULT 1 NOT NULL,
	"source_id" bigint NOT NULL,
	CONSTRAINT "occupation_skill_occupation_id_relation_skill_id_source_id_pk" PRIMARY KEY("occupation_id","relation","skill_id","source_id")
);
--> statement-breakpoint
CREATE TABLE "skill" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "skill_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"framework_id" bigint NOT NULL,
	"framework_version_id" bigint,
	"uri" text NOT NULL,
	"code" text,
	"kind" "skill_kind" DEFAULT 'UNSPECIFIED' NOT NULL,
	"reuse_level" "reuse_level",
	"labels" jsonb NOT NULL,
	"aliases" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"descriptions" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"label_keys" text[] DEFAULT '{}' NOT NULL,
	"source_record_id" bigint,
	"tombstoned_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "skill_relation" (
	"from_id" bigint NOT NULL,
	"kind" "skill_relation_kind" NOT NULL,
	"to_uri" text NOT NULL,
	"to_id" bigint,
	"confidence" real DEFAULT 1 NOT NULL,
	"source_id" bigint NOT NULL,
	"vintage" text,
	CONSTRAINT "skill_relation_from_id_kind_to_uri_source_id_pk" PRIMARY KEY("from_id","kind","to_uri","source_id")
);
--> statement-breakpoint
ALTER TABLE "api_client" ADD CONSTRAINT "api_client_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "badge" ADD CONSTRAINT "badge_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "badge" ADD CONSTRAINT "badge_credential_id_credential_id_fk" FOREIGN KEY ("credential_id") REFERENCES "public"."credential"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "badge" ADD CONSTRAINT "badge_source_record_id_source_record_id_fk" FOREIGN KEY ("source_record_id") REFERENCES "public"."source_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "badge_alignment" ADD CONSTRAINT "badge_alignment_skill_id_skill_id_fk" FOREIGN KEY ("skill_id") REFERENCES "public"."skill"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "badge_alignment" ADD CONSTRAINT "badge_alignment_learner_id_badge_id_badge_learner_id_id_fk" FOREIGN KEY ("learner_id","badge_id") REFERENCES "public"."badge"("learner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "badge_check" ADD CONSTRAINT "badge_check_learner_id_badge_id_badge_learner_id_id_fk" FOREIGN KEY ("learner_id","badge_id") REFERENCES "public"."badge"("learner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_evidence" ADD CONSTRAINT "skill_evidence_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_evidence" ADD CONSTRAINT "skill_evidence_skill_id_skill_id_fk" FOREIGN KEY ("skill_id") REFERENCES "public"."skill"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_evidence" ADD CONSTRAINT "skill_evidence_level_id_level_id_fk" FOREIGN KEY ("level_id") REFERENCES "public"."level"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_evidence" ADD CONSTRAINT "skill_evidence_learner_id_badge_id_badge_learner_id_id_fk" FOREIGN KEY ("learner_id","badge_id") REFERENCES "public"."badge"("learner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_grant" ADD CONSTRAINT "consent_grant_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_grant" ADD CONSTRAINT "consent_grant_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_grant_badge" ADD CONSTRAINT "consent_grant_badge_learner_id_grant_id_consent_grant_learner_id_id_fk" FOREIGN KEY ("learner_id","grant_id") REFERENCES "public"."consent_grant"("learner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_grant_badge" ADD CONSTRAINT "consent_grant_badge_learner_id_badge_id_badge_learner_id_id_fk" FOREIGN KEY ("learner_id","badge_id") REFERENCES "public"."badge"("learner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "share_link" ADD CONSTRAINT "share_link_learner_id_grant_id_consent_grant_learner_id_id_fk" FOREIGN KEY ("learner_id","grant_id") REFERENCES "public"."consent_grant"("learner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_provider_id_organization_id_fk" FOREIGN KEY ("provider_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential" ADD CONSTRAINT "credential_source_record_id_source_record_id_fk" FOREIGN KEY ("source_record_id") REFERENCES "public"."source_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_relation" ADD CONSTRAINT "credential_relation_from_id_credential_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."credential"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_relation" ADD CONSTRAINT "credential_relation_to_id_credential_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."credential"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_skill" ADD CONSTRAINT "credential_skill_credential_id_credential_id_fk" FOREIGN KEY ("credential_id") REFERENCES "public"."credential"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_skill" ADD CONSTRAINT "credential_skill_skill_id_skill_id_fk" FOREIGN KEY ("skill_id") REFERENCES "public"."skill"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_skill" ADD CONSTRAINT "credential_skill_level_id_level_id_fk" FOREIGN KEY ("level_id") REFERENCES "public"."level"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsement" ADD CONSTRAINT "endorsement_credential_id_credential_id_fk" FOREIGN KEY ("credential_id") REFERENCES "public"."credential"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsement" ADD CONSTRAINT "endorsement_partner_id_organization_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_eligibility" ADD CONSTRAINT "funding_eligibility_credential_id_credential_id_fk" FOREIGN KEY ("credential_id") REFERENCES "public"."credential"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_eligibility" ADD CONSTRAINT "funding_eligibility_program_id_funding_program_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."funding_program"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offering" ADD CONSTRAINT "offering_credential_id_credential_id_fk" FOREIGN KEY ("credential_id") REFERENCES "public"."credential"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prior_learning_policy" ADD CONSTRAINT "prior_learning_policy_credential_id_credential_id_fk" FOREIGN KEY ("credential_id") REFERENCES "public"."credential"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_acceptance" ADD CONSTRAINT "credential_acceptance_employer_id_organization_id_fk" FOREIGN KEY ("employer_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_acceptance" ADD CONSTRAINT "credential_acceptance_credential_id_credential_id_fk" FOREIGN KEY ("credential_id") REFERENCES "public"."credential"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_acceptance" ADD CONSTRAINT "credential_acceptance_skill_id_skill_id_fk" FOREIGN KEY ("skill_id") REFERENCES "public"."skill"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_employer_id_organization_id_fk" FOREIGN KEY ("employer_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job" ADD CONSTRAINT "job_occupation_id_occupation_id_fk" FOREIGN KEY ("occupation_id") REFERENCES "public"."occupation"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_job_id_job_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."job"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_parent_id_requirement_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."requirement"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_skill_id_skill_id_fk" FOREIGN KEY ("skill_id") REFERENCES "public"."skill"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_credential_id_credential_id_fk" FOREIGN KEY ("credential_id") REFERENCES "public"."credential"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_required_level_id_level_id_fk" FOREIGN KEY ("required_level_id") REFERENCES "public"."level"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requirement" ADD CONSTRAINT "requirement_desired_level_id_level_id_fk" FOREIGN KEY ("desired_level_id") REFERENCES "public"."level"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goal" ADD CONSTRAINT "goal_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner" ADD CONSTRAINT "learner_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "learner_identity" ADD CONSTRAINT "learner_identity_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_claim" ADD CONSTRAINT "skill_claim_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_claim" ADD CONSTRAINT "skill_claim_skill_id_skill_id_fk" FOREIGN KEY ("skill_id") REFERENCES "public"."skill"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_claim" ADD CONSTRAINT "skill_claim_level_id_level_id_fk" FOREIGN KEY ("level_id") REFERENCES "public"."level"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match" ADD CONSTRAINT "match_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "match" ADD CONSTRAINT "match_job_id_job_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."job"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_client_id_api_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."api_client"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_webhook_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhook"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recommendation" ADD CONSTRAINT "recommendation_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_issue" ADD CONSTRAINT "import_issue_run_id_import_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."import_run"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_record" ADD CONSTRAINT "source_record_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization" ADD CONSTRAINT "organization_source_record_id_source_record_id_fk" FOREIGN KEY ("source_record_id") REFERENCES "public"."source_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "framework" ADD CONSTRAINT "framework_publisher_id_organization_id_fk" FOREIGN KEY ("publisher_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "framework_version" ADD CONSTRAINT "framework_version_framework_id_framework_id_fk" FOREIGN KEY ("framework_id") REFERENCES "public"."framework"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "level" ADD CONSTRAINT "level_scale_id_level_scale_id_fk" FOREIGN KEY ("scale_id") REFERENCES "public"."level_scale"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation" ADD CONSTRAINT "occupation_framework_id_framework_id_fk" FOREIGN KEY ("framework_id") REFERENCES "public"."framework"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation" ADD CONSTRAINT "occupation_framework_version_id_framework_version_id_fk" FOREIGN KEY ("framework_version_id") REFERENCES "public"."framework_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation" ADD CONSTRAINT "occupation_source_record_id_source_record_id_fk" FOREIGN KEY ("source_record_id") REFERENCES "public"."source_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation_relation" ADD CONSTRAINT "occupation_relation_from_id_occupation_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."occupation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation_relation" ADD CONSTRAINT "occupation_relation_broader_id_occupation_id_fk" FOREIGN KEY ("broader_id") REFERENCES "public"."occupation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation_relation" ADD CONSTRAINT "occupation_relation_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation_skill" ADD CONSTRAINT "occupation_skill_occupation_id_occupation_id_fk" FOREIGN KEY ("occupation_id") REFERENCES "public"."occupation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation_skill" ADD CONSTRAINT "occupation_skill_skill_id_skill_id_fk" FOREIGN KEY ("skill_id") REFERENCES "public"."skill"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation_skill" ADD CONSTRAINT "occupation_skill_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill" ADD CONSTRAINT "skill_framework_id_framework_id_fk" FOREIGN KEY ("framework_id") REFERENCES "public"."framework"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill" ADD CONSTRAINT "skill_framework_version_id_framework_version_id_fk" FOREIGN KEY ("framework_version_id") REFERENCES "public"."framework_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill" ADD CONSTRAINT "skill_source_record_id_source_record_id_fk" FOREIGN KEY ("source_record_id") REFERENCES "public"."source_record"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_relation" ADD CONSTRAINT "skill_relation_from_id_skill_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."skill"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_relation" ADD CONSTRAINT "skill_relation_to_id_skill_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."skill"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_relation" ADD CONSTRAINT "skill_relation_source_id_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."source"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "account_issuer_subject_index" ON "account" USING btree ("issuer","subject");--> statement-breakpoint
CREATE INDEX "audit_event_learner_id_id_index" ON "audit_event" USING btree ("learner_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "badge_identity" ON "badge" USING btree ("learner_id","issuer_uri","uri");--> statement-breakpoint
CREATE INDEX "badge_id" ON "badge" USING btree ("id");--> statement-breakpoint
CREATE INDEX "badge_credential" ON "badge" USING btree ("credential_id");--> statement-breakpoint
CREATE INDEX "badge_alignment_by_url" ON "badge_alignment" USING btree ("target_url");--> statement-breakpoint
CREATE INDEX "skill_evidence_by_skill" ON "skill_evidence" USING btree ("skill_id","learner_id");--> statement-breakpoint
CREATE INDEX "consent_grant_by_reader" ON "consent_grant" USING btree ("organization_id","learner_id");--> statement-breakpoint
CREATE INDEX "consent_grant_by_audience" ON "consent_grant" USING btree ("audience","learner_id");--> statement-breakpoint
CREATE INDEX "credential_provider" ON "credential" USING btree ("provider_id","id");--> statement-breakpoint
CREATE INDEX "credential_type_idx" ON "credential" USING btree ("type","id");--> statement-breakpoint
CREATE INDEX "credential_relation_to" ON "credential_relation" USING btree ("to_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "credential_skill_identity" ON "credential_skill" USING btree ("credential_id","relation","statement");--> statement-breakpoint
CREATE INDEX "credential_skill_by_skill" ON "credential_skill" USING btree ("skill_id","relation");--> statement-breakpoint
CREATE INDEX "requirement_job" ON "requirement" USING btree ("job_id","position");--> statement-breakpoint
CREATE INDEX "requirement_skill" ON "requirement" USING btree ("skill_id");--> statement-breakpoint
CREATE UNIQUE INDEX "learner_identity_type_value_index" ON "learner_identity" USING btree ("type","value");--> statement-breakpoint
CREATE INDEX "skill_claim_skill_id_index" ON "skill_claim" USING btree ("skill_id");--> statement-breakpoint
CREATE INDEX "match_of_job" ON "match" USING btree ("job_id","score" DESC NULLS LAST,"learner_id");--> statement-breakpoint
CREATE INDEX "change_entity_entity_id_index" ON "change" USING btree ("entity","entity_id");--> statement-breakpoint
CREATE INDEX "webhook_delivery_webhook_id_id_index" ON "webhook_delivery" USING btree ("webhook_id","id");--> statement-breakpoint
CREATE INDEX "import_issue_run_id_id_index" ON "import_issue" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "import_run_source_id_id_index" ON "import_run" USING btree ("source_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "import_run_one_live_per_source" ON "import_run" USING btree ("source_id") WHERE "import_run"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "source_format_location_index" ON "source" USING btree ("format","location");--> statement-breakpoint
CREATE UNIQUE INDEX "source_record_source_id_kind_key_index" ON "source_record" USING btree ("source_id","kind","key");--> statement-breakpoint
CREATE UNIQUE INDEX "external_id_noun_scheme_value_noun_id_index" ON "external_id" USING btree ("noun","scheme","value","noun_id");--> statement-breakpoint
CREATE INDEX "external_id_noun_noun_id_index" ON "external_id" USING btree ("noun","noun_id");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_unsent" ON "outbox" USING btree ("job","key") WHERE "outbox"."sent_at" is null and "outbox"."failed_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_sent" ON "outbox" USING btree ("sent_at") WHERE "outbox"."failed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "occupation_uri" ON "occupation" USING btree ("uri","framework_id");--> statement-breakpoint
CREATE INDEX "occupation_framework" ON "occupation" USING btree ("framework_id","kind","id");--> statement-breakpoint
CREATE INDEX "occupation_label_keys" ON "occupation" USING gin ("label_keys");--> statement-breakpoint
CREATE INDEX "occupation_code" ON "occupation" USING btree ("code");--> statement-breakpoint
CREATE INDEX "occupation_relation_broader_id_index" ON "occupation_relation" USING btree ("broader_id");--> statement-breakpoint
CREATE INDEX "occupation_skill_by_skill" ON "occupation_skill" USING btree ("skill_id","relation");--> statement-breakpoint
CREATE UNIQUE INDEX "skill_uri" ON "skill" USING btree ("uri","framework_id");--> statement-breakpoint
CREATE INDEX "skill_framework" ON "skill" USING btree ("framework_id","kind","id");--> statement-breakpoint
CREATE INDEX "skill_label_keys" ON "skill" USING gin ("label_keys");--> statement-breakpoint
CREATE INDEX "skill_code" ON "skill" USING btree ("code");--> statement-breakpoint
CREATE INDEX "skill_relation_to" ON "skill_relation" USING btree ("to_id","kind");--> statement-breakpoint
CREATE INDEX "skill_relation_unresolved" ON "skill_relation" USING btree ("to_uri") WHERE "skill_relation"."to_id" is null;