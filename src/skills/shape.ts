import { eq, sql } from 'drizzle-orm';
import { many, one, rowsOfQuery, rowsOfTable, type Shape, shapeOf } from '../graphql/shape.ts';
import { framework, occupation, occupationSkill, skill, skillRelation } from './tables.ts';

/** Edges a skill may show at most. */
export const EDGES_AT_MOST = 200;

export const frameworkShape = shapeOf(rowsOfTable(framework), {
  needs: { skillCount: [], occupationCount: [], essentialLinkCount: [], optionalLinkCount: [] },
});

/** Edges as the skill `skill_id` sees them: those that start at it; BROADER, EXACT and CLOSE that end there. */
const edges = sql`
  select from_id as skill_id, kind::text as kind, to_id as target_id, to_uri as target_uri, confidence from ${skillRelation}
  union all
  select edge.to_id, case edge.kind when 'BROADER' then 'NARROWER' else edge.kind::text end, edge.from_id, near.uri,
         edge.confidence
  from ${skillRelation} edge join ${skill} near on near.id = edge.from_id
  where edge.kind in ('BROADER', 'EXACT', 'CLOSE')`;

const skillEdgeShape: Shape = shapeOf(
  rowsOfQuery(edges, {
    ...{ skillId: 'skill_id', kind: 'kind', targetId: 'target_id', targetUri: 'target_uri', confidence: 'confidence' },
  }),
  {
    nested: {
      target: one(
        () => skillShape,
        (edge, target) => sql`${target.id} = ${edge.targetId}`,
      ),
    },
  },
);

export const skillShape: Shape = shapeOf(rowsOfTable(skill), {
  needs: { label: ['labels'], description: ['descriptions'] },
  nested: {
    framework: one(
      () => frameworkShape,
      (row, of) => sql`${of.id} = ${row.frameworkId}`,
    ),
    relations: many(
      () => skillEdgeShape,
      (row, edge) => sql`${edge.skillId} = ${row.id}`,
      (edge) => [sql`${edge.kind}`, sql`${edge.targetUri}`],
      EDGES_AT_MOST,
    ),
  },
});

/** Skills occupations need; a pair stated twice counts as its stronger relation. */
const needed = sql`
  select occupation_id, skill_id, min(relation) as relation
  from ${occupationSkill} join ${skill} on ${eq(skill.id, occupationSkill.skillId)} and ${skill.tombstonedAt} is null
  where relation <> 'NOT_NEEDED'
  group by occupation_id, skill_id`;

const neededSkillShape = shapeOf(
  rowsOfQuery(needed, { occupationId: 'occupation_id', skillId: 'skill_id', relation: 'relation' }),
  {
    nested: {
      skill: one(
        () => skillShape,
        (row, of) => sql`${of.id} = ${row.skillId}`,
      ),
    },
  },
);

export const occupationShape = shapeOf(rowsOfTable(occupation), {
  needs: { label: ['labels'], description: ['descriptions'] },
  nested: {
    framework: one(
      () => frameworkShape,
      (row, of) => sql`${of.id} = ${row.frameworkId}`,
    ),
    skills: many(
      () => neededSkillShape,
      (row, need) => sql`${need.occupationId} = ${row.id}`,
      (need) => [sql`${need.relation}`, sql`${need.skillId}`],
    ),
  },
});
