export { type Ranked, rankedFirst } from './best.ts';
export {
  createEvidenceIndex,
  type EvidenceIndex,
  type IndexOptions,
  type IndexSize,
  mergeRankings,
  partitionOf,
  type RankOptions,
} from './evidence-index.ts';
export type { Ranking } from './rank.ts';
