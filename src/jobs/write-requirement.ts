import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { JobId, RequirementId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import type { Requirement, RequirementGroup } from './requirement.ts';

/** Replaces a job's requirement tree. */
export function writeRequirement(db: Db, jobId: JobId, root: RequirementGroup): Promise<void> {
  return writeRequirements(db, [{ jobId, root }]);
}

/** Replaces the requirement trees of distinct jobs: a statement a level of the deepest. */
export async function writeRequirements(
  db: Db,
  trees: readonly { readonly jobId: JobId; readonly root: RequirementGroup }[],
): Promise<void> {
  const jobs = trees.map(({ jobId }) => ({ jobId }));
  await db.execute(
    sql`delete from requirement using ${rowsOf(jobs, '"jobId" bigint')} as input where job_id = input."jobId"`,
  );
  let layer: Placed[] = trees.map(({ jobId, root }) => ({ jobId, parentId: null, position: 0, node: root }));
  while (layer.length > 0) layer = await writeLayer(db, layer);
}

interface Placed {
  readonly jobId: JobId;
  readonly parentId: RequirementId | null;
  readonly position: number;
  readonly node: Requirement;
}

/** Writes nodes that stand equally deep, and returns their children. */
async function writeLayer(db: Db, layer: readonly Placed[]): Promise<Placed[]> {
  const written = await query<{ jobId: string; parentId: string | null; position: number; id: string }>(
    db,
    sql`insert into requirement (
          job_id, parent_id, position, kind, at_least, importance, weight, statement, skill_id, credential_id, how,
          required_level, required_level_id, desired_level, desired_level_id, needed_at_hire, accepted_from)
        select "jobId", "parentId", position, kind, "atLeast", importance, weight, statement, "skillId", "credentialId", coalesce(how, 'UNRESOLVED'),
          "requiredLevel", "requiredLevelId", "desiredLevel", "desiredLevelId", "neededAtHire", "acceptedFrom"
        from ${rowsOf(
          layer.map(rowOf),
          `"jobId" bigint, "parentId" bigint, position integer, kind requirement_kind, "atLeast" integer,
           importance importance, weight real, statement text, "skillId" bigint, "credentialId" bigint,
           how link_method, "requiredLevel" jsonb, "requiredLevelId" bigint, "desiredLevel" jsonb, "desiredLevelId" bigint,
           "neededAtHire" boolean, "acceptedFrom" evidence_rung`,
        )} as input
        returning job_id as "jobId", parent_id as "parentId", position, id`,
  );
  const ids = new Map(written.map(({ id, ...place }) => [placeOf(place), Number(id) as RequirementId]));
  return layer.flatMap(({ jobId, parentId, position, node }) => {
    if (!('children' in node)) return [];
    const id = ids.get(placeOf({ jobId, parentId, position })) ?? null;
    return node.children.map((child, index) => ({ jobId, parentId: id, position: index, node: child }));
  });
}

function placeOf({ jobId, parentId, position }: Record<'jobId' | 'parentId' | 'position', unknown>): string {
  return `${jobId} ${parentId} ${position}`;
}

function rowOf({ node, ...place }: Placed) {
  const { kind, importance, weight } = node;
  const common = { ...place, kind, importance, weight };
  if ('children' in node) return { ...common, atLeast: node.atLeast, neededAtHire: true };
  const { statement, neededAtHire, acceptedFrom } = node;
  const leaf = { ...common, statement, neededAtHire, acceptedFrom };
  if (node.kind === 'CREDENTIAL') {
    return { ...leaf, credentialId: node.credentialId, how: node.credentialId === null ? 'UNRESOLVED' : 'URI' };
  }
  const { skillId, how, requiredLevel, desiredLevel } = node;
  return {
    ...{ ...leaf, skillId, how },
    ...{ requiredLevel: requiredLevel?.words, requiredLevelId: requiredLevel?.levelId },
    ...{ desiredLevel: desiredLevel?.words, desiredLevelId: desiredLevel?.levelId },
  };
}
