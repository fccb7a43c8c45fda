CREATE TABLE "level_equivalence" (
	"from_id" bigint NOT NULL,
	"to_scale_id" bigint NOT NULL,
	"to_id" bigint NOT NULL,
	"source" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "level_equivalence_from_id_to_scale_id_pk" PRIMARY KEY("from_id","to_scale_id")
);
--> statement-breakpoint
ALTER TABLE "level_equivalence" ADD CONSTRAINT "level_equivalence_from_id_level_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."level"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "level_equivalence" ADD CONSTRAINT "level_equivalence_to_scale_id_level_scale_id_fk" FOREIGN KEY ("to_scale_id") REFERENCES "public"."level_scale"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "level_equivalence" ADD CONSTRAINT "level_equivalence_to_id_level_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."level"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "level_equivalence_to" ON "level_equivalence" USING btree ("to_id");