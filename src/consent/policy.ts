import { NAMED, OWN, SHARING, SHOWN } from '../accounts/index.ts';
import { type Policy, payload, ruled } from '../graphql/policy.ts';

/** Who may select which field of a learner's data and what they do with it. */
export const policy: Policy = {
  Mutation: ruled(SHARING, 'setBadgeVisibility', 'grantConsent', 'revokeConsent', 'claimSkill'),
  Learner: {
    ...ruled(SHOWN, 'id', 'pseudonym', 'language', 'region', 'badges', 'skillEvidence'),
    ...ruled(NAMED, 'displayName'),
    ...ruled(OWN, 'consents'),
  },
  SkillEvidence: ruled(SHOWN, 'rung', 'validFrom', 'expiresAt', 'skill', 'badge', 'rule'),
  Badge: {
    ...ruled(
      SHOWN,
      'id',
      'format',
      'name',
      'description',
      'issuerUri',
      'issuerName',
      'issuedAt',
      'expiresAt',
      'verification',
      'visibility',
      'credential',
      'alignments',
    ),
    ...ruled(NAMED, 'uri', 'document'),
  },
  BadgeAlignment: ruled(
    SHOWN,
    'kind',
    'rule',
    'targetName',
    'targetUrl',
    'targetCode',
    'targetFramework',
    'how',
    'skill',
  ),
  ConsentGrant: ruled(
    OWN,
    'id',
    'audience',
    'scope',
    'showsName',
    'purpose',
    'startsAt',
    'endsAt',
    'revokedAt',
    'organization',
    'badges',
  ),
  ...payload('SetBadgeVisibilityPayload', 'badge'),
  ...payload('GrantConsentPayload', 'consentGrant'),
  ...payload('RevokeConsentPayload', 'consentGrant'),
  ...payload('ClaimSkillPayload', 'learner'),
};
