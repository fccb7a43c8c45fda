import type { EvidenceRung } from '../../src/badges/index.ts';
import { badge, skillEvidence } from '../../src/badges/tables.ts';
import type { Db } from '../../src/db/client.ts';
import type { BadgeId, CredentialId, FrameworkId, LearnerId, LevelId, SkillId } from '../../src/db/ids.ts';
import { upsertLevelScales } from '../../src/skills/index.ts';
import { framework, level, levelScale, skill } from '../../src/skills/tables.ts';

/** Skills of a framework of their own, each known as `urn:skill:NAME`. */
export async function makeSkills<const Name extends string>(
  db: Db,
  ...names: readonly Name[]
): Promise<Record<Name, SkillId>> {
  const [made] = await db
    .insert(framework)
    .values({ code: 'test', uri: 'urn:framework', name: { en: 'Test' } })
    .returning({ id: framework.id });
  const rows = await db
    .insert(skill)
    .values(
      names.map((name) => ({
        ...{ frameworkId: made?.id as FrameworkId, uri: `urn:skill:${name}`, labels: { en: name } },
        kind: 'SKILL' as const,
      })),
    )
    .returning({ id: skill.id });
  return Object.fromEntries(names.map((name, index) => [name, rows[index]?.id])) as Record<Name, SkillId>;
}

/** A scale of so many levels, known as `urn:scale:NAME`; their ids, lowest first. */
export async function makeScale(db: Db, name: string, steps: number): Promise<LevelId[]> {
  const levels = Array.from({ length: steps }, (_, index) => ({
    rank: (index + 1) * 10,
    name: { en: `${name} ${index + 1}` },
    uri: `urn:level:${name}:${index + 1}`,
  }));
  await upsertLevelScales(db, [{ uri: `urn:scale:${name}`, name: { en: name }, levels }]);
  const rows = await db
    .select({ id: level.id, scaleId: level.scaleId, uri: level.uri })
    .from(level)
    .orderBy(level.rank);
  const scales = await db.select().from(levelScale);
  const own = scales.find(({ uri }) => uri === `urn:scale:${name}`)?.id;
  return rows.flatMap(({ id, scaleId }) => (scaleId === own ? [id] : []));
}

/** A badge of a learner's and what it shows. */
export interface StatedEvidence {
  readonly skillId: SkillId;
  readonly rung: EvidenceRung;
  readonly levelId?: LevelId;
  readonly credentialId?: CredentialId;
  readonly visibility?: 'PUBLIC' | 'BY_GRANT' | 'PRIVATE';
  readonly expiresAt?: Date;
}

/** Gives a learner badges that each show one skill, issued at the start of 2025. */
export async function makeEvidence(
  db: Db,
  learnerId: LearnerId,
  stated: readonly StatedEvidence[],
): Promise<BadgeId[]> {
  const ids: BadgeId[] = [];
  for (const { skillId, rung, levelId, credentialId, visibility = 'BY_GRANT', expiresAt } of stated) {
    const uri = `urn:badge:${learnerId}:${crypto.randomUUID()}`;
    const issuedAt = new Date('2025-01-01T00:00:00Z');
    const [row] = await db
      .insert(badge)
      .values({
        ...{ learnerId, uri, visibility, issuedAt, expiresAt, credentialId, document: { id: uri } },
        ...{ name: `Badge of skill ${skillId}`, format: 'OPEN_BADGES_3', issuerUri: 'https://issuer.example' },
        verification: rung.startsWith('VERIFIED') ? 'VALID' : 'UNVERIFIED',
      })
      .returning({ id: badge.id });
    if (!row) throw new Error('the badge was not written');
    await db.insert(skillEvidence).values({
      ...{ learnerId, skillId, rung, levelId, expiresAt, badgeId: row.id, validFrom: issuedAt },
      path: { badgeUri: uri, rule: 'TEST' },
    });
    ids.push(row.id);
  }
  return ids;
}
