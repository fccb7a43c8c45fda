CREATE TABLE "installation" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"name" uuid DEFAULT gen_random_uuid() NOT NULL
);
