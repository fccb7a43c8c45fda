CREATE TABLE "mutation_answer" (
	"principal" text NOT NULL,
	"key_hash" text NOT NULL,
	"mutation" text NOT NULL,
	"arguments_hash" text NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "mutation_answer_principal_key_hash_pk" PRIMARY KEY("principal","key_hash")
);
--> statement-breakpoint
CREATE INDEX "mutation_answer_created_at_index" ON "mutation_answer" USING btree ("created_at");