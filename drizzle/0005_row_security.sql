-- The second lock on what is a learner's. The first is in every statement, which names its reader; this one holds where a
-- statement forgot to. Who reads is told by two settings of the transaction: tessera.reader (system, administrator, learner,
-- organization, employer, anyone) and tessera.reader_id. Without them no row is there.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tessera_runtime') THEN
    BEGIN
      CREATE ROLE tessera_runtime NOLOGIN;
    EXCEPTION
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'the user % may not create roles; have an administrator run once: CREATE ROLE tessera_runtime NOLOGIN; GRANT tessera_runtime TO %;', current_user, current_user
          USING ERRCODE = 'insufficient_privilege';
    END;
  END IF;
  IF NOT pg_has_role(current_user, 'tessera_runtime', 'MEMBER') THEN
    BEGIN
      GRANT tessera_runtime TO CURRENT_USER;
    EXCEPTION
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'the user % may not become tessera_runtime; have an administrator run once: GRANT tessera_runtime TO %;', current_user, current_user
          USING ERRCODE = 'insufficient_privilege';
    END;
  END IF;
END
$$;--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO tessera_runtime;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tessera_runtime;--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tessera_runtime;--> statement-breakpoint
REVOKE UPDATE, DELETE ON audit_event FROM tessera_runtime;--> statement-breakpoint

-- Only an owner may look at a table's statistics; an import, which needs them fresh, is none.
CREATE FUNCTION tessera_analyse(tables text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  named text;
BEGIN
  FOREACH named IN ARRAY tables LOOP
    EXECUTE format('ANALYZE public.%I', named);
  END LOOP;
END
$$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION tessera_analyse(text[]) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION tessera_analyse(text[]) TO tessera_runtime;--> statement-breakpoint
CREATE FUNCTION tessera_reader() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('tessera.reader', true), '') $$;--> statement-breakpoint
CREATE FUNCTION tessera_reader_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('tessera.reader_id', true), '')::bigint $$;--> statement-breakpoint
-- Called as (SELECT ...), each is computed once a statement, not once a row.
CREATE FUNCTION tessera_reads_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(tessera_reader() IN ('system', 'administrator'), false) $$;--> statement-breakpoint
CREATE FUNCTION tessera_own_learner() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN tessera_reader() = 'learner' THEN tessera_reader_id() END $$;--> statement-breakpoint
CREATE FUNCTION tessera_own_organization() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN tessera_reader() IN ('organization', 'employer') THEN tessera_reader_id() END $$;--> statement-breakpoint

-- Every table of a learner's: written by its learner and by the system; what others may read is said table by table below.
DO $$
DECLARE
  owned text;
BEGIN
  FOREACH owned IN ARRAY ARRAY['learner_identity', 'skill_claim', 'goal', 'badge', 'badge_check', 'badge_alignment',
                               'skill_evidence', 'consent_grant', 'consent_grant_badge', 'share_link', 'recommendation',
                               'match'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', owned);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', owned);
    EXECUTE format($policy$
      CREATE POLICY of_its_learner ON %I
        USING ((SELECT tessera_reader()) = 'system' OR learner_id = (SELECT tessera_own_learner()))
        WITH CHECK ((SELECT tessera_reader()) = 'system' OR learner_id = (SELECT tessera_own_learner()))$policy$, owned);
  END LOOP;
END
$$;--> statement-breakpoint
ALTER TABLE learner ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE learner FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY of_its_learner ON learner
  USING ((SELECT tessera_reads_all()) OR id = (SELECT tessera_own_learner()))
  WITH CHECK ((SELECT tessera_reads_all()) OR id = (SELECT tessera_own_learner()));--> statement-breakpoint

-- A grant is seen by whom it is made to, while it holds. What follows rests on that: inside another table's policy, the
-- grants there are, are those that let this reader in. Each asks by (SELECT true ...): PostgreSQL plans the inside of an EXISTS
-- twice, and these lie four deep, so that planning would take a hundred times as long as reading a row.
CREATE POLICY made_to_the_reader ON consent_grant FOR SELECT USING (
  (SELECT tessera_reads_all())
  OR (revoked_at IS NULL AND starts_at <= now() AND ends_at > now()
      AND (audience = 'ORGANIZATION' AND organization_id = (SELECT tessera_own_organization())
           OR audience = 'ANY_EMPLOYER' AND (SELECT tessera_reader()) = 'employer')));--> statement-breakpoint
CREATE POLICY of_a_grant_seen ON consent_grant_badge FOR SELECT USING (
  (SELECT true FROM consent_grant seen
   WHERE seen.learner_id = consent_grant_badge.learner_id AND seen.id = consent_grant_badge.grant_id));--> statement-breakpoint
CREATE POLICY shown_to_the_reader ON badge FOR SELECT USING (
  (SELECT tessera_reads_all())
  OR (visibility = 'PUBLIC' AND (SELECT tessera_reader()) IS NOT NULL)
  OR (visibility <> 'PRIVATE' AND (SELECT tessera_own_organization()) IS NOT NULL AND (
        SELECT true FROM consent_grant seen
        WHERE seen.learner_id = badge.learner_id
          AND (seen.scope = 'ALL_BADGES' OR (
                SELECT true FROM consent_grant_badge listed
                WHERE listed.learner_id = seen.learner_id AND listed.grant_id = seen.id AND listed.badge_id = badge.id))
        LIMIT 1)));--> statement-breakpoint
CREATE POLICY of_a_badge_seen ON badge_check FOR SELECT USING (
  (SELECT true FROM badge seen
   WHERE seen.learner_id = badge_check.learner_id AND seen.id = badge_check.badge_id));--> statement-breakpoint
CREATE POLICY of_a_badge_seen ON badge_alignment FOR SELECT USING (
  (SELECT true FROM badge seen
   WHERE seen.learner_id = badge_alignment.learner_id AND seen.id = badge_alignment.badge_id));--> statement-breakpoint
CREATE POLICY of_a_badge_seen ON skill_evidence FOR SELECT USING (
  (SELECT tessera_reads_all())
  OR (SELECT true FROM badge seen
      WHERE seen.learner_id = skill_evidence.learner_id AND seen.id = skill_evidence.badge_id)
  OR (badge_id IS NULL AND (SELECT tessera_own_organization()) IS NOT NULL AND (
        SELECT true FROM consent_grant seen
        WHERE seen.learner_id = skill_evidence.learner_id AND seen.scope = 'ALL_BADGES' LIMIT 1)));--> statement-breakpoint
CREATE POLICY claimed_to_the_reader ON skill_claim FOR SELECT USING (
  (SELECT tessera_reads_all())
  OR ((SELECT tessera_own_organization()) IS NOT NULL AND (
        SELECT true FROM consent_grant seen
        WHERE seen.learner_id = skill_claim.learner_id AND seen.scope = 'ALL_BADGES' LIMIT 1)));--> statement-breakpoint
CREATE POLICY known_to_the_reader ON learner FOR SELECT USING (
  (SELECT tessera_own_organization()) IS NOT NULL
  AND ((SELECT true FROM consent_grant seen WHERE seen.learner_id = learner.id LIMIT 1)
       OR (SELECT true FROM badge seen WHERE seen.learner_id = learner.id AND seen.visibility = 'PUBLIC' LIMIT 1)));--> statement-breakpoint
CREATE POLICY known_to_administrators ON learner_identity FOR SELECT USING (
  (SELECT tessera_reads_all()));--> statement-breakpoint
CREATE POLICY of_an_own_job ON match FOR SELECT USING (
  (SELECT tessera_reads_all())
  OR ((SELECT true FROM job WHERE job.id = match.job_id AND job.employer_id = (SELECT tessera_own_organization()))
      AND (SELECT true FROM learner WHERE learner.id = match.learner_id)));
