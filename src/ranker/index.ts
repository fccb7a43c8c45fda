export { buildIndex, type IndexProgress, type RankerOptions } from './build-index.ts';
export { openIndex } from './open-index.ts';
export type { Concept, ConceptLabel, FoundBy, Ranked, Ranker, Span } from './ranker.ts';
export { FOUND_BY } from './ranker.ts';
export { INDEX_VERSION, IndexUnreadable } from './store/container.ts';
