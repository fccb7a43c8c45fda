CREATE TYPE "public"."feed_noun" AS ENUM('ORGANIZATION', 'FRAMEWORK', 'SKILL', 'OCCUPATION', 'CREDENTIAL', 'JOB');--> statement-breakpoint
CREATE TABLE "change" (
	"era" integer NOT NULL,
	"xid" "xid8" NOT NULL,
	"noun" "feed_noun" NOT NULL,
	"noun_id" bigint NOT NULL,
	"uri" text,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"run_id" bigint,
	CONSTRAINT "change_era_xid_noun_noun_id_pk" PRIMARY KEY("era","xid","noun","noun_id")
);
--> statement-breakpoint
CREATE TABLE "change_era" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "change_era_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"incarnation" text NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "change_of_noun" ON "change" USING btree ("noun","noun_id");