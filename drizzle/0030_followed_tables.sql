-- The change feed is written by triggers, so that no way to change what the hub publishes can forget it: one call a statement,
-- whatever the number of rows. Rows are only ever added, or deleted where nobody else holds them: writers never wait for one
-- another here, and cannot deadlock.

-- Which stretch of transaction numbers this is: another one after a restored dump, a copied database, or a server that took over.
CREATE FUNCTION tessera_incarnation() RETURNS text LANGUAGE sql STABLE SET search_path = public AS $$
  SELECT left(md5(concat_ws(' ', system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database()),
    'change'::regclass::oid,
    CASE WHEN pg_is_in_recovery() THEN (SELECT lpad(upper(to_hex(timeline_id)), 8, '0') FROM pg_control_checkpoint())
         ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END)), 16)
  FROM pg_control_system()
$$;--> statement-breakpoint
INSERT INTO change_era (incarnation) VALUES (tessera_incarnation());--> statement-breakpoint

-- Opens the era of this incarnation where it is new. Waits for those who are writing, so that none of their changes comes to lie
-- in the era before after it was read to its end.
CREATE FUNCTION tessera_open_era() RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  LOCK TABLE change IN SHARE ROW EXCLUSIVE MODE;
  INSERT INTO change_era (incarnation)
  SELECT tessera_incarnation()
  WHERE tessera_incarnation() IS DISTINCT FROM (SELECT incarnation FROM change_era ORDER BY id DESC LIMIT 1);
END $$;--> statement-breakpoint

-- Notes that these were changed by the transaction, through the run it told (`tessera.run`). Older notes of them go, but for those
-- another transaction is taking away.
CREATE FUNCTION tessera_note_changes(which feed_noun, ids bigint[], uris text[] DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
  current_era integer;
  mine CONSTANT xid8 := pg_current_xact_id();
BEGIN
  IF coalesce(cardinality(ids), 0) = 0 THEN RETURN; END IF;
  INSERT INTO change (era, xid, noun, noun_id, uri, run_id)
  SELECT (SELECT max(id) FROM change_era), mine, which, input.id, input.uri,
         nullif(current_setting('tessera.run', true), '')::bigint
  FROM (SELECT id, max(uri) AS uri FROM unnest(ids, uris) AS each (id, uri) WHERE id IS NOT NULL GROUP BY id) input
  ORDER BY input.id
  ON CONFLICT (era, xid, noun, noun_id) DO UPDATE SET uri = excluded.uri WHERE change.uri IS NULL AND excluded.uri IS NOT NULL;
  SELECT max(id) INTO current_era FROM change_era;
  DELETE FROM change USING (
    SELECT ctid FROM change old
    WHERE old.noun = which AND old.noun_id = ANY (ids) AND (old.era, old.xid) < (current_era, mine)
    FOR UPDATE SKIP LOCKED) old
  WHERE change.ctid = old.ctid;
END $$;--> statement-breakpoint

CREATE FUNCTION tessera_follow(followed regclass, body text) RETURNS void LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
  name CONSTANT text := 'tessera_changes_of_' || followed::text;
BEGIN
  EXECUTE format('CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS %L', name,
    format('BEGIN %s RETURN NULL; END', body));
  EXECUTE format('CREATE TRIGGER follow_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', followed, name);
  EXECUTE format('CREATE TRIGGER follow_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', followed, name);
  EXECUTE format('CREATE TRIGGER follow_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION %I()', followed, name);
END $$;--> statement-breakpoint

-- Has the feed tell of a noun. `uri` is the expression of its identity; a change of nothing but `ignored` columns is none.
CREATE FUNCTION tessera_follow_noun(followed regclass, which feed_noun, uri text, VARIADIC ignored text[]) RETURNS void
LANGUAGE sql SET search_path = public AS $$
  SELECT tessera_follow(followed, format($f$
    IF TG_OP = 'INSERT' THEN
      PERFORM tessera_note_changes(%1$L, ARRAY(SELECT id FROM new_rows));
    ELSIF TG_OP = 'UPDATE' THEN
      PERFORM tessera_note_changes(%1$L, ARRAY(
        SELECT id FROM new_rows JOIN old_rows USING (id)
        WHERE to_jsonb(new_rows) - %3$L::text[] IS DISTINCT FROM to_jsonb(old_rows) - %3$L::text[]));
    ELSE
      PERFORM tessera_note_changes(%1$L, ARRAY(SELECT id FROM old_rows ORDER BY id), ARRAY(SELECT %2$s FROM old_rows ORDER BY id));
    END IF;$f$, which, uri, ignored))
$$;--> statement-breakpoint

-- The ids in any of the columns of some rows, as a statement.
CREATE FUNCTION tessera_ids_in(rows text, keys text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT string_agg(format('SELECT %I FROM %s', key, rows), ' UNION ') FROM unnest(keys) key
$$;--> statement-breakpoint

-- Has the feed tell of a noun when rows that hang from it change. `keys` are the columns that name the noun's rows.
CREATE FUNCTION tessera_follow_part(followed regclass, which feed_noun, VARIADIC keys text[]) RETURNS void
LANGUAGE sql SET search_path = public AS $$
  SELECT tessera_follow(followed, format($f$
    IF TG_OP = 'INSERT' THEN
      PERFORM tessera_note_changes(%1$L, ARRAY(%2$s));
    ELSIF TG_OP = 'UPDATE' THEN
      PERFORM tessera_note_changes(%1$L, ARRAY(%3$s UNION %4$s));
    ELSE
      PERFORM tessera_note_changes(%1$L, ARRAY(%5$s));
    END IF;$f$, which, tessera_ids_in('new_rows', keys),
    tessera_ids_in('(SELECT * FROM new_rows EXCEPT ALL SELECT * FROM old_rows) news', keys),
    tessera_ids_in('(SELECT * FROM old_rows EXCEPT ALL SELECT * FROM new_rows) olds', keys),
    tessera_ids_in('old_rows', keys)))
$$;--> statement-breakpoint

SELECT tessera_follow_noun('organization', 'ORGANIZATION', 'uri', 'updated_at');--> statement-breakpoint
SELECT tessera_follow_noun('framework', 'FRAMEWORK', 'uri', 'updated_at');--> statement-breakpoint
SELECT tessera_follow_noun('skill', 'SKILL', 'uri', 'updated_at');--> statement-breakpoint
SELECT tessera_follow_noun('occupation', 'OCCUPATION', 'uri', 'updated_at');--> statement-breakpoint
SELECT tessera_follow_noun('credential', 'CREDENTIAL', 'uri', 'updated_at');--> statement-breakpoint
-- When its matches were computed is no change of a posting.
SELECT tessera_follow_noun('job', 'JOB', 'null', 'matched_at');--> statement-breakpoint
SELECT tessera_follow_part('framework_version', 'FRAMEWORK', 'framework_id');--> statement-breakpoint
-- Both ends show an edge between skills.
SELECT tessera_follow_part('skill_relation', 'SKILL', 'from_id', 'to_id');--> statement-breakpoint
SELECT tessera_follow_part('occupation_relation', 'OCCUPATION', 'from_id');--> statement-breakpoint
SELECT tessera_follow_part('occupation_skill', 'OCCUPATION', 'occupation_id');--> statement-breakpoint
SELECT tessera_follow_part('offering', 'CREDENTIAL', 'credential_id');--> statement-breakpoint
SELECT tessera_follow_part('credential_skill', 'CREDENTIAL', 'credential_id');--> statement-breakpoint
SELECT tessera_follow_part('credential_relation', 'CREDENTIAL', 'from_id');--> statement-breakpoint
SELECT tessera_follow_part('endorsement', 'CREDENTIAL', 'credential_id');--> statement-breakpoint
SELECT tessera_follow_part('prior_learning_policy', 'CREDENTIAL', 'credential_id');--> statement-breakpoint
SELECT tessera_follow_part('funding_eligibility', 'CREDENTIAL', 'credential_id');--> statement-breakpoint
SELECT tessera_follow_part('requirement', 'JOB', 'job_id');--> statement-breakpoint

-- What is here already.
SELECT tessera_note_changes('ORGANIZATION', ARRAY(SELECT id FROM organization));--> statement-breakpoint
SELECT tessera_note_changes('FRAMEWORK', ARRAY(SELECT id FROM framework));--> statement-breakpoint
SELECT tessera_note_changes('SKILL', ARRAY(SELECT id FROM skill));--> statement-breakpoint
SELECT tessera_note_changes('OCCUPATION', ARRAY(SELECT id FROM occupation));--> statement-breakpoint
SELECT tessera_note_changes('CREDENTIAL', ARRAY(SELECT id FROM credential));--> statement-breakpoint
SELECT tessera_note_changes('JOB', ARRAY(SELECT id FROM job));
