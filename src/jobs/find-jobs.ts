import { and, asc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { JobId, LearnerId, LevelScaleId, OrganizationId, RequirementId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { findShaped } from '../graphql/shape.ts';
import type { Wanted } from '../graphql/wanted.ts';
import type { JobState, Requirement, RequirementGroup } from './requirement.ts';
import { jobShape } from './shape.ts';
import { job, requirement } from './tables.ts';

export type Job = typeof job.$inferSelect;

export async function findJobs(db: Db, ids: readonly JobId[]): Promise<Job[]> {
  return db
    .select()
    .from(job)
    .where(inArray(job.id, [...ids]));
}

/** What a list of jobs is narrowed to; absent means any. */
export interface JobFilter {
  readonly employerId?: OrganizationId | null | undefined;
  readonly positionId?: string | null | undefined;
  readonly state?: JobState | null | undefined;
  readonly region?: string | null | undefined;
}

function matching({ employerId, positionId, state, region }: JobFilter): SQL | undefined {
  return and(
    employerId != null ? eq(job.employerId, employerId) : undefined,
    positionId != null ? eq(job.positionId, positionId) : undefined,
    state != null ? eq(job.state, state) : undefined,
    region != null ? eq(job.region, region) : undefined,
  );
}

/** Jobs by id, with what is wanted of them. */
export function findJobsBy(
  db: Db,
  filter: JobFilter,
  page: { first: number; after: JobId | null },
  wanted: Wanted | null = null,
): Promise<Job[]> {
  const beyond = page.after === null ? undefined : gt(job.id, page.after);
  const where = and(matching(filter), beyond);
  return findShaped(db, jobShape, wanted, { name: 'job', where, orderBy: [asc(job.id)], limit: page.first });
}

/** The job of an id, with what is wanted of it. */
export async function findJob(db: Db, id: JobId, wanted: Wanted): Promise<Job | null> {
  const which = { name: 'job', where: eq(job.id, id), orderBy: [], limit: 1 };
  const [row] = await findShaped<Job>(db, jobShape, wanted, which);
  return row ?? null;
}

export function countJobs(db: Db, filter: JobFilter): Promise<number> {
  return db.$count(job, matching(filter));
}

type Row = typeof requirement.$inferSelect;

/** The requirement trees of jobs, by job. */
export async function findRequirements(db: Db, ids: readonly JobId[]): Promise<Map<JobId, RequirementGroup>> {
  const rows = await db
    .select()
    .from(requirement)
    .where(inArray(requirement.jobId, [...ids]))
    .orderBy(asc(requirement.position), asc(requirement.id));
  const children = new Map<RequirementId | null, Row[]>();
  for (const row of rows) children.set(row.parentId, [...(children.get(row.parentId) ?? []), row]);

  const treeOf = (row: Row): Requirement => {
    const node = { key: String(row.id), importance: row.importance, weight: row.weight };
    const leaf = {
      ...node,
      statement: row.statement ?? '',
      neededAtHire: row.neededAtHire,
      acceptedFrom: row.acceptedFrom,
    };
    if (row.kind === 'SKILL') {
      const { requiredLevel, requiredLevelId, desiredLevel, desiredLevelId } = row;
      return {
        ...{ ...leaf, kind: 'SKILL', skillId: row.skillId },
        ...(requiredLevel && { requiredLevel: { words: requiredLevel, levelId: requiredLevelId } }),
        ...(desiredLevel && { desiredLevel: { words: desiredLevel, levelId: desiredLevelId } }),
      };
    }
    if (row.kind === 'CREDENTIAL') return { ...leaf, kind: 'CREDENTIAL', credentialId: row.credentialId };
    return { ...node, kind: row.kind, atLeast: row.atLeast, children: (children.get(row.id) ?? []).map(treeOf) };
  };
  const roots = children.get(null) ?? [];
  return new Map(roots.map((root) => [root.jobId, treeOf(root) as RequirementGroup]));
}

/** Open jobs that ask for a skill a learner shows, or for one a step away from it: those a change of theirs may concern. */
export async function findJobsTouchedBy(db: Db, learnerIds: readonly LearnerId[]): Promise<JobId[]> {
  const rows = await query<{ id: string }>(
    db,
    sql`with shown as (
          select distinct skill_id as id from skill_evidence where learner_id in (select id from ${rowsOf(
            learnerIds.map((id) => ({ id })),
            'id bigint',
          )} as input)),
        near as (
          select id from shown
          union select to_id from skill_relation join shown on from_id = shown.id
          union select from_id from skill_relation join shown on to_id = shown.id)
        select distinct job.id from job
        join requirement on requirement.job_id = job.id
        where job.state = 'OPEN' and requirement.skill_id in (select id from near)
        order by job.id`,
  );
  return rows.map(({ id }) => Number(id) as JobId);
}

/** Open jobs that ask for a level of a scale. */
export async function findJobsAskingFor(db: Db, scaleId: LevelScaleId): Promise<JobId[]> {
  const rows = await query<{ id: string }>(
    db,
    sql`select distinct job.id from job
        join requirement on requirement.job_id = job.id
        join level on level.id in (requirement.required_level_id, requirement.desired_level_id)
        where job.state = 'OPEN' and level.scale_id = ${scaleId}
        order by job.id`,
  );
  return rows.map(({ id }) => Number(id) as JobId);
}

/** Every open job, oldest first. */
export async function findOpenJobs(db: Db): Promise<JobId[]> {
  const rows = await query<{ id: string }>(db, sql`select id from job where state = 'OPEN' order by id`);
  return rows.map(({ id }) => Number(id) as JobId);
}
