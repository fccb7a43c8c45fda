-- The plan of its look for older notes is made once a connection, when the table may be empty and reading all of it the cheapest
-- way, or all of this era by the primary key; an import that then notes a million changes over that connection would do so at each
-- batch. By the index of nouns it is never worse than that by much: `+ 0` keeps the order of eras and takes it from the planner.
CREATE OR REPLACE FUNCTION tessera_note_changes(which feed_noun, ids bigint[], uris text[] DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SET search_path = public SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
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
    WHERE old.noun = which AND old.noun_id = ANY (ids) AND (old.era + 0, old.xid) < (current_era, mine)
    FOR UPDATE SKIP LOCKED) old
  WHERE change.ctid = old.ctid;
END $$;
