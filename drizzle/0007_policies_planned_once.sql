-- The same policies as before, in a form that is planned once. PostgreSQL plans the inside of every EXISTS twice, and these lie
-- four deep: planning took a hundred times as long as reading one row.
ALTER POLICY of_a_grant_seen ON consent_grant_badge USING (
  (SELECT true FROM consent_grant seen
   WHERE seen.learner_id = consent_grant_badge.learner_id AND seen.id = consent_grant_badge.grant_id));--> statement-breakpoint
ALTER POLICY shown_to_the_reader ON badge USING (
  (SELECT tessera_reads_all())
  OR (visibility = 'PUBLIC' AND (SELECT tessera_reader()) IS NOT NULL)
  OR (visibility <> 'PRIVATE' AND (SELECT tessera_own_organization()) IS NOT NULL AND (
        SELECT true FROM consent_grant seen
        WHERE seen.learner_id = badge.learner_id
          AND (seen.scope = 'ALL_BADGES' OR (
                SELECT true FROM consent_grant_badge listed
                WHERE listed.learner_id = seen.learner_id AND listed.grant_id = seen.id AND listed.badge_id = badge.id))
        LIMIT 1)));--> statement-breakpoint
ALTER POLICY of_a_badge_seen ON badge_check USING (
  (SELECT true FROM badge seen
   WHERE seen.learner_id = badge_check.learner_id AND seen.id = badge_check.badge_id));--> statement-breakpoint
ALTER POLICY of_a_badge_seen ON badge_alignment USING (
  (SELECT true FROM badge seen
   WHERE seen.learner_id = badge_alignment.learner_id AND seen.id = badge_alignment.badge_id));--> statement-breakpoint
ALTER POLICY of_a_badge_seen ON skill_evidence USING (
  (SELECT tessera_reads_all())
  OR (SELECT true FROM badge seen
      WHERE seen.learner_id = skill_evidence.learner_id AND seen.id = skill_evidence.badge_id)
  OR (badge_id IS NULL AND (SELECT tessera_own_organization()) IS NOT NULL AND (
        SELECT true FROM consent_grant seen
        WHERE seen.learner_id = skill_evidence.learner_id AND seen.scope = 'ALL_BADGES' LIMIT 1)));--> statement-breakpoint
ALTER POLICY claimed_to_the_reader ON skill_claim USING (
  (SELECT tessera_reads_all())
  OR ((SELECT tessera_own_organization()) IS NOT NULL AND (
        SELECT true FROM consent_grant seen
        WHERE seen.learner_id = skill_claim.learner_id AND seen.scope = 'ALL_BADGES' LIMIT 1)));--> statement-breakpoint
ALTER POLICY known_to_the_reader ON learner USING (
  (SELECT tessera_own_organization()) IS NOT NULL
  AND ((SELECT true FROM consent_grant seen WHERE seen.learner_id = learner.id LIMIT 1)
       OR (SELECT true FROM badge seen WHERE seen.learner_id = learner.id AND seen.visibility = 'PUBLIC' LIMIT 1)));--> statement-breakpoint
ALTER POLICY of_an_own_job ON match USING (
  (SELECT tessera_reads_all())
  OR ((SELECT true FROM job WHERE job.id = match.job_id AND job.employer_id = (SELECT tessera_own_organization()))
      AND (SELECT true FROM learner WHERE learner.id = match.learner_id)));--> statement-breakpoint

-- Whoever may connect could have had any table analysed, as its owner.
REVOKE EXECUTE ON FUNCTION tessera_analyse(text[]) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION tessera_analyse(text[]) TO tessera_runtime;
