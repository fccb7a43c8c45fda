-- A learner reads who read them and changes nothing of it; rows are written by the function below alone, with the hub's eyes.
ALTER TABLE learner_access ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE learner_access FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY of_the_hub ON learner_access
  USING ((SELECT tessera_reader()) = 'system') WITH CHECK ((SELECT tessera_reader()) = 'system');--> statement-breakpoint
CREATE POLICY read_by_its_learner ON learner_access FOR SELECT USING (learner_id = (SELECT tessera_own_learner()));--> statement-breakpoint

-- Notes reads of one request: [{learnerId, kind, reader, organizationId, isEmployer, linkGrantId}], with the grant that let each
-- in. A crash of PostgreSQL may lose the last half second of it, which spares each read the wait for the disk.
CREATE FUNCTION tessera_note_access(noted json) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  told text := coalesce(current_setting('tessera.reader', true), '');
BEGIN
  -- Not as a clause of the function: an owner who is no superuser may not set it there.
  PERFORM set_config('tessera.reader', 'system', true);
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO learner_access AS held
    (learner_id, on_day, kind, reader, organization_id, grant_id, first_at, last_at, times)
  SELECT one."learnerId", (now() AT TIME ZONE 'UTC')::date, one.kind, one.reader, one."organizationId",
         CASE one.reader
           WHEN 'LINK' THEN one."linkGrantId"
           WHEN 'ORGANIZATION' THEN (
             SELECT seen.id FROM consent_grant seen
             WHERE seen.learner_id = one."learnerId" AND seen.revoked_at IS NULL
               AND seen.starts_at <= now() AND seen.ends_at > now()
               AND (seen.audience = 'ORGANIZATION' AND seen.organization_id = one."organizationId"
                    OR seen.audience = 'ANY_EMPLOYER' AND one."isEmployer")
             ORDER BY seen.audience, seen.id LIMIT 1)
         END,
         now(), now(), 1
  FROM json_to_recordset(noted) AS one("learnerId" bigint, kind access_kind, reader access_reader, "organizationId" bigint,
                                       "isEmployer" boolean, "linkGrantId" bigint)
  WHERE EXISTS (SELECT FROM learner WHERE learner.id = one."learnerId")
  -- In one order for all, so that two never wait for each other.
  ORDER BY one."learnerId", one.kind, one.reader, one."organizationId"
  ON CONFLICT ON CONSTRAINT learner_access_once
    DO UPDATE SET last_at = greatest(held.last_at, excluded.last_at), times = held.times + 1;
  PERFORM set_config('tessera.reader', told, true);
END
$$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION tessera_note_access(json) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION tessera_note_access(json) TO tessera_runtime;
