export { buildSkillIndex } from './build-skill-index.ts';
export { findIndexes, requestIndexes } from './find-indexes.ts';
export { linkWords } from './link-words.ts';
export { rankerOf, type SkillRanker } from './ranker-of.ts';
export { suggestCrosswalks } from './suggest-crosswalks.ts';
