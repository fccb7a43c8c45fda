-- Whose evidence, badges or consents a transaction changed, noted by triggers so that no way to change them can forget it: one call
-- a statement, whatever the number of rows. Written and read as any learner's table; rows are only ever added, or deleted where
-- nobody else holds them, so that writers never wait for one another here.
ALTER TABLE learner_change ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE learner_change FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY of_its_learner ON learner_change
  USING ((SELECT tessera_reader()) = 'system' OR learner_id = (SELECT tessera_own_learner()))
  WITH CHECK ((SELECT tessera_reader()) = 'system' OR learner_id = (SELECT tessera_own_learner()));--> statement-breakpoint

CREATE FUNCTION tessera_note_learners(ids bigint[]) RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
  mine CONSTANT xid8 := pg_current_xact_id();
BEGIN
  IF coalesce(cardinality(ids), 0) = 0 THEN RETURN; END IF;
  INSERT INTO learner_change (learner_id, xid) SELECT DISTINCT id, mine FROM unnest(ids) AS each (id) ON CONFLICT DO NOTHING;
  DELETE FROM learner_change USING (
    SELECT ctid FROM learner_change old WHERE old.learner_id = ANY (ids) AND old.xid < mine FOR UPDATE SKIP LOCKED) old
  WHERE learner_change.ctid = old.ctid;
END $$;--> statement-breakpoint

-- Notes the learners of a table's rows that change. A change of nothing but `ignored` columns is none.
CREATE FUNCTION tessera_follow_learner(followed regclass, VARIADIC ignored text[] DEFAULT '{}') RETURNS void
LANGUAGE plpgsql SET search_path = public AS $follow$
DECLARE
  name CONSTANT text := 'tessera_learners_of_' || followed::text;
BEGIN
  EXECUTE format($f$
    CREATE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $body$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        PERFORM tessera_note_learners(ARRAY(SELECT DISTINCT learner_id FROM new_rows));
      ELSIF TG_OP = 'DELETE' THEN
        PERFORM tessera_note_learners(ARRAY(SELECT DISTINCT learner_id FROM old_rows));
      ELSE
        PERFORM tessera_note_learners(ARRAY(
          SELECT DISTINCT coalesce(became.learner_id, was.learner_id)
          FROM (SELECT learner_id, to_jsonb(new_rows) - %2$L::text[] AS facts FROM new_rows) became
          FULL JOIN (SELECT learner_id, to_jsonb(old_rows) - %2$L::text[] AS facts FROM old_rows) was
            ON was.learner_id = became.learner_id AND was.facts = became.facts
          WHERE was.learner_id IS NULL OR became.learner_id IS NULL));
      END IF;
      RETURN NULL;
    END $body$$f$, name, ignored);
  EXECUTE format('CREATE TRIGGER note_learner_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', followed, name);
  EXECUTE format('CREATE TRIGGER note_learner_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', followed, name);
  EXECUTE format('CREATE TRIGGER note_learner_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', followed, name);
END $follow$;--> statement-breakpoint

SELECT tessera_follow_learner('skill_evidence', 'id', 'path', 'level');--> statement-breakpoint
-- Of a badge counts what decides who sees it, and what holding its credential is worth.
SELECT tessera_follow_learner('badge', 'format', 'issuer_uri', 'issuer_name', 'uri', 'name', 'description', 'achievement_uri',
  'checked_at', 'recheck_at', 'results', 'endorsements', 'workload', 'credits', 'credit_framework', 'eqf_level', 'awarding_body',
  'document', 'jws', 'source_record_id', 'created_at', 'updated_at');--> statement-breakpoint
SELECT tessera_follow_learner('consent_grant', 'shows_name', 'purpose');--> statement-breakpoint
SELECT tessera_follow_learner('consent_grant_badge');
