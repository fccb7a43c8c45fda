import type { BadgeId, LearnerId, LevelId, SkillId } from '../db/ids.ts';
import type { EvidencePath, EvidenceRung, StatedEndorsement, StatedResult, VerificationState } from './badge.ts';
import { isMeasured, judge } from './results.ts';

/** What a credential's provider says of a skill it brings. Source: CTDL `ceterms:assesses` and `ceterms:teaches`. */
export type Bringing = 'ASSESSES' | 'TEACHES';

export interface LinkedAlignment {
  readonly skillId: SkillId;
  /** Its place among the badge's alignments. */
  readonly position: number;
  readonly target: string;
  readonly rule: string;
  readonly link: string;
  /** RESULT where only a result or its description names it: then it shows what a result shows, and nothing without one. */
  readonly statedBy?: 'RESULT';
}

export interface BadgeFacts {
  readonly learnerId: LearnerId;
  readonly badgeId: BadgeId;
  readonly uri: string;
  readonly verification: VerificationState;
  readonly revokedAt: string | null;
  /** Whether its credential is known to be assessed. */
  readonly isAssessed: boolean;
  /** Whether the document itself says that what it names was assessed. */
  readonly statesAssessment: boolean;
  /** Whether its issuer is the learner: then it is their own word, however well signed. */
  readonly isOwnWord: boolean;
  /** Whether its issuer is an organisation known here: what a stranger says to have assessed, nobody can weigh. */
  readonly isIssuerKnown: boolean;
  /** Whether somebody else's word for it is proven. */
  readonly isEndorsed: boolean;
  /** Whether results say that the whole was done. */
  readonly isAchieved: boolean;
  readonly issuedAt: string | null;
  readonly expiresAt: string | null;
  readonly results: readonly StatedResult[];
  /** Loaded levels by the position of the result that reached them. */
  readonly levels: ReadonlyMap<number, LevelId>;
  /** Names of the checks that passed. */
  readonly checks: readonly string[];
}

export interface EvidenceToRecord {
  readonly learnerId: LearnerId;
  readonly badgeId: BadgeId;
  readonly skillId: SkillId;
  readonly rung: EvidenceRung;
  readonly level: string | null;
  readonly levelId: LevelId | null;
  readonly validFrom: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly path: EvidencePath;
}

/**
 * The rung a badge stands on for a skill of its credential: what the plan for a credential promises and what its badge then
 * gives. Assessed is only what the provider says is: unknown is no, and so is a skill that is taught and not assessed.
 *
 * @param isEndorsed  whether somebody else's proven word stands for a badge that is not verified itself
 */
export function rungOf(
  verification: VerificationState,
  isAssessed: boolean,
  how: Bringing,
  isEndorsed = false,
): EvidenceRung {
  if (verification !== 'VALID') return isEndorsed ? 'ENDORSED' : 'IMPORTED_UNVERIFIED';
  return isAssessed && how === 'ASSESSES' ? 'VERIFIED_ASSESSED' : 'VERIFIED_UNASSESSED';
}

/** Whether an endorsement is another's word for what the learner did: not the issuer's own, and not one for the issuer. */
export function endorsesTheBadge(issuerUri: string, { endorsed, endorserUri }: StatedEndorsement): boolean {
  return endorsed !== 'ISSUER' && endorserUri !== issuerUri;
}

/**
 * The evidence one badge gives: one row a skill, from its own alignments first, then from what its credential assesses and
 * teaches. A badge that was not achieved gives none, nor does one that checks refused; a skill whose results say it was not
 * achieved is left out alone. A revoked badge shows what it showed until then. A level or score that an
 * issuer known here states for a skill says that the skill was assessed. What learners award themselves is their own word.
 *
 * @param brought  skills of the credential, assessed ones first
 */
export function evidenceFrom(
  badge: BadgeFacts,
  alignments: readonly LinkedAlignment[],
  brought: readonly { readonly skillId: SkillId; readonly how: Bringing }[],
): EvidenceToRecord[] {
  if (!badge.isAchieved || badge.verification === 'INVALID') return [];

  const found = new Map<SkillId, { path: EvidencePath; how: Bringing }>();
  for (const { skillId, position, target, rule, link } of alignments.filter(shows(badge))) {
    const path = { badgeUri: badge.uri, alignment: target, position, rule, link };
    if (!found.has(skillId)) found.set(skillId, { path, how: 'ASSESSES' });
  }
  for (const { skillId, how } of brought) {
    const path = { badgeUri: badge.uri, rule: `CREDENTIAL_${how}` };
    if (!found.has(skillId)) found.set(skillId, { path, how });
  }
  return [...found].flatMap(([skillId, { path, how }]): EvidenceToRecord[] => {
    const own = alignments.filter((each) => each.skillId === skillId).map(({ position }) => position);
    const { isAchieved, result: speaking } = judge(badge.results, new Set(own));
    if (!isAchieved) return [];
    const result = speaking === undefined ? undefined : badge.results[speaking];
    const isMeasuredHere = result !== undefined && isMeasured(result);
    const isAssessed = badge.isAssessed || (badge.isIssuerKnown && (isMeasuredHere || badge.statesAssessment));
    const isProvisional = result?.status === 'Provisional';
    return [
      {
        ...{ learnerId: badge.learnerId, badgeId: badge.badgeId, skillId },
        rung: badge.isOwnWord
          ? ('SELF_CLAIMED' as const)
          : rungOf(
              badge.verification,
              isAssessed && !isProvisional,
              isMeasuredHere ? 'ASSESSES' : how,
              badge.isEndorsed,
            ),
        level: result?.level ?? null,
        levelId: (speaking === undefined ? undefined : badge.levels.get(speaking)) ?? null,
        validFrom: badge.issuedAt,
        expiresAt: badge.expiresAt,
        revokedAt: badge.verification === 'REVOKED' ? (badge.revokedAt ?? badge.issuedAt) : null,
        path: {
          ...path,
          ...(speaking !== undefined && { result: speaking }),
          ...(badge.checks.length > 0 && { checks: badge.checks }),
        },
      },
    ];
  });
}

/** Whether an alignment shows its skill: one that only a description names is measured, and shows nothing until it is. */
function shows({ results }: BadgeFacts) {
  return ({ statedBy, position }: LinkedAlignment) =>
    statedBy !== 'RESULT' || results.some(({ about }) => about.includes(position));
}
