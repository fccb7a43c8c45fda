import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { CredentialId, JobId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { findSkillsByWords } from '../skills/index.ts';
import { leavesOf, type Requirement } from './requirement.ts';

/** Fills in the skill or credential each leaf's words name exactly; a leaf whose words name nothing stays open. */
export async function linkRequirement<R extends Requirement>(db: Db, requirement: R): Promise<R> {
  const leaves = leavesOf(requirement);
  const words = leaves.filter(({ kind }) => kind === 'SKILL').map(({ statement }) => statement);
  const uris = leaves.filter(({ kind }) => kind === 'CREDENTIAL').map(({ statement }) => ({ statement }));
  const skills = await findSkillsByWords(db, words);
  const rows = await query<{ uri: string; id: string }>(
    db,
    sql`select uri, id from credential
        where uri in (select statement from ${rowsOf(uris, 'statement text')} as input)`,
  );
  const credentials = new Map(rows.map(({ uri, id }) => [uri, Number(id) as CredentialId]));

  const link = (node: Requirement): Requirement => {
    if ('children' in node) return { ...node, children: node.children.map(link) };
    return node.kind === 'SKILL'
      ? { ...node, skillId: skills.get(node.statement)?.skillId ?? null }
      : { ...node, credentialId: credentials.get(node.statement) ?? null };
  };
  return link(requirement) as R;
}

/** Ties stored requirements whose words named nothing so far to what was imported since; returns the jobs concerned. */
export async function linkRequirements(db: Db): Promise<JobId[]> {
  const waiting = await query<{ statement: string }>(
    db,
    sql`select distinct statement from requirement
        where kind = 'SKILL' and skill_id is null and statement is not null`,
  );
  const links = await findSkillsByWords(
    db,
    waiting.map(({ statement }) => statement),
  );
  const rows = [...links].map(([statement, { skillId, how }]) => ({ statement, skillId, how }));
  const linked = await query<{ jobId: string }>(
    db,
    sql`with skills as (
          update requirement set skill_id = input."skillId", how = input.how
          from ${rowsOf(rows, 'statement text, "skillId" bigint, how link_method')} as input
          where requirement.kind = 'SKILL' and requirement.skill_id is null and requirement.statement = input.statement
          returning job_id),
        credentials as (
          update requirement set credential_id = credential.id, how = 'URI' from credential
          where requirement.kind = 'CREDENTIAL' and requirement.credential_id is null
            and credential.uri = requirement.statement
          returning job_id)
        select job_id as "jobId" from skills union select job_id from credentials`,
  );
  return linked.map(({ jobId }) => Number(jobId) as JobId);
}
