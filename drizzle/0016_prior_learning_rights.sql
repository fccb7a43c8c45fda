-- A claim to prior learning is its learner's; once submitted, the provider it was put to reads it with all that hangs from it.
-- What the provider decides is written with the hub's eyes.
DO $$
DECLARE
  owned text;
BEGIN
  FOREACH owned IN ARRAY ARRAY['prior_learning_claim', 'prior_learning_skill', 'prior_learning_document'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', owned);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', owned);
    EXECUTE format($policy$
      CREATE POLICY of_its_learner ON %I
        USING ((SELECT tessera_reader()) = 'system' OR learner_id = (SELECT tessera_own_learner()))
        WITH CHECK ((SELECT tessera_reader()) = 'system' OR learner_id = (SELECT tessera_own_learner()))$policy$, owned);
  END LOOP;
END
$$;--> statement-breakpoint
CREATE POLICY put_to_the_reader ON prior_learning_claim FOR SELECT USING (
  state <> 'DRAFT' AND provider_id = (SELECT tessera_own_organization()));--> statement-breakpoint
CREATE POLICY of_a_claim_seen ON prior_learning_skill FOR SELECT USING (
  (SELECT true FROM prior_learning_claim seen
   WHERE seen.learner_id = prior_learning_skill.learner_id AND seen.id = prior_learning_skill.claim_id));--> statement-breakpoint
CREATE POLICY of_a_claim_seen ON prior_learning_document FOR SELECT USING (
  (SELECT true FROM prior_learning_claim seen
   WHERE seen.learner_id = prior_learning_document.learner_id AND seen.id = prior_learning_document.claim_id));
