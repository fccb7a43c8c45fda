ALTER TYPE "public"."skill_kind" ADD VALUE 'ABILITY' BEFORE 'UNSPECIFIED';--> statement-breakpoint
ALTER TYPE "public"."skill_kind" ADD VALUE 'TASK' BEFORE 'UNSPECIFIED';--> statement-breakpoint
ALTER TABLE "skill_relation" ADD COLUMN "raw" jsonb;