import { eq, sql } from 'drizzle-orm';
import { notifyChanged } from '../db/changes.ts';
import { type Database, transaction } from '../db/client.ts';
import type { JobId } from '../db/ids.ts';
import { rowsOf } from '../db/rows.ts';
import { job as jobTable } from '../jobs/tables.ts';
import { fail, ok, type Result } from '../problem.ts';
import { findCandidates } from './find-candidates.ts';
import { POLICY } from './scoring-policy.ts';
import { findTarget } from './target.ts';

const MATCHES_AT_MOST = 1_000;

/** Computes a job's stored matches anew, in its employer's view: its best thousand, in place of those before. Returns how many. */
export async function recordMatches(
  database: Database,
  jobId: JobId,
): Promise<Result<number, 'NOT_FOUND' | 'BAD_USER_INPUT'>> {
  return transaction(
    database.db,
    async (tx) => {
      // Two computations of one job take turns, so that the later one's rows stand.
      await tx.execute(sql`select 1 from job where id = ${jobId} for update`);
      const target = await findTarget(tx, { jobId });
      if (!target.ok) {
        // A job that asks for nothing any more keeps nobody.
        await tx.execute(sql`delete from match where job_id = ${jobId}`);
        return target;
      }
      const { job, requirement, isInferred } = target.value;
      if (!job) return fail('NOT_FOUND', 'the job was deleted before it could be matched');
      const reader = { kind: 'ORGANIZATION', organizationId: job.employerId, isEmployer: true } as const;
      // Nobody is ranked for an employer by what the employer did not ask for.
      const found = isInferred ? [] : await findCandidates(tx, reader, requirement, new Date());
      const candidates = found.slice(0, MATCHES_AT_MOST);
      const rows = candidates.map(({ learnerId, score, requiredMet, requiredTotal, leaves }) => ({
        ...{ learnerId, score, requiredMet, requiredTotal },
        explanation: leaves.map(({ leaf, state, credit, holdings }) => ({
          ...{ requirement: leaf.key, state, credit },
          badgeId: holdings[0]?.badgeId ?? null,
        })),
      }));
      await tx.execute(sql`delete from match where job_id = ${jobId}`);
      await tx.execute(
        sql`insert into match (job_id, learner_id, score, required_met, required_total, explanation, policy_version)
            select ${jobId}, "learnerId", score, "requiredMet", "requiredTotal", explanation, ${POLICY.version}
            from ${rowsOf(
              rows,
              '"learnerId" bigint, score real, "requiredMet" integer, "requiredTotal" integer, explanation jsonb',
            )} as input`,
      );
      await tx.update(jobTable).set({ matchedAt: new Date() }).where(eq(jobTable.id, jobId));
      await notifyChanged(tx, `matches ${jobId}`);
      return ok(rows.length);
    },
    { attempts: 3 },
  );
}
