import { type SQL, sql } from 'drizzle-orm';
import { type EvidencePath, type EvidenceRung, rungOf, type VerificationState } from '../badges/index.ts';
import { type Reader, seesEvidence } from '../consent/index.ts';
import type { Db } from '../db/client.ts';
import type { BadgeId, CredentialId, LearnerId, LevelId, SkillId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { leavesOf, type Requirement } from '../jobs/index.ts';
import { type NearRelation, nearSkills } from '../skills/index.ts';
import { type AskedKey, askedCredential, askedSkill, type Holding } from './score.ts';

/** Evidence by learner, then by what is asked. */
export type Holdings = ReadonlyMap<LearnerId, ReadonlyMap<AskedKey, readonly Holding[]>>;

/**
 * All evidence that bears on a requirement and that the reader may see: of the skill itself, or of one a single relation
 * away. The one place where visibility meets matching: what this does not return exists for no score, count or state.
 *
 * @param learnerId  whose evidence; everybody's when null
 */
export async function findHoldings(
  db: Db,
  reader: Reader,
  requirement: Requirement,
  learnerId: LearnerId | null,
): Promise<Holdings> {
  const leaves = leavesOf(requirement);
  const skillIds = [
    ...new Set(leaves.flatMap((leaf) => (leaf.kind === 'SKILL' && leaf.skillId !== null ? [leaf.skillId] : []))),
  ];
  const credentialIds = [
    ...new Set(
      leaves.flatMap((leaf) => (leaf.kind === 'CREDENTIAL' && leaf.credentialId !== null ? [leaf.credentialId] : [])),
    ),
  ];
  const skills = skillIds.length === 0 ? [] : await query<SkillRow>(db, skillHoldings(reader, skillIds, learnerId));
  const credentials =
    credentialIds.length === 0
      ? []
      : await query<CredentialRow>(db, credentialHoldings(reader, credentialIds, learnerId));

  const found = new Map<LearnerId, Map<AskedKey, Holding[]>>();
  const add = (holding: Holding) => {
    const ofLearner = found.get(holding.learnerId) ?? new Map<AskedKey, Holding[]>();
    found.set(holding.learnerId, ofLearner);
    const list = ofLearner.get(holding.asked);
    if (list) list.push(holding);
    else ofLearner.set(holding.asked, [holding]);
  };
  for (const row of skills) {
    add({
      ...common(row),
      asked: askedSkill(Number(row.askedId) as SkillId),
      heldSkillId: Number(row.heldId) as SkillId,
      ...{ relation: row.relation, confidence: row.confidence, rung: row.rung, path: row.path },
      ...{ levelId: row.levelId === null ? null : (Number(row.levelId) as LevelId), level: row.level },
    });
  }
  for (const row of credentials) {
    add({
      ...common(row),
      asked: askedCredential(Number(row.credentialId) as CredentialId),
      heldSkillId: null,
      ...{ relation: 'SAME', confidence: 1 },
      rung: rungOf(row.verification, row.isAssessed, 'ASSESSES'),
      path: { badgeUri: row.uri, rule: 'BADGE_OF_CREDENTIAL' },
    });
  }
  return found;
}

interface CommonRow extends Record<string, unknown> {
  learnerId: string;
  badgeId: string | null;
  validFrom: string | null;
  endsAt: string | null;
}

interface SkillRow extends CommonRow {
  askedId: string;
  heldId: string;
  relation: NearRelation;
  confidence: number;
  rung: EvidenceRung;
  level: string | null;
  levelId: string | null;
  path: EvidencePath;
}

interface CredentialRow extends CommonRow {
  credentialId: string;
  verification: VerificationState;
  isAssessed: boolean;
  uri: string;
}

function common(row: CommonRow) {
  return {
    learnerId: Number(row.learnerId) as LearnerId,
    badgeId: row.badgeId === null ? null : (Number(row.badgeId) as BadgeId),
    validFrom: row.validFrom === null ? null : new Date(row.validFrom),
    endsAt: row.endsAt === null ? null : new Date(row.endsAt),
  };
}

function skillHoldings(reader: Reader, skillIds: readonly SkillId[], learnerId: LearnerId | null): SQL {
  return sql`
    select held.learner_id as "learnerId", near.asked_id as "askedId", near.near_id as "heldId", near.relation,
           near.confidence, held.rung, held.level, held.level_id as "levelId", held.badge_id as "badgeId", held.valid_from as "validFrom",
           least(held.expires_at, held.revoked_at) as "endsAt", held.path
    from ${nearSkills(skillIds)} as near join skill_evidence held on held.skill_id = near.near_id
    where (${learnerId}::bigint is null or held.learner_id = ${learnerId})
      and ${seesEvidence(reader, sql`held.learner_id`, sql`held.badge_id`)}`;
}

function credentialHoldings(reader: Reader, credentialIds: readonly CredentialId[], learnerId: LearnerId | null): SQL {
  const asked = rowsOf(
    credentialIds.map((id) => ({ id })),
    'id bigint',
  );
  return sql`
    select held.learner_id as "learnerId", held.credential_id as "credentialId", held.id as "badgeId", held.uri,
           held.verification, credential.assessed = 'YES' as "isAssessed", held.issued_at as "validFrom",
           least(held.expires_at, case when held.verification = 'REVOKED' then coalesce(held.revoked_at, held.issued_at) end)
             as "endsAt"
    from badge held join credential on credential.id = held.credential_id
    where held.credential_id in (select id from ${asked} as input)
      and held.is_achieved and held.verification <> 'INVALID'
      and (${learnerId}::bigint is null or held.learner_id = ${learnerId})
      and ${seesEvidence(reader, sql`held.learner_id`, sql`held.id`)}`;
}
