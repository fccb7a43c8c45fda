import { type SQL, sql } from 'drizzle-orm';
import type { FrameworkId } from '../db/ids.ts';
import { REVIEW_FORMAT } from '../provenance/index.ts';

/** What an example of a measure names. */
export type ExampleType = 'Credential' | 'Skill' | 'Job' | 'Source';

/**
 * One thing that is counted: a statement whose rows are all there are, each with `id`, `name`, `uri` and whether it is as it
 * should be (`is_met`). The others are the examples: what somebody may mend.
 */
export interface Measure {
  readonly type: ExampleType;
  readonly rows: SQL;
}

/** In English where there is any, as in lists that are the same for everybody. */
const nameOf = (texts: SQL): SQL =>
  sql`coalesce(${texts} ->> 'en', (select value from jsonb_each_text(${texts}) limit 1), '')`;

/** A skill statement of a credential that says what its learners come to know. */
const IS_OUTCOME = sql.raw(`said.relation in ('TEACHES', 'ASSESSES')`);

function credentials(isMet: SQL): Measure {
  return {
    type: 'Credential',
    rows: sql`
      select credential.id, ${nameOf(sql`credential.name`)} as name, credential.uri, ${isMet} as is_met
      from credential where credential.tombstoned_at is null`,
  };
}

/** Credentials that state a skill they teach or assess. */
export const credentialsWithSkills: Measure = credentials(
  sql`credential.id in (select credential_id from credential_skill said where ${IS_OUTCOME})`,
);

/** Credentials of whose skills, taught or assessed, one at least is a loaded skill. */
export const credentialsWithLinkedSkills: Measure = credentials(
  sql`credential.id in (select credential_id from credential_skill said where ${IS_OUTCOME} and said.skill_id is not null)`,
);

/** Skill statements of credentials, of any relation, that name a loaded skill. */
export const statementsLinked: Measure = {
  type: 'Credential',
  rows: sql`
    select credential.id, said.statement as name, credential.uri, said.skill_id is not null as is_met
    from credential_skill said join credential on credential.id = said.credential_id
    where credential.tombstoned_at is null`,
};

/** Edges between skills of two frameworks, both loaded. */
const CROSSWALK = sql`
  select edge.from_id, edge.to_id from skill_relation edge
  join skill near on near.id = edge.from_id join skill far on far.id = edge.to_id
  where near.framework_id <> far.framework_id and near.tombstoned_at is null and far.tombstoned_at is null`;

/** Skills, without headings, that an edge ties to a skill of another framework, from either end. */
export function skillsWithCrosswalk(frameworkId: FrameworkId | null): Measure {
  const only = frameworkId === null ? sql`` : sql` and skill.framework_id = ${frameworkId}`;
  return {
    type: 'Skill',
    rows: sql`
      select skill.id, ${nameOf(sql`skill.labels`)} as name, skill.uri, skill.framework_id,
             skill.id in (select from_id from (${CROSSWALK}) crosswalk union all select to_id from (${CROSSWALK}) crosswalk)
               as is_met
      from skill where skill.tombstoned_at is null and skill.kind <> 'GROUP'${only}`,
  };
}

/** Days after which a source counts as stale: read on request, and read by a schedule. */
export const STALE_AFTER_DAYS = { onRequest: 30, scheduled: 7 } as const;

/** Sources whose last run that ended did not fail, and that were read to the end lately. Their names may be a person's file. What reviewers assert is no source to read. */
export function sourcesUpToDate(asOf: Date): Measure {
  return {
    type: 'Source',
    rows: sql`
      select source.id, source.format as name, null as uri,
             coalesce(last.state in ('COMPLETED', 'COMPLETED_WITH_ISSUES') and last.ended_at >= ${asOf.toISOString()}::timestamptz
               - make_interval(days => case when source.schedule is null then ${STALE_AFTER_DAYS.onRequest}::int
                                            else ${STALE_AFTER_DAYS.scheduled}::int end), false) as is_met
      from source left join lateral (
        select state, ended_at from import_run
        where source_id = source.id and ended_at is not null and state <> 'CANCELLED' order by id desc limit 1) last on true
      where source.format <> ${REVIEW_FORMAT}`,
  };
}

/** Skills that open jobs ask for, each leaf of each job, that a credential teaches or assesses: itself or its EXACT equal. */
export const requirementsTaught: Measure = {
  type: 'Job',
  rows: sql`
    with taught as (
      select said.skill_id from credential_skill said join credential on credential.id = said.credential_id
      where ${IS_OUTCOME} and said.skill_id is not null and credential.tombstoned_at is null)
    select job.id, coalesce(leaf.statement, skill.uri, '') as name, skill.uri, coalesce(leaf.skill_id in (
        select skill_id from taught
        union all select edge.to_id from skill_relation edge join taught on taught.skill_id = edge.from_id where edge.kind = 'EXACT'
        union all select edge.from_id from skill_relation edge join taught on taught.skill_id = edge.to_id where edge.kind = 'EXACT'),
        false) as is_met
    from requirement leaf join job on job.id = leaf.job_id left join skill on skill.id = leaf.skill_id
    where leaf.kind = 'SKILL' and job.state = 'OPEN'`,
};
