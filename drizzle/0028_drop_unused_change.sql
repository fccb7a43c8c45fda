DROP TABLE "change" CASCADE;--> statement-breakpoint
DROP TYPE "public"."change_kind";