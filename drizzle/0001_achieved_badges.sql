ALTER TABLE "badge" ADD COLUMN "revoked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "badge" ADD COLUMN "is_achieved" boolean DEFAULT true NOT NULL;