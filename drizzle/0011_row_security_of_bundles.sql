-- A bundle is its learner's: it names the learner, and holds badges a grant may leave out. Nobody else is shown it.
DO $$
DECLARE
  owned text;
BEGIN
  FOREACH owned IN ARRAY ARRAY['badge_bundle', 'badge_association'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', owned);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', owned);
    EXECUTE format($policy$
      CREATE POLICY of_its_learner ON %I
        USING ((SELECT tessera_reader()) = 'system' OR learner_id = (SELECT tessera_own_learner()))
        WITH CHECK ((SELECT tessera_reader()) = 'system' OR learner_id = (SELECT tessera_own_learner()))$policy$, owned);
    EXECUTE format('CREATE POLICY known_to_administrators ON %I FOR SELECT USING ((SELECT tessera_reads_all()))', owned);
  END LOOP;
END
$$;
