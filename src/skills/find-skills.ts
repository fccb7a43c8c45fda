import { and, asc, eq, gt, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { FrameworkId, OccupationId, SkillId } from '../db/ids.ts';
import { query, rowsOf } from '../db/rows.ts';
import { findShaped } from '../graphql/shape.ts';
import type { Wanted } from '../graphql/wanted.ts';
import { occupationShape, skillShape } from './shape.ts';
import { labelKey, type OccupationSkillRelation, type SkillKind, type SkillRelationKind } from './skill.ts';
import { framework, occupation, skill } from './tables.ts';

export type Framework = typeof framework.$inferSelect;
export type SkillRow = typeof skill.$inferSelect;
export type Occupation = typeof occupation.$inferSelect;

/** What a list of skills is narrowed to; absent means any. */
export interface SkillFilter {
  /** Short code, such as `esco`. */
  readonly framework?: string | null | undefined;
  readonly kinds?: readonly SkillKind[] | null | undefined;
  /** A label or alias in any language, whole, whatever its case. */
  readonly label?: string | null | undefined;
}

export interface OccupationFilter {
  readonly framework?: string | null | undefined;
  readonly label?: string | null | undefined;
  readonly code?: string | null | undefined;
}

export interface Page<Id> {
  readonly first: number;
  /** Exclusive. */
  readonly after: Id | null;
}

/** Frameworks by id. */
export function findFrameworks(db: Db, page: Page<FrameworkId>): Promise<Framework[]> {
  const beyond = page.after === null ? undefined : gt(framework.id, page.after);
  return db.select().from(framework).where(beyond).orderBy(asc(framework.id)).limit(page.first);
}

function skillsMatching(filter: SkillFilter): SQL | undefined {
  return and(
    isNull(skill.tombstonedAt),
    filter.framework != null ? sql`${skill.frameworkId} = ${frameworkId(filter.framework)}` : undefined,
    // Headings of the hierarchy are held by nobody: they are listed only when asked for.
    filter.kinds != null ? inArray(skill.kind, [...filter.kinds]) : ne(skill.kind, 'GROUP'),
    filter.label != null ? sql`${skill.labelKeys} @> array[${labelKey(filter.label)}]` : undefined,
  );
}

/** Skills by id, headings left out unless `kinds` names them, with what is wanted of them. */
export function findSkills(
  db: Db,
  filter: SkillFilter,
  page: Page<SkillId>,
  wanted: Wanted | null = null,
): Promise<SkillRow[]> {
  const beyond = page.after === null ? undefined : gt(skill.id, page.after);
  return findShaped(db, skillShape, wanted, {
    name: 'skill',
    where: and(skillsMatching(filter), beyond),
    orderBy: [asc(skill.id)],
    limit: page.first,
  });
}

export function countSkills(db: Db, filter: SkillFilter): Promise<number> {
  return db.$count(skill, skillsMatching(filter));
}

function occupationsMatching(filter: OccupationFilter): SQL | undefined {
  return and(
    isNull(occupation.tombstonedAt),
    eq(occupation.kind, 'OCCUPATION'),
    filter.framework != null ? sql`${occupation.frameworkId} = ${frameworkId(filter.framework)}` : undefined,
    filter.label != null ? sql`${occupation.labelKeys} @> array[${labelKey(filter.label)}]` : undefined,
    filter.code != null ? eq(occupation.code, filter.code) : undefined,
  );
}

/** Occupations by id, without the headings of their classification, with what is wanted of them. */
export function findOccupations(
  db: Db,
  filter: OccupationFilter,
  page: Page<OccupationId>,
  wanted: Wanted | null = null,
): Promise<Occupation[]> {
  const beyond = page.after === null ? undefined : gt(occupation.id, page.after);
  return findShaped(db, occupationShape, wanted, {
    name: 'occupation',
    where: and(occupationsMatching(filter), beyond),
    orderBy: [asc(occupation.id)],
    limit: page.first,
  });
}

export function countOccupations(db: Db, filter: OccupationFilter): Promise<number> {
  return db.$count(occupation, occupationsMatching(filter));
}

function frameworkId(code: string): SQL {
  return sql`(select id from framework where code = ${code})`;
}

/** The skill of an id or a URI, with what is wanted of it; where two frameworks state a URI, the one imported first. */
export async function findSkill(
  db: Db,
  by: { id: SkillId } | { uri: string },
  wanted: Wanted,
): Promise<SkillRow | null> {
  const where = 'id' in by ? eq(skill.id, by.id) : eq(skill.uri, by.uri);
  const [row] = await findShaped<SkillRow>(db, skillShape, wanted, {
    ...{ name: 'skill', where, orderBy: [asc(skill.frameworkId)], limit: 1 },
  });
  return row ?? null;
}

export async function findOccupation(
  db: Db,
  by: { id: OccupationId } | { uri: string },
  wanted: Wanted,
): Promise<Occupation | null> {
  const where = 'id' in by ? eq(occupation.id, by.id) : eq(occupation.uri, by.uri);
  const [row] = await findShaped<Occupation>(db, occupationShape, wanted, {
    ...{ name: 'occupation', where, orderBy: [asc(occupation.frameworkId)], limit: 1 },
  });
  return row ?? null;
}

/** How large a framework is: what it states today. */
export interface FrameworkCounts {
  readonly frameworkId: FrameworkId;
  readonly skills: number;
  readonly occupations: number;
  readonly essentialLinks: number;
  readonly optionalLinks: number;
}

export async function countFrameworks(db: Db, ids: readonly FrameworkId[]): Promise<FrameworkCounts[]> {
  const rows = await query<Omit<FrameworkCounts, 'frameworkId'> & { frameworkId: string }>(
    db,
    sql`select input.id as "frameworkId",
               (select count(*)::int from skill where framework_id = input.id and kind <> 'GROUP' and tombstoned_at is null)
                 as skills,
               (select count(*)::int from occupation
                where framework_id = input.id and kind = 'OCCUPATION' and tombstoned_at is null) as occupations,
               coalesce(essential, 0) as "essentialLinks", coalesce(optional, 0) as "optionalLinks"
        from ${rowsOf(
          ids.map((id) => ({ id })),
          'id bigint',
        )} as input
        left join (
          select framework_id,
                 (count(distinct (occupation_id, skill_id)) filter (where relation = 'ESSENTIAL'))::int as essential,
                 (count(distinct (occupation_id, skill_id)) filter (where relation = 'OPTIONAL'))::int as optional
          from occupation_skill join occupation on occupation.id = occupation_id
          group by framework_id) links on links.framework_id = input.id`,
  );
  return rows.map(({ frameworkId, ...counts }) => ({ frameworkId: Number(frameworkId) as FrameworkId, ...counts }));
}

/** An edge between two skills as one of them sees it. */
export interface SkillEdge extends Record<string, unknown> {
  readonly skillId: SkillId;
  /** `NARROWER` is a BROADER edge seen from its far end. */
  readonly kind: SkillRelationKind | 'NARROWER';
  /** Null while the other skill is not loaded. */
  readonly targetId: SkillId | null;
  readonly targetUri: string;
  readonly confidence: number;
}

/** Edges that start at the skills, and BROADER, EXACT and CLOSE edges that end there. At most 200 a skill. */
export async function findSkillEdges(db: Db, ids: readonly SkillId[]): Promise<SkillEdge[]> {
  const rows = await query<SkillEdge & { skillId: string; targetId: string | null }>(
    db,
    sql`
    with asked as (select id from ${rowsOf(
      ids.map((id) => ({ id })),
      'id bigint',
    )} as input),
    edges as (
      select edge.from_id as skill_id, edge.kind::text, edge.to_id as other_id, edge.to_uri as other_uri, edge.confidence
      from skill_relation edge join asked on asked.id = edge.from_id
      union all
      select edge.to_id, case edge.kind when 'BROADER' then 'NARROWER' else edge.kind::text end, edge.from_id, near.uri,
             edge.confidence
      from skill_relation edge join asked on asked.id = edge.to_id join skill near on near.id = edge.from_id
      where edge.kind in ('BROADER', 'EXACT', 'CLOSE'))
    select skill_id as "skillId", kind, other_id as "targetId", other_uri as "targetUri", confidence
    from (select *, row_number() over (partition by skill_id order by kind, other_uri) as rank from edges) ranked
    where rank <= 200 order by skill_id, kind, other_uri`,
  );
  return rows.map((row) => ({
    ...row,
    skillId: Number(row.skillId) as SkillId,
    targetId: row.targetId === null ? null : (Number(row.targetId) as SkillId),
  }));
}

/** A skill an occupation needs. */
export interface NeededSkill extends Record<string, unknown> {
  readonly occupationId: OccupationId;
  readonly skillId: SkillId;
  readonly relation: OccupationSkillRelation;
}

/** Skills the occupations need: essential ones first, then by id. A pair stated twice counts as its stronger relation. */
export async function findNeededSkills(db: Db, ids: readonly OccupationId[]): Promise<NeededSkill[]> {
  const rows = await query<NeededSkill & { occupationId: string; skillId: string }>(
    db,
    sql`select occupation_id as "occupationId", skill_id as "skillId", min(relation) as relation
        from occupation_skill join skill on skill.id = skill_id and skill.tombstoned_at is null
        where relation <> 'NOT_NEEDED' and occupation_id in (select id from ${rowsOf(
          ids.map((id) => ({ id })),
          'id bigint',
        )} as input)
        group by occupation_id, skill_id
        order by occupation_id, min(relation), skill_id`,
  );
  return rows.map((row) => ({
    ...row,
    occupationId: Number(row.occupationId) as OccupationId,
    skillId: Number(row.skillId) as SkillId,
  }));
}
