import type { BadgeId, LearnerId, SkillId } from '../db/ids.ts';
import type { EvidencePath, EvidenceRung, VerificationState } from './badge.ts';

/** Results that say the learner has not done it. Source: Open Badges 3.0 `Result.status`. */
const NOT_ACHIEVED = new Set(['Failed', 'Enrolled', 'InProgress', 'OnHold', 'Withdrew']);

export interface LinkedAlignment {
  readonly skillId: SkillId;
  readonly target: string;
  readonly rule: string;
  readonly link: string;
}

export interface BadgeFacts {
  readonly learnerId: LearnerId;
  readonly badgeId: BadgeId;
  readonly uri: string;
  readonly verification: VerificationState;
  readonly assessed: boolean;
  readonly issuedAt: string | null;
  readonly expiresAt: string | null;
  readonly resultStatuses: readonly string[];
}

export interface EvidenceToRecord {
  readonly learnerId: LearnerId;
  readonly badgeId: BadgeId;
  readonly skillId: SkillId;
  readonly rung: EvidenceRung;
  readonly validFrom: string | null;
  readonly expiresAt: string | null;
  readonly path: EvidencePath;
}

/**
 * The evidence one badge gives: one row a skill, from its own alignments first, then from what its credential assesses.
 * A badge whose results say Failed, Enrolled, InProgress, OnHold or Withdrew gives none, nor does one that checks refused.
 */
export function evidenceFrom(
  badge: BadgeFacts,
  alignments: readonly LinkedAlignment[],
  assessedByCredential: readonly SkillId[],
): EvidenceToRecord[] {
  if (badge.resultStatuses.some((status) => NOT_ACHIEVED.has(status))) return [];
  if (badge.verification === 'INVALID' || badge.verification === 'REVOKED') return [];

  const rung = rungOf(badge);
  const paths = new Map<SkillId, EvidencePath>();
  for (const { skillId, target, rule, link } of alignments) {
    if (!paths.has(skillId)) paths.set(skillId, { badgeUri: badge.uri, alignment: target, rule, link });
  }
  for (const skillId of assessedByCredential) {
    if (!paths.has(skillId)) paths.set(skillId, { badgeUri: badge.uri, rule: 'CREDENTIAL_ASSESSES' });
  }
  return [...paths].map(([skillId, path]) => ({
    learnerId: badge.learnerId,
    badgeId: badge.badgeId,
    skillId,
    rung,
    validFrom: badge.issuedAt,
    expiresAt: badge.expiresAt,
    path,
  }));
}

function rungOf({ verification, assessed }: BadgeFacts): EvidenceRung {
  if (verification !== 'VALID') return 'IMPORTED_UNVERIFIED';
  return assessed ? 'VERIFIED_ASSESSED' : 'VERIFIED_UNASSESSED';
}
