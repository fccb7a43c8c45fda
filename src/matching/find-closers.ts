import { sql } from 'drizzle-orm';
import { type Bringing, type EvidenceRung, rungOf } from '../badges/index.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId, SkillId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { leavesOf, type Requirement } from '../jobs/index.ts';
import { type NearRelation, nearSkills } from '../skills/index.ts';
import { type AskedKey, askedBy, askedCredential, askedSkill } from './score.ts';

/** An active credential whose badge, earned and verified, would bear on what a requirement asks for. */
export interface Closer {
  readonly credentialId: CredentialId;
  readonly asked: AskedKey;
  /** What its badge would show; null where the credential itself is asked for. */
  readonly broughtSkillId: SkillId | null;
  readonly relation: NearRelation;
  readonly confidence: number;
  readonly rung: EvidenceRung;
  /** Null where not stated. */
  readonly costCents: number | null;
  readonly hours: number | null;
  /** Whether it asks for another credential, or a skill, before it is begun. */
  readonly asksFirst: boolean;
}

/** All closers of a tree, by credential. Two statements at most, whoever is looked at. */
export async function findClosers(db: Db, requirement: Requirement): Promise<Map<CredentialId, Closer[]>> {
  const leaves = leavesOf(requirement);
  const skillIds = leaves.flatMap((leaf) => (leaf.kind === 'SKILL' && leaf.skillId !== null ? [leaf.skillId] : []));
  const asked = leaves.flatMap((leaf) => (leaf.kind === 'CREDENTIAL' && askedBy(leaf) ? [leaf.credentialId] : []));
  const found = new Map<CredentialId, Closer[]>();
  for (const row of [...(await bringing(db, [...new Set(skillIds)])), ...(await themselves(db, [...new Set(asked)]))]) {
    const credentialId = Number(row.credentialId) as CredentialId;
    const closer: Closer = {
      ...{ credentialId, relation: row.relation, confidence: row.confidence, asksFirst: row.asksFirst },
      asked: row.askedId === null ? askedCredential(credentialId) : askedSkill(Number(row.askedId) as SkillId),
      broughtSkillId: row.broughtId === null ? null : (Number(row.broughtId) as SkillId),
      rung: rungOf('VALID', row.isAssessed, row.how),
      ...{ costCents: row.costCents === null ? null : Number(row.costCents), hours: row.hours },
    };
    const list = found.get(credentialId);
    if (list) list.push(closer);
    else found.set(credentialId, [closer]);
  }
  return found;
}

interface Row extends Record<string, unknown> {
  credentialId: string;
  askedId: string | null;
  broughtId: string | null;
  relation: NearRelation;
  confidence: number;
  how: Bringing;
  isAssessed: boolean;
  costCents: string | null;
  hours: number | null;
  asksFirst: boolean;
}

const FACTS = sql`
  credential.assessed = 'YES' as "isAssessed", credential.cost_cents as "costCents",
  coalesce(credential.total_hours, credential.instructional_hours) as hours,
  exists (select from credential_relation first where first.from_id = credential.id and first.kind = 'REQUIRES')
    or exists (select from credential_skill entry where entry.credential_id = credential.id and entry.relation = 'REQUIRES')
    as "asksFirst"`;
const IS_OFFERED = sql`credential.status = 'ACTIVE' and credential.tombstoned_at is null`;

async function bringing(db: Db, skillIds: readonly SkillId[]): Promise<Row[]> {
  if (skillIds.length === 0) return [];
  return query<Row>(
    db,
    sql`select edge.credential_id as "credentialId", near.asked_id as "askedId", near.near_id as "broughtId",
               near.relation, near.confidence, edge.relation as how, ${FACTS}
        from ${nearSkills(skillIds)} as near
        join credential_skill edge on edge.skill_id = near.near_id and edge.relation in ('ASSESSES', 'TEACHES')
        join credential on credential.id = edge.credential_id and ${IS_OFFERED}
        order by edge.credential_id, near.asked_id, near.near_id, edge.relation`,
  );
}

async function themselves(db: Db, ids: readonly (CredentialId | null)[]): Promise<Row[]> {
  if (ids.length === 0) return [];
  return query<Row>(
    db,
    sql`select credential.id as "credentialId", null as "askedId", null as "broughtId", 'SAME' as relation,
               1::real as confidence, 'ASSESSES' as how, ${FACTS}
        from credential
        where credential.id in (select id from ${rowsOf(
          ids.map((id) => ({ id })),
          'id bigint',
        )} as input) and ${IS_OFFERED}
        order by credential.id`,
  );
}
