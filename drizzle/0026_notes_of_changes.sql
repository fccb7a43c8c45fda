-- While an import run changes the hub (its id in tessera.import_run), rows are noted as they were, so that it can be rolled
-- back: of changed rows the columns that changed, with a hash of what each became; of deleted rows all. What is new is noted
-- where undoing it deletes it: relations (when tessera.import_notes_new says so: everything of a source never read before is
-- new), and the parts of a credential that was there before. What is a learner's is never noted.
--
-- Arguments: the columns of the primary key, separated by blanks; for a part, the column that names its credential.
CREATE FUNCTION tessera_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  run bigint := current_setting('tessera.import_run')::bigint;
  key text;
  columns text;
BEGIN
  SELECT format('jsonb_build_object(%s)', string_agg(format('%L, changed.%I', named, named), ', ')),
         string_agg(quote_ident(named), ', ')
    INTO key, columns FROM unnest(string_to_array(TG_ARGV[0], ' ')) named;
  IF TG_OP = 'UPDATE' THEN
    EXECUTE format($query$
      INSERT INTO public.import_change (run_id, "table", operation, key, before, after)
      SELECT $1, $2, 'UPDATE', %1$s, coalesce(kept.before, '{}'), coalesce(kept.after, '{}')
      FROM stale changed JOIN fresh USING (%2$s)
      CROSS JOIN LATERAL (
        SELECT jsonb_object_agg(was.key, was.value) AS before, jsonb_object_agg(was.key, md5(became.value::text)) AS after
        FROM jsonb_each(to_jsonb(changed)) was JOIN jsonb_each(to_jsonb(fresh)) became USING (key)
        WHERE was.value IS DISTINCT FROM became.value AND was.key <> 'updated_at') kept
      WHERE (kept.before IS NOT NULL OR $2 = 'credential')
        AND ($2 <> 'source_record' OR to_jsonb(changed) ->> 'kind' NOT IN ('badge', 'badge-bundle'))
    $query$, key, columns) USING run, TG_TABLE_NAME;
  ELSIF TG_OP = 'DELETE' THEN
    EXECUTE format($query$
      INSERT INTO public.import_change (run_id, "table", operation, key, before)
      SELECT $1, $2, 'DELETE', %1$s, to_jsonb(changed) FROM stale changed
    $query$, key) USING run, TG_TABLE_NAME;
  ELSIF TG_NARGS > 1 THEN
    EXECUTE format($query$
      INSERT INTO public.import_change (run_id, "table", operation, key)
      SELECT $1, $2, 'INSERT', %1$s FROM fresh changed
      WHERE EXISTS (SELECT FROM public.import_change noted
        WHERE noted.run_id = $1 AND noted."table" = 'credential' AND noted.key = jsonb_build_object('id', changed.%2$I))
    $query$, key, TG_ARGV[1]) USING run, TG_TABLE_NAME;
  ELSIF current_setting('tessera.import_notes_new', true) = 'yes' THEN
    EXECUTE format($query$
      INSERT INTO public.import_change (run_id, "table", operation, key)
      SELECT $1, $2, 'INSERT', %1$s FROM fresh changed
    $query$, key) USING run, TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END
$$;--> statement-breakpoint

-- Has a table's changes noted: operations of INSERT, UPDATE and DELETE.
CREATE FUNCTION tessera_note_changes_of(named text, operations text[], key text, owner text DEFAULT NULL) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  operation text;
  rows text;
BEGIN
  FOREACH operation IN ARRAY operations LOOP
    rows := CASE operation
      WHEN 'UPDATE' THEN 'OLD TABLE AS stale NEW TABLE AS fresh'
      WHEN 'DELETE' THEN 'OLD TABLE AS stale'
      ELSE 'NEW TABLE AS fresh' END;
    EXECUTE format(
      'CREATE TRIGGER %I AFTER %s ON public.%I REFERENCING %s FOR EACH STATEMENT
       WHEN (nullif(current_setting(''tessera.import_run'', true), '''') IS NOT NULL)
       EXECUTE FUNCTION tessera_note_change(%s)',
      'tessera_note_' || lower(operation), operation, named, rows, concat_ws(', ', quote_literal(key), quote_literal(owner)));
  END LOOP;
END
$$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION tessera_note_changes_of(text, text[], text, text) FROM PUBLIC;--> statement-breakpoint

SELECT tessera_note_changes_of(named, '{UPDATE}', 'id')
FROM unnest('{organization,framework,skill,occupation,credential,level_scale,level,source_record}'::text[]) named;--> statement-breakpoint
SELECT tessera_note_changes_of('skill_relation', '{INSERT,UPDATE,DELETE}', 'from_id kind to_uri source_id');--> statement-breakpoint
SELECT tessera_note_changes_of('occupation_relation', '{INSERT,UPDATE,DELETE}', 'from_id broader_id source_id');--> statement-breakpoint
SELECT tessera_note_changes_of('occupation_skill', '{INSERT,UPDATE,DELETE}', 'occupation_id relation skill_id source_id');--> statement-breakpoint
SELECT tessera_note_changes_of(named, '{INSERT,UPDATE,DELETE}', key, owner)
FROM (VALUES ('offering', 'id', 'credential_id'),
             ('credential_skill', 'id', 'credential_id'),
             ('endorsement', 'id', 'credential_id'),
             ('prior_learning_policy', 'credential_id', 'credential_id'),
             ('funding_eligibility', 'credential_id program_id', 'credential_id'),
             ('credential_relation', 'from_id kind to_uri', 'from_id')) part (named, key, owner);--> statement-breakpoint

-- Undoes what is noted of a run, newest first: rows that were new go, rows that were deleted return, and a changed column goes
-- back to what it was, unless somebody has changed it since.
CREATE FUNCTION tessera_undo_changes(run bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  change public.import_change;
  found_by text;
  "row" jsonb;
  undone jsonb;
  settings text;
BEGIN
  FOR change IN SELECT * FROM public.import_change WHERE run_id = run ORDER BY id DESC LOOP
    SELECT string_agg(format('t.%1$I = r.%1$I', named), ' AND ') INTO found_by FROM jsonb_object_keys(change.key) named;
    IF change.operation = 'INSERT' THEN
      EXECUTE format('DELETE FROM public.%1$I t USING jsonb_populate_record(NULL::public.%1$I, $1) r WHERE %2$s',
                     change."table", found_by) USING change.key;
    ELSIF change.operation = 'DELETE' THEN
      EXECUTE format('INSERT INTO public.%1$I OVERRIDING SYSTEM VALUE
                      SELECT * FROM jsonb_populate_record(NULL::public.%1$I, $1) ON CONFLICT DO NOTHING',
                     change."table") USING change.before;
    ELSE
      EXECUTE format('SELECT to_jsonb(t) FROM public.%1$I t, jsonb_populate_record(NULL::public.%1$I, $1) r
                      WHERE %2$s FOR UPDATE OF t', change."table", found_by) INTO "row" USING change.key;
      SELECT jsonb_object_agg(was.key, was.value), string_agg(format('%1$I = b.%1$I', was.key), ', ')
        INTO undone, settings
        FROM jsonb_each(change.before) was
        WHERE md5(("row" -> was.key)::text) = change.after ->> was.key;
      CONTINUE WHEN undone IS NULL;
      IF "row" ? 'updated_at' THEN settings := settings || ', updated_at = now()'; END IF;
      EXECUTE format('UPDATE public.%1$I t SET %3$s
                      FROM jsonb_populate_record(NULL::public.%1$I, $1) r, jsonb_populate_record(NULL::public.%1$I, $2) b
                      WHERE %2$s', change."table", found_by, settings) USING change.key, undone;
    END IF;
  END LOOP;
END
$$;
