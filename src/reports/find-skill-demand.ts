import { sql } from 'drizzle-orm';
import { asSeenBy, type Reader, seesEvidence } from '../consent/index.ts';
import type { Db } from '../db/client.ts';
import type { SkillId } from '../db/ids.ts';
import { instantOf, query, rowsOf } from '../db/rows.ts';
import { isOpen } from '../jobs/index.ts';
import { hideSmall } from './hide-small.ts';

/** Which skills; absent means any. Regions are those postings and learners state, one each, so that no two overlap. */
export interface DemandFilter {
  /** Null for everywhere together. */
  readonly region: string | null;
  readonly skillIds: readonly SkillId[] | null;
  /** Only what no credential on offer there teaches or assesses. */
  readonly isUntaught: boolean;
}

/** Where a page of skills begins: behind the skill of so many postings. */
export interface DemandPlace {
  readonly openPostings: number;
  readonly skillId: SkillId;
}

/** A skill that open postings ask for, with what there is of it. */
export interface SkillDemand extends DemandPlace {
  readonly region: string | null;
  readonly credentials: number;
  /** How many show it to the reader, rounded; null where they are too few to be told. */
  readonly learners: number | null;
}

/**
 * Skills that open postings ask for, most asked for first, each with the credentials that bring it and how many learners show
 * it. Learners are counted by region alone, and small groups left out: see `hideSmall`.
 *
 * @param asOf  decides which postings are open and which evidence is in force
 * @param page  `after` is exclusive
 */
export async function findSkillDemand(
  db: Db,
  reader: Reader,
  { region, skillIds, isUntaught }: DemandFilter,
  asOf: Date,
  page: { readonly first: number; readonly after: DemandPlace | null },
): Promise<SkillDemand[]> {
  const moment = instantOf(asOf);
  const those = rowsOf(
    (skillIds ?? []).map((id) => ({ id })),
    'id bigint',
  );
  const rows = await query<{ skillId: string; openPostings: number; credentials: number }>(
    db,
    sql`with demand as (
          select requirement.skill_id, count(distinct job.id)::int as postings
          from requirement join job on job.id = requirement.job_id
          where requirement.skill_id is not null and ${isOpen(moment)}
            and (${region}::text is null or job.region = ${region})
            and (${skillIds === null} or requirement.skill_id in (select id from ${those} as input))
          group by requirement.skill_id),
        supplied as (
          select demand.*, (
            select count(distinct edge.credential_id)::int
            from credential_skill edge join credential on credential.id = edge.credential_id
            where edge.skill_id = demand.skill_id and edge.relation in ('TEACHES', 'ASSESSES')
              and credential.status = 'ACTIVE' and credential.tombstoned_at is null
              and (${region}::text is null or credential.regions = '{}' or ${region} = any(credential.regions))) as credentials
          from demand)
        select skill_id as "skillId", postings as "openPostings", credentials from supplied
        where (not ${isUntaught} or credentials = 0)
          and (${page.after === null}
            or (-postings, skill_id) > (${-(page.after?.openPostings ?? 0)}::int, ${page.after?.skillId ?? 0}::bigint))
        order by postings desc, skill_id limit ${page.first}`,
  );
  const ids = rows.map(({ skillId }) => Number(skillId) as SkillId);
  const shown = await asSeenBy(db, reader, (tx) => countWhoShow(tx, reader, ids, asOf));
  return rows.map(({ openPostings, credentials }, index) => {
    const skillId = ids[index] as SkillId;
    const told = hideSmall(shown.get(skillId) ?? new Map(), new Set([null]));
    const learners = region === null ? told.total : (told.cells.get(region) ?? null);
    return { skillId, region, openPostings, credentials, learners };
  });
}

/** How many learners show the reader each skill, by the region they state: every region there is, whatever is asked for. */
export async function countWhoShow(
  db: Db,
  reader: Reader,
  skillIds: readonly SkillId[],
  asOf: Date,
): Promise<Map<SkillId, Map<string | null, number>>> {
  if (skillIds.length === 0) return new Map();
  const moment = instantOf(asOf);
  const rows = await query<{ skillId: string; region: string | null; learners: number }>(
    db,
    sql`select held.skill_id as "skillId", learner.region, count(distinct held.learner_id)::int as learners
        from skill_evidence held join learner on learner.id = held.learner_id
        where held.skill_id in (select id from ${rowsOf(
          skillIds.map((id) => ({ id })),
          'id bigint',
        )} as input)
          and (held.valid_from is null or held.valid_from <= ${moment})
          and (held.expires_at is null or held.expires_at > ${moment})
          and (held.revoked_at is null or held.revoked_at > ${moment})
          and ${seesEvidence(reader, sql`held.learner_id`, sql`held.badge_id`)}
        group by held.skill_id, learner.region`,
  );
  const found = new Map<SkillId, Map<string | null, number>>();
  for (const { skillId, region, learners } of rows) {
    const id = Number(skillId) as SkillId;
    const cells = found.get(id) ?? new Map<string | null, number>();
    found.set(id, cells.set(region, learners));
  }
  return found;
}
