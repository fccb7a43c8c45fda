/**
 * What an export holds of each table that names a learner, column by column. A table or column that is neither here nor below
 * fails a test: nothing of a learner's is forgotten by being new.
 */
export const EXPORTED: Readonly<Record<string, readonly string[]>> = {
  learner: ['id', 'key', 'account_id', 'display_name', 'pseudonym', 'language', 'region', 'created_at'],
  learner_identity: ['type', 'value', 'proven_at'],
  badge: [
    ...['id', 'format', 'issuer_uri', 'issuer_name', 'uri', 'name', 'description', 'credential_id', 'achievement_uri'],
    ...['issued_at', 'expires_at', 'verification', 'revoked_at', 'checked_at', 'recheck_at', 'is_achieved', 'results'],
    ...['endorsements', 'workload', 'credits', 'credit_framework', 'eqf_level', 'awarding_body', 'visibility'],
    ...['document', 'jws', 'created_at', 'updated_at'],
  ],
  badge_original: ['badge_id', 'packaging', 'container'],
  badge_check: ['badge_id', 'position', 'name', 'result', 'reason', 'checked_at'],
  badge_reliance: ['badge_id', 'position', 'url', 'accept', 'hash', 'max_age'],
  badge_alignment: [
    ...['badge_id', 'position', 'kind', 'rule', 'target_name', 'target_url', 'target_code', 'target_framework'],
    ...['target_description', 'pointer', 'level', 'level_id', 'skill_id', 'how'],
  ],
  badge_bundle: [
    ...['id', 'issuer_uri', 'issuer_name', 'uri', 'name', 'is_partial', 'issued_at', 'members', 'achievements'],
    ...['document', 'jws', 'created_at', 'updated_at'],
  ],
  badge_association: ['bundle_id', 'position', 'kind', 'source_uri', 'target_uri'],
  upload: ['id', 'size', 'expires_at', 'created_at'],
  skill_evidence: [
    ...['id', 'skill_id', 'rung', 'level', 'level_id', 'badge_id', 'valid_from', 'expires_at', 'revoked_at', 'path'],
  ],
  skill_claim: ['skill_id', 'level_id', 'note', 'claimed_at'],
  goal: ['id', 'target', 'created_at'],
  prior_learning_claim: [
    ...['id', 'provider_id', 'credential_id', 'description', 'state', 'claimant_name', 'reason', 'submitted_at'],
    ...['decided_at', 'created_at'],
  ],
  prior_learning_skill: ['claim_id', 'skill_id'],
  prior_learning_document: ['id', 'claim_id', 'name', 'media_type', 'size', 'sha256', 'created_at'],
  consent_grant: [
    ...['id', 'audience', 'organization_id', 'scope', 'shows_name', 'purpose', 'starts_at', 'ends_at', 'revoked_at'],
  ],
  consent_grant_badge: ['grant_id', 'badge_id'],
  share_link: ['id', 'grant_id', 'created_at'],
  learner_access: ['id', 'on_day', 'kind', 'reader', 'organization_id', 'grant_id', 'first_at', 'last_at', 'times'],
  match: ['job_id', 'score', 'required_met', 'required_total', 'explanation', 'policy_version', 'computed_at'],
  learner_change: ['xid'],
  recommendation: ['id', 'plan', 'created_at'],
  api_client: ['id', 'name', 'role', 'created_at'],
  audit_event: ['id', 'at', 'actor', 'action', 'detail'],
};

/** What no export holds, each with the reason. `learner_id` says in every row whose it is, which the export says once. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'badge.source_record_id': 'the row it was imported by; the document itself is exported',
  'badge_bundle.source_record_id': 'the row it was imported by; the document itself is exported',
  'badge_original.bytes': 'exported as a file of its own, as it came',
  'upload.owner': 'whose key or account left it: the learner’s own',
  'share_link.token_hash': 'opens nothing and tells nothing: the token itself was told once',
  'prior_learning_document.content': 'exported as a file of its own, as it is',
  'api_client.organization_id': 'always empty for a learner’s key',
};

/** What else a column that points elsewhere is told by: a number of ours means nothing outside. */
export const NAMED_BY: Readonly<
  Record<string, { readonly table: string; readonly column: string; readonly as: string }>
> = {
  skill_id: { table: 'skill', column: 'uri', as: 'skill_uri' },
  credential_id: { table: 'credential', column: 'uri', as: 'credential_uri' },
  level_id: { table: 'level', column: 'uri', as: 'level_uri' },
  organization_id: { table: 'organization', column: 'uri', as: 'organization_uri' },
  provider_id: { table: 'organization', column: 'uri', as: 'provider_uri' },
};
