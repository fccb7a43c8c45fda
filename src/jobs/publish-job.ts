import type { Db } from '../db/client.ts';
import type { JobId, OrganizationId } from '../db/ids.ts';
import { ok, type Result } from '../problem.ts';
import { checkEmployer, checkOccupation } from './check-references.ts';
import { linkStated } from './link-stated.ts';
import { type PostingFacts, readFacts } from './posting.ts';
import { replaceRequirement } from './replace-requirement.ts';
import { readRequirement, type StatedRequirement } from './requirement.ts';
import { job } from './tables.ts';

/** A posting as its employer states it; what is absent is not stated. */
export interface JobToPublish
  extends Pick<PostingFacts, 'positionId' | 'title'>,
    Partial<{ readonly [F in Exclude<keyof PostingFacts, 'positionId' | 'title'>]: PostingFacts[F] | undefined }> {
  readonly employerId: OrganizationId;
  readonly requirement: StatedRequirement;
}

/**
 * Publishes a job, or replaces the employer's earlier posting of the same position, with its requirement tree linked to
 * skills as far as its words name some. What was imported is the employer's own word from then on. Run it in a transaction.
 *
 * @param asOf  the moment of publishing
 * @returns the job, or the first input field at fault; then nothing was written
 */
export async function publishJob(
  db: Db,
  stated: JobToPublish,
  asOf: Date,
): Promise<Result<JobId, 'BAD_USER_INPUT' | 'NOT_FOUND'>> {
  const facts = readFacts(
    {
      ...{ positionId: stated.positionId, title: stated.title, description: stated.description ?? {} },
      ...{ region: stated.region ?? null, occupationId: stated.occupationId ?? null },
      ...{ noc2021: stated.noc2021 ?? null, closesAt: stated.closesAt ?? null },
    },
    asOf,
  );
  if (!facts.ok) return facts;
  const tree = readRequirement(stated.requirement, 'input.requirement');
  if (!tree.ok) return tree;
  const requirement = await linkStated(db, tree.value, 'input.requirement');
  if (!requirement.ok) return requirement;
  const employer = await checkEmployer(db, stated.employerId);
  if (!employer.ok) return employer;
  const occupation = await checkOccupation(db, facts.value.occupationId);
  if (!occupation.ok) return occupation;

  const values = {
    ...facts.value,
    employerId: stated.employerId,
    state: 'OPEN' as const,
    url: null,
    sourceRecordId: null,
  };
  const [row] = await db
    .insert(job)
    .values(values)
    .onConflictDoUpdate({ target: [job.employerId, job.positionId], set: values })
    .returning({ id: job.id });
  if (!row) throw new Error(`job ${values.positionId} was not written`);
  await replaceRequirement(db, row.id, requirement.value);
  return ok(row.id);
}
