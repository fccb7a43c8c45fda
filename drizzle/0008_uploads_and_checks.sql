CREATE TABLE "badge_original" (
	"learner_id" bigint NOT NULL,
	"badge_id" bigint NOT NULL,
	"packaging" text NOT NULL,
	"container" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "badge_original_learner_id_badge_id_pk" PRIMARY KEY("learner_id","badge_id")
);
--> statement-breakpoint
CREATE TABLE "fetched_answer" (
	"key" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"body" "bytea" NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "upload" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"owner" text NOT NULL,
	"learner_id" bigint,
	"size" bigint,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "upload_part" (
	"upload_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "upload_part_upload_id_position_pk" PRIMARY KEY("upload_id","position")
);
--> statement-breakpoint
CREATE TABLE "badge_reliance" (
	"learner_id" bigint NOT NULL,
	"badge_id" bigint NOT NULL,
	"position" integer NOT NULL,
	"url" text NOT NULL,
	"accept" text NOT NULL,
	"hash" text NOT NULL,
	"max_age" integer NOT NULL,
	CONSTRAINT "badge_reliance_learner_id_badge_id_position_pk" PRIMARY KEY("learner_id","badge_id","position")
);
--> statement-breakpoint
ALTER TABLE "badge" ADD COLUMN "checked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "badge" ADD COLUMN "recheck_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "badge_check" ADD COLUMN "position" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "badge_original" ADD CONSTRAINT "badge_original_learner_id_badge_id_badge_learner_id_id_fk" FOREIGN KEY ("learner_id","badge_id") REFERENCES "public"."badge"("learner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload" ADD CONSTRAINT "upload_learner_id_learner_id_fk" FOREIGN KEY ("learner_id") REFERENCES "public"."learner"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_part" ADD CONSTRAINT "upload_part_upload_id_upload_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."upload"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "badge_reliance" ADD CONSTRAINT "badge_reliance_learner_id_badge_id_badge_learner_id_id_fk" FOREIGN KEY ("learner_id","badge_id") REFERENCES "public"."badge"("learner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "fetched_answer_fetched_at_index" ON "fetched_answer" USING btree ("fetched_at");--> statement-breakpoint
CREATE INDEX "upload_expires_at_index" ON "upload" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "upload_learner_id_index" ON "upload" USING btree ("learner_id");--> statement-breakpoint
CREATE INDEX "badge_recheck" ON "badge" USING btree ("recheck_at") WHERE "badge"."recheck_at" is not null;