CREATE TYPE "public"."api_scope" AS ENUM('READ', 'IMPORT', 'PUBLISH', 'SHARE', 'MANAGE');--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "api_key_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"client_id" bigint NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" "api_scope"[] NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_key_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "api_client" DROP CONSTRAINT "api_client_keyHash_unique";--> statement-breakpoint
ALTER TABLE "membership" DROP CONSTRAINT "membership_account_id_account_id_fk";
--> statement-breakpoint
ALTER TABLE "membership" DROP CONSTRAINT "membership_account_id_organization_id_role_pk";--> statement-breakpoint
ALTER TABLE "membership" ALTER COLUMN "organization_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "membership" ADD COLUMN "id" bigint PRIMARY KEY NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "membership_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "membership" ADD COLUMN "is_manager" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_client_id_api_client_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."api_client"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_prefix_index" ON "api_key" USING btree ("prefix");--> statement-breakpoint
CREATE INDEX "api_key_client_id_id_index" ON "api_key" USING btree ("client_id","id");--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_account_id_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_client_organization_id_id_index" ON "api_client" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "membership_organization_id_id_index" ON "membership" USING btree ("organization_id","id");--> statement-breakpoint
ALTER TABLE "api_client" DROP COLUMN "key_hash";--> statement-breakpoint
ALTER TABLE "api_client" DROP COLUMN "expires_at";--> statement-breakpoint
ALTER TABLE "api_client" DROP COLUMN "revoked_at";--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_once" UNIQUE NULLS NOT DISTINCT("account_id","organization_id");--> statement-breakpoint
ALTER TABLE "learner" ADD CONSTRAINT "learner_accountId_unique" UNIQUE("account_id");--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_role_fits" CHECK (case when "membership"."organization_id" is null then "membership"."role" in ('ADMINISTRATOR', 'AUDITOR')
           else "membership"."role" in ('PROVIDER', 'EMPLOYER', 'PORTAL') end);