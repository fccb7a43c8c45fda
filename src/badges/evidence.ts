import type { BadgeId, LearnerId, SkillId } from '../db/ids.ts';
import type { EvidencePath, EvidenceRung, VerificationState } from './badge.ts';

/** What a credential's provider says of a skill it brings. Source: CTDL `ceterms:assesses` and `ceterms:teaches`. */
export type Bringing = 'ASSESSES' | 'TEACHES';

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
  readonly revokedAt: string | null;
  /** Whether its credential is known to be assessed. */
  readonly isAssessed: boolean;
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
  readonly revokedAt: string | null;
  readonly path: EvidencePath;
}

/** Whether results say that the learner has done it. */
export function isAchieved(resultStatuses: readonly string[]): boolean {
  return !resultStatuses.some((status) => NOT_ACHIEVED.has(status));
}

/**
 * The rung a badge stands on for a skill of its credential: what the plan for a credential promises and what its badge then
 * gives. Assessed is only what the provider says is: unknown is no, and so is a skill that is taught and not assessed.
 */
export function rungOf(verification: VerificationState, isAssessed: boolean, how: Bringing): EvidenceRung {
  if (verification !== 'VALID') return 'IMPORTED_UNVERIFIED';
  return isAssessed && how === 'ASSESSES' ? 'VERIFIED_ASSESSED' : 'VERIFIED_UNASSESSED';
}

/**
 * The evidence one badge gives: one row a skill, from its own alignments first, then from what its credential assesses and
 * teaches. A badge that was not achieved gives none, nor does one that checks refused; a revoked one shows what it showed
 * until then.
 *
 * @param brought  skills of the credential, assessed ones first
 */
export function evidenceFrom(
  badge: BadgeFacts,
  alignments: readonly LinkedAlignment[],
  brought: readonly { readonly skillId: SkillId; readonly how: Bringing }[],
): EvidenceToRecord[] {
  if (!isAchieved(badge.resultStatuses) || badge.verification === 'INVALID') return [];

  const found = new Map<SkillId, { path: EvidencePath; how: Bringing }>();
  for (const { skillId, target, rule, link } of alignments) {
    const path = { badgeUri: badge.uri, alignment: target, rule, link };
    if (!found.has(skillId)) found.set(skillId, { path, how: 'ASSESSES' });
  }
  for (const { skillId, how } of brought) {
    const path = { badgeUri: badge.uri, rule: `CREDENTIAL_${how}` };
    if (!found.has(skillId)) found.set(skillId, { path, how });
  }
  return [...found].map(([skillId, { path, how }]) => ({
    learnerId: badge.learnerId,
    badgeId: badge.badgeId,
    skillId,
    rung: rungOf(badge.verification, badge.isAssessed, how),
    validFrom: badge.issuedAt,
    expiresAt: badge.expiresAt,
    revokedAt: badge.verification === 'REVOKED' ? (badge.revokedAt ?? badge.issuedAt) : null,
    path,
  }));
}
