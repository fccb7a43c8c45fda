import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Bringing as HowBrought } from '../badges/index.ts';
import { type Reader, seesEvidence } from '../consent/index.ts';
import type { Credential } from '../credentials/index.ts';
import { credential } from '../credentials/tables.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId, LearnerId, LevelId, SkillId } from '../db/ids.ts';
import { instantOf, query, rowsOf } from '../db/rows.ts';
import { type NearRelation, nearSkills } from '../skills/index.ts';

/** A credential that brings a skill bearing on one that is asked for. */
export interface Bringing {
  readonly credentialId: CredentialId;
  readonly askedSkillId: SkillId;
  readonly broughtSkillId: SkillId;
  readonly relation: NearRelation;
  readonly confidence: number;
  readonly how: HowBrought;
  /** Whether the credential is known to be assessed. */
  readonly isAssessed: boolean;
  /** The level it brings the skill at; null where the catalogue names none of a loaded scale. */
  readonly levelId: LevelId | null;
}

/**
 * Active credentials that teach or assess a skill, or one a single relation away from it; not those that only the rule of confidence
 * tied to it: a plan promises what the badge will show, and that shows nothing (`deriveEvidence`).
 */
export async function findBringing(db: Db, skillIds: readonly SkillId[]): Promise<Bringing[]> {
  if (skillIds.length === 0) return [];
  const rows = await query<{
    credentialId: string;
    askedId: string;
    broughtId: string;
    relation: NearRelation;
    confidence: number;
    how: HowBrought;
    isAssessed: boolean;
    levelId: string | null;
  }>(db, bringing(skillIds));
  return rows.map(({ credentialId, askedId, broughtId, levelId, ...facts }) => ({
    credentialId: Number(credentialId) as CredentialId,
    askedSkillId: Number(askedId) as SkillId,
    broughtSkillId: Number(broughtId) as SkillId,
    levelId: levelId === null ? null : (Number(levelId) as LevelId),
    ...facts,
  }));
}

function bringing(skillIds: readonly SkillId[]): SQL {
  return sql`
    select edge.credential_id as "credentialId", near.asked_id as "askedId", near.near_id as "broughtId",
           near.relation, near.confidence, edge.relation as how, credential.assessed = 'YES' as "isAssessed",
           edge.level_id as "levelId"
    from ${nearSkills(skillIds)} as near
    join credential_skill edge on edge.skill_id = near.near_id and edge.relation in ('ASSESSES', 'TEACHES')
      and edge.how <> 'SUGGESTED_ACCEPTED_BY_RULE'
    join credential on credential.id = edge.credential_id
    where credential.status = 'ACTIVE' and credential.tombstoned_at is null
    order by edge.credential_id, near.asked_id, edge.relation`;
}

/** What some credentials ask for before they are earned. */
export interface Stack {
  /**
   * Credentials of which so many must be held or chosen first: one of one, or n of a group. Source: CTDL ConditionProfile
   * `alternativeCondition`. Those of a group that the catalogue does not have are told by nobody and count for nothing.
   */
  readonly prerequisites: readonly {
    readonly from: CredentialId;
    readonly needed: number;
    readonly of: readonly CredentialId[];
  }[];
  /** Skills a learner must bring along. */
  readonly entrySkills: readonly { readonly credentialId: CredentialId; readonly skillId: SkillId }[];
  /** Groups a larger credential is made of, of which so many parts must be held or chosen. Source: CTDL `ceterms:isPartOf`. */
  readonly groups: readonly {
    readonly credentialId: CredentialId;
    readonly needed: number;
    readonly partIds: readonly CredentialId[];
  }[];
}

export async function findStack(db: Db, ids: readonly CredentialId[]): Promise<Stack> {
  const asked = rowsOf(
    ids.map((id) => ({ id })),
    'id bigint',
  );
  const among = (column: SQL) => sql`${column} in (select id from ${asked} as input)`;
  const edges = await query<{ from: string; needed: number; of: CredentialId[] }>(
    db,
    sql`select from_id as "from", coalesce(max(group_required), 1) as needed, json_agg(to_id order by position, to_id) as "of"
        from credential_relation
        where kind = 'REQUIRES' and to_id is not null and ${among(sql`from_id`)}
        group by from_id, "group", case when "group" is null then to_id end order by from_id, "group" nulls first, min(to_id)`,
  );
  const entry = await query<{ credentialId: string; skillId: string }>(
    db,
    sql`select credential_id as "credentialId", skill_id as "skillId" from credential_skill
        where relation = 'REQUIRES' and skill_id is not null and ${among(sql`credential_id`)} order by 1, 2`,
  );
  const groups = await query<{ credentialId: string; needed: number; partIds: CredentialId[] }>(
    db,
    sql`select to_id as "credentialId", max(group_required) as needed, json_agg(from_id order by position, from_id) as "partIds"
        from credential_relation
        where kind = 'PART_OF' and group_required is not null and ${among(sql`to_id`)}
        group by to_id, "group" order by to_id, "group"`,
  );
  return {
    prerequisites: edges.map(({ from, ...group }) => ({ from: Number(from) as CredentialId, ...group })),
    entrySkills: entry.map(({ credentialId, skillId }) => ({
      credentialId: Number(credentialId) as CredentialId,
      skillId: Number(skillId) as SkillId,
    })),
    groups: groups.map(({ credentialId, ...group }) => ({
      credentialId: Number(credentialId) as CredentialId,
      ...group,
    })),
  };
}

export function findCredentialRows(db: Db, ids: readonly CredentialId[]): Promise<Credential[]> {
  return db
    .select()
    .from(credential)
    .where(inArray(credential.id, [...ids]));
}

/**
 * Credentials of which the reader sees the learner hold a badge that is valid at the moment, and whether one is verified: they
 * need not be earned again.
 */
export async function findHeldCredentials(
  db: Db,
  reader: Reader,
  learnerId: LearnerId,
  asOf: Date,
): Promise<Map<CredentialId, { readonly isVerified: boolean }>> {
  // In seconds since 1970: GraphQL knows a year 0, which PostgreSQL reads in no other form.
  const moment = instantOf(asOf);
  const rows = await query<{ id: string; isVerified: boolean }>(
    db,
    sql`select credential_id as id, bool_or(verification = 'VALID') as "isVerified" from badge held
        where learner_id = ${learnerId} and credential_id is not null and is_achieved
          and verification not in ('INVALID', 'REVOKED')
          and (issued_at is null or issued_at <= ${moment})
          and (expires_at is null or expires_at > ${moment})
          and ${seesEvidence(reader, sql`held.learner_id`, sql`held.id`)}
        group by credential_id`,
  );
  return new Map(rows.map(({ id, isVerified }) => [Number(id) as CredentialId, { isVerified }]));
}

/** A larger credential that some credentials count toward. */
export interface LargerCredential {
  readonly id: CredentialId;
  readonly partIds: readonly CredentialId[];
  /** How many parts its largest group asks for; all of them when it states no group. */
  readonly needed: number;
}

/** What the credentials are part of, with all parts. Source: CTDL `ceterms:isPartOf`. */
export async function findLargerCredentials(db: Db, ids: readonly CredentialId[]): Promise<LargerCredential[]> {
  const rows = await query<{ id: string; parts: number[]; needed: number | null }>(
    db,
    sql`select edge.to_id as id, json_agg(edge.from_id order by edge.position, edge.from_id) as parts,
               (select sum(required)::int from (
                 select max(one.group_required) as required from credential_relation one
                 where one.kind = 'PART_OF' and one.to_id = edge.to_id and one."group" is not null
                 group by one."group") groups) as needed
        from credential_relation edge
        where edge.kind = 'PART_OF' and edge.to_id in (
          select to_id from credential_relation
          where kind = 'PART_OF' and from_id in (select id from ${rowsOf(
            ids.map((id) => ({ id })),
            'id bigint',
          )} as input))
        group by edge.to_id order by edge.to_id`,
  );
  return rows.map(({ id, parts, needed }) => ({
    id: Number(id) as CredentialId,
    partIds: parts as CredentialId[],
    needed: needed ?? parts.length,
  }));
}
