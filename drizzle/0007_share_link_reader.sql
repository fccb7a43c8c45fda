-- A reader of kind link sees through one grant, whose id is tessera.reader_id: what is shown by grant is shown to it as it is
-- to organisations, and no badge that is only public.
CREATE FUNCTION tessera_own_link() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN tessera_reader() = 'link' THEN tessera_reader_id() END $$;--> statement-breakpoint
CREATE FUNCTION tessera_sees_by_grant() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(tessera_reader() IN ('organization', 'employer', 'link'), false) $$;--> statement-breakpoint
DROP POLICY made_to_the_reader ON consent_grant;--> statement-breakpoint
CREATE POLICY made_to_the_reader ON consent_grant FOR SELECT USING (
  (SELECT tessera_reads_all())
  OR (revoked_at IS NULL AND starts_at <= now() AND ends_at > now()
      AND (audience = 'ORGANIZATION' AND organization_id = (SELECT tessera_own_organization())
           OR audience = 'ANY_EMPLOYER' AND (SELECT tessera_reader()) = 'employer'
           OR audience = 'LINK' AND id = (SELECT tessera_own_link()))));--> statement-breakpoint
DROP POLICY shown_to_the_reader ON badge;--> statement-breakpoint
CREATE POLICY shown_to_the_reader ON badge FOR SELECT USING (
  (SELECT tessera_reads_all())
  OR (visibility = 'PUBLIC' AND (SELECT tessera_reader()) <> 'link')
  OR (visibility <> 'PRIVATE' AND (SELECT tessera_sees_by_grant()) AND (
        SELECT true FROM consent_grant seen
        WHERE seen.learner_id = badge.learner_id
          AND (seen.scope = 'ALL_BADGES' OR (
                SELECT true FROM consent_grant_badge listed
                WHERE listed.learner_id = seen.learner_id AND listed.grant_id = seen.id AND listed.badge_id = badge.id))
        LIMIT 1)));--> statement-breakpoint
DROP POLICY of_a_badge_seen ON skill_evidence;--> statement-breakpoint
CREATE POLICY of_a_badge_seen ON skill_evidence FOR SELECT USING (
  (SELECT tessera_reads_all())
  OR (SELECT true FROM badge seen
      WHERE seen.learner_id = skill_evidence.learner_id AND seen.id = skill_evidence.badge_id)
  OR (badge_id IS NULL AND (SELECT tessera_sees_by_grant()) AND (
        SELECT true FROM consent_grant seen
        WHERE seen.learner_id = skill_evidence.learner_id AND seen.scope = 'ALL_BADGES' LIMIT 1)));--> statement-breakpoint
DROP POLICY claimed_to_the_reader ON skill_claim;--> statement-breakpoint
CREATE POLICY claimed_to_the_reader ON skill_claim FOR SELECT USING (
  (SELECT tessera_reads_all())
  OR ((SELECT tessera_sees_by_grant()) AND (
        SELECT true FROM consent_grant seen
        WHERE seen.learner_id = skill_claim.learner_id AND seen.scope = 'ALL_BADGES' LIMIT 1)));--> statement-breakpoint
DROP POLICY known_to_the_reader ON learner;--> statement-breakpoint
CREATE POLICY known_to_the_reader ON learner FOR SELECT USING (
  (SELECT tessera_sees_by_grant())
  AND ((SELECT true FROM consent_grant seen WHERE seen.learner_id = learner.id LIMIT 1)
       OR (SELECT true FROM badge seen WHERE seen.learner_id = learner.id AND seen.visibility = 'PUBLIC' LIMIT 1)));
