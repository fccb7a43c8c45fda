import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { LocalizedText } from '../db/columns.ts';
import type { JobId, OccupationId, OrganizationId, RequirementId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { linkRequirement } from './link-requirement.ts';
import { type Requirement, readRequirement, type StatedRequirement } from './requirement.ts';
import { job, requirement } from './tables.ts';

/** A posting as its employer states it. */
export interface JobToPublish {
  readonly employerId: OrganizationId;
  readonly positionId: string;
  readonly title: LocalizedText;
  readonly description?: LocalizedText | undefined;
  readonly region?: string | undefined;
  readonly occupationId?: OccupationId | undefined;
  readonly noc2021?: string | undefined;
  readonly closesAt?: Date | undefined;
  readonly requirement: StatedRequirement;
}

/**
 * Publishes a job, or replaces the employer's earlier posting of the same position, with its requirement tree linked to
 * skills as far as its words name some. Run it in a transaction.
 */
export async function publishJob(db: Db, stated: JobToPublish): Promise<Result<JobId, 'BAD_USER_INPUT'>> {
  const { requirement: tree, ...facts } = stated;
  if (facts.positionId.trim() === '')
    return fail('BAD_USER_INPUT', 'positionId is empty; state your own', 'positionId');
  if (Object.keys(facts.title).length === 0) return fail('BAD_USER_INPUT', 'title is empty; state one', 'title');
  const read = readRequirement(tree);
  if (!read.ok) return read;
  const linked = await linkRequirement(db, read.value);

  const values = {
    ...facts,
    description: facts.description ?? {},
    region: facts.region ?? null,
    occupationId: facts.occupationId ?? null,
    noc2021: facts.noc2021 ?? null,
    closesAt: facts.closesAt ?? null,
    state: 'OPEN' as const,
  };
  const [row] = await db
    .insert(job)
    .values(values)
    .onConflictDoUpdate({ target: [job.employerId, job.positionId], set: values })
    .returning({ id: job.id });
  if (!row) throw new Error(`job ${facts.positionId} was not written`);
  await db.delete(requirement).where(eq(requirement.jobId, row.id));
  await writeNodes(db, row.id, null, [linked]);
  return ok(row.id);
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

/** Closes an employer's job; closing it twice is the same. */
export async function closeJob(db: Db, employerId: OrganizationId, jobId: JobId): Promise<Result<JobId, 'NOT_FOUND'>> {
  const [row] = await db
    .update(job)
    .set({ state: 'CLOSED' })
    .where(and(eq(job.id, jobId), eq(job.employerId, employerId)))
    .returning({ id: job.id });
  return row ? ok(row.id) : fail('NOT_FOUND', 'you have no job with that id', 'jobId');
}
