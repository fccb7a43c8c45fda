CREATE TABLE "learner_change" (
	"learner_id" bigint NOT NULL,
	"xid" "xid8" NOT NULL,
	CONSTRAINT "learner_change_learner_id_xid_pk" PRIMARY KEY("learner_id","xid")
);
--> statement-breakpoint
CREATE INDEX "learner_change_by_xid" ON "learner_change" USING btree ("xid","learner_id");