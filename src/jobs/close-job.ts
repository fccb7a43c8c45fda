import { and, eq } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { JobId, OrganizationId } from '../db/ids.ts';
import { fail, ok, type Result } from '../problem.ts';
import { job } from './tables.ts';

/**
 * Closes a job; closing it twice is the same.
 *
 * @param employerId  whose job it must be; null for anybody's
 */
export async function closeJob(
  db: Db,
  employerId: OrganizationId | null,
  jobId: JobId,
): Promise<Result<JobId, 'NOT_FOUND'>> {
  const [row] = await db
    .update(job)
    .set({ state: 'CLOSED' })
    .where(and(eq(job.id, jobId), employerId === null ? undefined : eq(job.employerId, employerId)))
    .returning({ id: job.id });
  return row ? ok(row.id) : fail('NOT_FOUND', 'you have no job with that id', 'input.jobId');
}
