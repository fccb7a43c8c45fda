import { sql } from 'drizzle-orm';
import type { LinkMethod } from '../credentials/index.ts';
import type { Db } from '../db/client.ts';
import type { CredentialId, JobId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { findLevelsByWords, findSkillsByWords, type LevelWords, levelKey } from '../skills/index.ts';
import { leavesOf, type NamedLevel, type Requirement } from './requirement.ts';

/** Fills in what each leaf's words name exactly; a leaf whose words name nothing stays open. */
export async function linkRequirement<R extends Requirement>(db: Db, requirement: R): Promise<R> {
  const [linked = requirement] = await linkEach(db, [requirement]);
  return linked;
}

/** The same of many trees, in their order, in as many statements as for one. */
export async function linkEach<R extends Requirement>(db: Db, requirements: readonly R[]): Promise<R[]> {
  const leaves = requirements.flatMap(leavesOf);
  const words = leaves.filter(({ kind }) => kind === 'SKILL').map(({ statement }) => statement);
  const uris = leaves.filter(({ kind }) => kind === 'CREDENTIAL').map(({ statement }) => ({ statement }));
  const skills = await findSkillsByWords(db, words);
  const rows = await query<{ uri: string; id: string }>(
    db,
    sql`select uri, id from credential
        where uri in (select statement from ${rowsOf(uris, 'statement text')} as input)`,
  );
  const credentials = new Map(rows.map(({ uri, id }) => [uri, Number(id) as CredentialId]));
  const levels = await findLevelsByWords(db, leaves.flatMap(levelsOf));

  const linkLevel = ({ words }: NamedLevel) => ({ words, levelId: levels.get(levelKey(words)) ?? null });
  const link = (node: Requirement): Requirement => {
    if ('children' in node) return { ...node, children: node.children.map(link) };
    if (node.kind === 'CREDENTIAL') return { ...node, credentialId: credentials.get(node.statement) ?? null };
    return {
      ...node,
      skillId: skills.get(node.statement)?.skillId ?? null,
      how: skills.get(node.statement)?.how ?? 'UNRESOLVED',
      ...(node.requiredLevel && { requiredLevel: linkLevel(node.requiredLevel) }),
      ...(node.desiredLevel && { desiredLevel: linkLevel(node.desiredLevel) }),
    };
  };
  return requirements.map((requirement) => link(requirement) as R);
}

function levelsOf(leaf: Requirement): LevelWords[] {
  if (leaf.kind !== 'SKILL') return [];
  return [leaf.requiredLevel, leaf.desiredLevel].flatMap((level) => (level ? [level.words] : []));
}

/**
 * Ties stored requirements whose words named nothing so far to what has come since, and those tied by a decision to what is decided
 * now; returns the jobs concerned.
 */
export async function linkRequirements(db: Db): Promise<JobId[]> {
  const mayChange = sql`requirement.kind = 'SKILL' and requirement.statement is not null
    and (requirement.skill_id is null or requirement.how in ('REVIEWED', 'SUGGESTED_ACCEPTED_BY_RULE'))`;
  const waiting = await query<{ statement: string; skillId: string | null; how: LinkMethod }>(
    db,
    sql`select distinct statement, skill_id as "skillId", how from requirement where ${mayChange}`,
  );
  const links = await findSkillsByWords(
    db,
    waiting.map(({ statement }) => statement),
  );
  const rows = waiting.flatMap(({ statement, skillId, how }) => {
    const link = links.get(statement) ?? { skillId: null, how: 'UNRESOLVED' as const };
    const isSame = link.how === how && link.skillId === (skillId === null ? null : Number(skillId));
    return isSame ? [] : [{ statement, ...link }];
  });
  const linked = await query<{ jobId: string }>(
    db,
    sql`with skills as (
          update requirement set skill_id = input."skillId", how = input.how
          from ${rowsOf(rows, 'statement text, "skillId" bigint, how link_method')} as input
          where ${mayChange} and requirement.statement = input.statement
          returning job_id),
        credentials as (
          update requirement set credential_id = credential.id, how = 'URI' from credential
          where requirement.kind = 'CREDENTIAL' and requirement.credential_id is null
            and credential.uri = requirement.statement
          returning job_id)
        select job_id as "jobId" from skills union select job_id from credentials`,
  );
  await linkLevels(db);
  return linked.map(({ jobId }) => Number(jobId) as JobId);
}

async function linkLevels(db: Db): Promise<void> {
  const waiting = await query<{ words: LevelWords }>(
    db,
    sql`select distinct required_level as words from requirement
        where required_level is not null and required_level_id is null
        union select desired_level from requirement where desired_level is not null and desired_level_id is null`,
  );
  const stated = waiting.map(({ words }) => words);
  const levels = await findLevelsByWords(db, stated);
  const rows = stated.flatMap((words) => {
    const levelId = levels.get(levelKey(words));
    return levelId === undefined ? [] : [{ words, levelId }];
  });
  if (rows.length === 0) return;
  for (const level of ['required_level', 'desired_level']) {
    const [words, id] = [sql.identifier(level), sql.identifier(`${level}_id`)];
    await db.execute(
      sql`update requirement set ${id} = input."levelId"
          from ${rowsOf(rows, 'words jsonb, "levelId" bigint')} as input
          where requirement.${id} is null and requirement.${words} = input.words`,
    );
  }
}
