import { eq } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { JobId, RequirementId } from '../db/ids.ts';
import type { Requirement, RequirementGroup } from './requirement.ts';
import { requirement } from './tables.ts';

/** Replaces a job's requirement tree. */
export async function writeRequirement(db: Db, jobId: JobId, root: RequirementGroup): Promise<void> {
  await db.delete(requirement).where(eq(requirement.jobId, jobId));
  await writeNodes(db, jobId, null, [root]);
}

/** Writes nodes of one parent in order, then each one's children. */
async function writeNodes(
  db: Db,
  jobId: JobId,
  parentId: RequirementId | null,
  nodes: readonly Requirement[],
): Promise<void> {
  const written = await db
    .insert(requirement)
    .values(
      nodes.map((node, position) => {
        const common = { jobId, parentId, position, kind: node.kind, importance: node.importance, weight: node.weight };
        if ('children' in node) return { ...common, atLeast: node.atLeast };
        const { statement, neededAtHire, acceptedFrom } = node;
        const target = node.kind === 'SKILL' ? { skillId: node.skillId } : { credentialId: node.credentialId };
        return { ...common, statement, neededAtHire, acceptedFrom, ...target };
      }),
    )
    .returning({ id: requirement.id, position: requirement.position });
  for (const { id, position } of written) {
    const node = nodes[position];
    if (node && 'children' in node) await writeNodes(db, jobId, id, node.children);
  }
}
