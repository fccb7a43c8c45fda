CREATE TABLE "signing_key" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "signing_key_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"public_key_multibase" text NOT NULL,
	"sealed" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "signing_key_public_key" UNIQUE("public_key_multibase"),
	CONSTRAINT "signing_key_sealed_while_live" CHECK (("signing_key"."sealed" is null) = ("signing_key"."retired_at" is not null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "signing_key_one_is_live" ON "signing_key" USING btree ((true)) WHERE "signing_key"."retired_at" is null;