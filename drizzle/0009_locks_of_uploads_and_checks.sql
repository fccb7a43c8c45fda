-- What a badge came as, and what its checks rest on, are of its learner: nobody else reads them, whatever is shown of the badge.
DO $$
DECLARE
  owned text;
BEGIN
  FOREACH owned IN ARRAY ARRAY['badge_original', 'badge_reliance', 'upload'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', owned);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', owned);
    EXECUTE format($policy$
      CREATE POLICY of_its_learner ON %I
        USING ((SELECT tessera_reader()) = 'system' OR learner_id = (SELECT tessera_own_learner()))
        WITH CHECK ((SELECT tessera_reader()) = 'system' OR learner_id = (SELECT tessera_own_learner()))$policy$, owned);
  END LOOP;
END
$$;--> statement-breakpoint
ALTER TABLE upload_part ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE upload_part FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY of_an_upload_seen ON upload_part
  USING ((SELECT true FROM upload seen WHERE seen.id = upload_part.upload_id))
  WITH CHECK ((SELECT true FROM upload seen WHERE seen.id = upload_part.upload_id));
