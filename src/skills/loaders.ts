import { inArray } from 'drizzle-orm';
import type { FrameworkId, LevelId, OccupationId, SkillId } from '../db/ids.ts';
import { groupedInOrder, inOrder, loader } from '../graphql/loader.ts';
import { findOccupationCrosswalks } from './find-crosswalks.ts';
import { findInferredSkills } from './find-inferred-skills.ts';
import { countFrameworks, findNeededSkills, findSkillEdges } from './find-skills.ts';
import { findEquivalences } from './map-levels.ts';
import { framework, level, occupation, skill } from './tables.ts';

export const skillById = loader(async ({ db }, ids: readonly SkillId[]) =>
  inOrder(
    ids,
    await db
      .select()
      .from(skill)
      .where(inArray(skill.id, [...ids])),
    ({ id }) => id,
  ),
);

export const levelById = loader(async ({ db }, ids: readonly LevelId[]) =>
  inOrder(
    ids,
    await db
      .select()
      .from(level)
      .where(inArray(level.id, [...ids])),
    ({ id }) => id,
  ),
);

export const equivalencesOfLevel = loader(async ({ db }, ids: readonly LevelId[]) =>
  groupedInOrder(ids, await findEquivalences(db, ids), ({ fromId }) => fromId),
);

export const occupationById = loader(async ({ db }, ids: readonly OccupationId[]) =>
  inOrder(
    ids,
    await db
      .select()
      .from(occupation)
      .where(inArray(occupation.id, [...ids])),
    ({ id }) => id,
  ),
);

export const frameworkById = loader(async ({ db }, ids: readonly FrameworkId[]) =>
  inOrder(
    ids,
    await db
      .select()
      .from(framework)
      .where(inArray(framework.id, [...ids])),
    ({ id }) => id,
  ),
);

export const frameworkCounts = loader(async ({ db }, ids: readonly FrameworkId[]) =>
  inOrder(ids, await countFrameworks(db, ids), ({ frameworkId }) => frameworkId),
);

export const edgesOfSkill = loader(async ({ db }, ids: readonly SkillId[]) =>
  groupedInOrder(ids, await findSkillEdges(db, ids), ({ skillId }) => skillId),
);

export const skillsOfOccupation = loader(async ({ db }, ids: readonly OccupationId[]) =>
  groupedInOrder(ids, await findNeededSkills(db, ids), ({ occupationId }) => occupationId),
);

export const inferredSkillsOfOccupation = loader(async ({ db }, ids: readonly OccupationId[]) =>
  groupedInOrder(ids, await findInferredSkills(db, ids), ({ occupationId }) => occupationId),
);

export const crosswalksOfOccupation = loader(async ({ db }, ids: readonly OccupationId[]) =>
  groupedInOrder(ids, await findOccupationCrosswalks(db, ids), ({ occupationId }) => occupationId),
);
