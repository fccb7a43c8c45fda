export { checkSkill } from './check-skill.ts';
export { decideWordings, WORDS_AT_MOST, type WordingToDecide } from './decide-wordings.ts';
export { findInferredSkills, INFERENCE } from './find-inferred-skills.ts';
export { type AskedLevels, findLadders } from './find-ladders.ts';
export { checkLevel, findLevelsByUri, type Level, type LevelScale } from './find-levels.ts';
export { findLevelsByWords } from './find-levels-by-words.ts';
export { findOccupationsByWords } from './find-occupations-by-words.ts';
export {
  type Framework,
  findNeededSkills,
  type NeededSkill,
  type Occupation,
  type SkillRow,
} from './find-skills.ts';
export {
  DECIDED_LINKS,
  type DecidedLink,
  type ExactLink,
  findSkillsByWords,
  type LinkedSkill,
} from './find-skills-by-words.ts';
export { type Ladder, type LevelPair, ladderOf, type Step } from './ladder.ts';
export { type LevelWords, levelKey } from './level-words.ts';
export { frameworkById, levelById, occupationById, skillById } from './loaders.ts';
export { type LevelMapToStore, mapLevels, type StoredLevelMap } from './map-levels.ts';
export { NEAR_RELATIONS, type NearRelation, nearSkills } from './near-skills.ts';
export { resolveCrosswalks } from './resolve-crosswalks.ts';
export { occupationShape, skillShape } from './shape.ts';
export { type CrosswalkStep, type InferredSkill, labelKey, type Skill } from './skill.ts';
export { dropUnseenEdges, type EdgeKind, isEdgeKind, tombstoneConcepts } from './tombstone.ts';
export {
  type FrameworkTarget,
  type OccupationToUpsert,
  type SkillToUpsert,
  upsertOccupations,
  upsertSkills,
} from './upsert-concepts.ts';
export {
  type CrosswalkOutcome,
  type CrosswalkToUpsert,
  type OccupationRef,
  upsertOccupationCrosswalks,
} from './upsert-crosswalks.ts';
export {
  type EdgeContext,
  type EdgeOutcome,
  upsertOccupationRelations,
  upsertOccupationSkills,
  upsertSkillRelations,
} from './upsert-edges.ts';
export { type FrameworkToUpsert, upsertFramework } from './upsert-framework.ts';
export { type LevelScaleToUpsert, upsertLevelScales } from './upsert-level-scales.ts';
