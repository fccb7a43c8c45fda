import { sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { JobId, OrganizationId, SourceId, SourceRecordId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { findOrMakeEmployers } from '../providers/index.ts';
import { findOccupationsByWords } from '../skills/index.ts';
import { linkEach } from './link-requirement.ts';
import type { ImportedPosting } from './read-imported.ts';
import { leavesOf, type NamedLevel, type RequirementGroup } from './requirement.ts';
import { writeRequirements } from './write-requirement.ts';

export interface JobToRecord {
  readonly posting: ImportedPosting;
  readonly sourceRecordId: SourceRecordId;
}

/** Words of a posting that name nothing that is loaded; they are stored as words. */
export interface UnresolvedWords {
  readonly sourceRecordId: SourceRecordId;
  readonly names: 'SKILL' | 'CREDENTIAL' | 'LEVEL';
  readonly words: string;
}

/**
 * Writes imported postings by employer and position, with their employers and requirement trees; one whose closing day is past is
 * closed. What was published here under the same employer and position is replaced. Matches are asked for at the end of the run.
 *
 * @returns the words that could not be linked; they are linked when an import brings what they name
 */
export async function recordJobs(db: Db, jobs: readonly JobToRecord[]): Promise<UnresolvedWords[]> {
  const employers = await findOrMakeEmployers(
    db,
    jobs.map(({ posting }) => posting.stated.employer),
  );
  const ids = await writeJobs(db, jobs, employers);
  const linked = await linkEach(
    db,
    jobs.map(({ posting }) => posting.requirement),
  );
  // Two records may be one position, stated twice in other words; the later one stands.
  const trees = new Map(linked.map((root, index) => [ids[index], root]));
  await writeRequirements(
    db,
    [...trees].flatMap(([jobId, root]) => (jobId === undefined ? [] : [{ jobId, root }])),
  );
  return jobs.flatMap(({ sourceRecordId }, index) => {
    const root = linked[index];
    return root ? unresolvedIn(root).map((words) => ({ sourceRecordId, ...words })) : [];
  });
}

async function writeJobs(
  db: Db,
  jobs: readonly JobToRecord[],
  employers: ReadonlyMap<string, OrganizationId>,
): Promise<(JobId | undefined)[]> {
  const occupations = await findOccupationsByWords(
    db,
    jobs.flatMap(({ posting: { stated } }) => (stated.occupation === undefined ? [] : [stated.occupation])),
  );
  const rows = jobs.map(({ posting: { stated, facts, publishedAt }, sourceRecordId }) => ({
    ...{ ...facts, publishedAt, sourceRecordId, url: stated.url, isClosed: stated.isClosed === true },
    employerId: employers.get(stated.employer.uri),
    occupationId: stated.occupation === undefined ? undefined : occupations.get(stated.occupation),
  }));
  const distinct = new Map(rows.map((row) => [placeOf(row), row]));
  const written = await query<{ employerId: string; positionId: string; id: string }>(
    db,
    sql`insert into job (employer_id, position_id, title, description, state, region, occupation_id, noc2021,
          published_at, closes_at, url, source_record_id)
        select "employerId", "positionId", title, description,
          case when "isClosed" or "closesAt" <= now() then 'CLOSED' else 'OPEN' end::job_state,
          region, "occupationId", noc2021, coalesce("publishedAt", now()), "closesAt", url, "sourceRecordId"
        from ${rowsOf(
          [...distinct.values()],
          `"employerId" bigint, "positionId" text, title jsonb, description jsonb, "isClosed" boolean, region text,
           "occupationId" bigint, noc2021 text, "publishedAt" timestamptz, "closesAt" timestamptz, url text,
           "sourceRecordId" bigint`,
        )} as input
        on conflict (employer_id, position_id) do update
          set title = excluded.title, description = excluded.description, state = excluded.state,
              region = excluded.region, occupation_id = excluded.occupation_id, noc2021 = excluded.noc2021,
              published_at = least(job.published_at, excluded.published_at), closes_at = excluded.closes_at,
              url = excluded.url, source_record_id = excluded.source_record_id
        returning employer_id as "employerId", position_id as "positionId", id`,
  );
  const ids = new Map(written.map(({ id, ...row }) => [placeOf(row), Number(id) as JobId]));
  return rows.map((row) => ids.get(placeOf(row)));
}

function placeOf({ employerId, positionId }: { employerId: unknown; positionId: string }): string {
  return `${employerId} ${positionId}`;
}

function unresolvedIn(root: RequirementGroup): Omit<UnresolvedWords, 'sourceRecordId'>[] {
  return leavesOf(root).flatMap((leaf): Omit<UnresolvedWords, 'sourceRecordId'>[] => {
    if (leaf.kind === 'CREDENTIAL') {
      return leaf.credentialId === null ? [{ names: 'CREDENTIAL', words: leaf.statement }] : [];
    }
    const levels = [leaf.requiredLevel, leaf.desiredLevel].filter((level) => level?.levelId === null);
    return [
      ...(leaf.skillId === null ? [{ names: 'SKILL' as const, words: leaf.statement }] : []),
      ...levels.map((level) => ({ names: 'LEVEL' as const, words: wordsOf(level) })),
    ];
  });
}

function wordsOf(level: NamedLevel | undefined): string {
  const { name, value, scale } = level?.words ?? {};
  return [name ?? value, ...(scale === undefined ? [] : [`of ${scale}`])].join(' ');
}

/** Closes jobs whose source record is gone. */
export async function closeJobsGone(db: Db, sourceId: SourceId): Promise<void> {
  await db.execute(
    sql`update job set state = 'CLOSED' from source_record record
        where job.source_record_id = record.id and record.source_id = ${sourceId}
          and record.tombstoned_at is not null and job.state = 'OPEN'`,
  );
}
