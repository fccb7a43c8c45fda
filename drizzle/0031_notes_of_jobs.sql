-- What imports write besides: crosswalks between occupations, postings and their requirement trees. A requirement is a part of
-- its job as an offering is of its credential. Rows that were deleted are noted so that a parent returns before its children.
CREATE OR REPLACE FUNCTION tessera_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  run bigint := current_setting('tessera.import_run')::bigint;
  whole CONSTANT text := CASE TG_TABLE_NAME WHEN 'requirement' THEN 'job' ELSE 'credential' END;
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
      WHERE (kept.before IS NOT NULL OR $2 IN ('credential', 'job'))
        AND ($2 <> 'source_record' OR to_jsonb(changed) ->> 'kind' NOT IN ('badge', 'badge-bundle'))
    $query$, key, columns) USING run, TG_TABLE_NAME;
  ELSIF TG_OP = 'DELETE' THEN
    EXECUTE format($query$
      INSERT INTO public.import_change (run_id, "table", operation, key, before)
      SELECT $1, $2, 'DELETE', %1$s, to_jsonb(changed) FROM stale changed
      ORDER BY (to_jsonb(changed) ->> 'id')::bigint DESC
    $query$, key) USING run, TG_TABLE_NAME;
  ELSIF TG_NARGS > 1 THEN
    EXECUTE format($query$
      INSERT INTO public.import_change (run_id, "table", operation, key)
      SELECT $1, $2, 'INSERT', %1$s FROM fresh changed
      WHERE EXISTS (SELECT FROM public.import_change noted
        WHERE noted.run_id = $1 AND noted."table" = $3 AND noted.key = jsonb_build_object('id', changed.%2$I))
    $query$, key, TG_ARGV[1]) USING run, TG_TABLE_NAME, whole;
  ELSIF current_setting('tessera.import_notes_new', true) = 'yes' THEN
    EXECUTE format($query$
      INSERT INTO public.import_change (run_id, "table", operation, key)
      SELECT $1, $2, 'INSERT', %1$s FROM fresh changed
    $query$, key) USING run, TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END
$$;--> statement-breakpoint
SELECT tessera_note_changes_of('occupation_crosswalk', '{INSERT,UPDATE,DELETE}',
                               'source_id from_framework from_ref kind to_framework to_ref');--> statement-breakpoint
SELECT tessera_note_changes_of('job', '{UPDATE}', 'id');--> statement-breakpoint
SELECT tessera_note_changes_of('requirement', '{INSERT,UPDATE,DELETE}', 'id', 'job_id');--> statement-breakpoint
-- Both ends show what a crosswalk ties.
SELECT tessera_follow_part('occupation_crosswalk', 'OCCUPATION', 'from_id', 'to_id');
