import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import type { CredentialId, LevelId, SkillId } from '../../db/ids.ts';
import { query, rowsOf } from '../../db/rows.ts';
import { leavesOf, type Requirement } from '../../jobs/index.ts';
import { type NearRelation, nearSkills } from '../../skills/index.ts';
import type { Bearings, NearSkill } from './plan.ts';

/** The skills that bear on those some requirements ask for, and which of the credentials asked for are assessed. */
export async function findBearings(
  db: Db,
  requirements: readonly Requirement[],
  levels: readonly LevelId[],
): Promise<Bearings> {
  const leaves = requirements.flatMap(leavesOf);
  const skillIds = new Set<SkillId>();
  const credentialIds = new Set<CredentialId>();
  for (const leaf of leaves) {
    if (leaf.kind === 'SKILL') {
      if (leaf.skillId !== null) skillIds.add(leaf.skillId);
    } else if (leaf.credentialId !== null) credentialIds.add(leaf.credentialId);
  }
  const near = new Map<SkillId, NearSkill[]>();
  if (skillIds.size > 0) {
    const rows = await query<{ askedId: string; nearId: string; relation: NearRelation; confidence: number }>(
      db,
      sql`select distinct asked_id as "askedId", near_id as "nearId", relation, confidence from ${nearSkills([...skillIds])} as near`,
    );
    for (const { askedId, nearId, relation, confidence } of rows) {
      const asked = Number(askedId) as SkillId;
      const list = near.get(asked) ?? [];
      near.set(asked, list);
      list.push({ skillId: Number(nearId) as SkillId, relation, confidence });
    }
  }
  return { near, assessed: await findAssessed(db, [...credentialIds]), levels };
}

async function findAssessed(db: Db, ids: readonly CredentialId[]): Promise<Set<CredentialId>> {
  if (ids.length === 0) return new Set();
  const asked = rowsOf(
    ids.map((id) => ({ id })),
    'id bigint',
  );
  const rows = await query<{ id: string }>(
    db,
    sql`select credential.id from credential join ${asked} as asked using (id) where credential.assessed = 'YES'`,
  );
  return new Set(rows.map(({ id }) => Number(id) as CredentialId));
}
