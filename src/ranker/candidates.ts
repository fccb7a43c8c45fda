import { SIGNALS } from './evidence.ts';
import { type Company, describeCandidate, FEATURES } from './features.ts';
import { fuseRankings } from './fuse.ts';
import type { Learned } from './learned/learned.ts';
import { sumTrees } from './learned/trees.ts';
import type { OpenedIndex } from './opened-index.ts';
import { stemsOfLabel } from './retrieval/bm25.ts';
import { pickBest } from './store/accumulator.ts';
import { listOf } from './store/lists.ts';
import type { TextView } from './view-text.ts';

/** A concept that a text may speak of, with the numbers it is judged by. */
export interface Candidate {
  readonly concept: number;
  readonly row: Float32Array;
}

// So many of each signal go on to be judged: deep enough that what is right is nearly always among them.
const DEPTH = 50;

/** The concepts with most of any signal, and those named outright, each described; in order of concept. */
export function findCandidates(view: TextView, index: OpenedIndex, learned: Learned): Candidate[] {
  const rankings = SIGNALS.map((signal) => pickBest(index.scratch.evidence[signal], DEPTH));
  const fused = new Map(fuseRankings(rankings).map(({ document, score }) => [document, score]));
  const candidates = new Set([...fused.keys(), ...view.named.keys()]);
  const childrenFound = new Map<number, number>();
  for (const concept of candidates)
    for (const parent of listOf(index.broader, concept))
      childrenFound.set(parent, (childrenFound.get(parent) ?? 0) + 1);
  const company: Company = { fused, candidates, childrenFound };
  const priors = {
    ad: (label: number) => meanPrior(label, index, learned, learned.adPrior),
    skill: (label: number) => meanPrior(label, index, learned, learned.skillPrior),
  };
  return [...candidates]
    .sort((a, b) => a - b)
    .map((concept) => {
      const row = new Float32Array(FEATURES.length);
      describeCandidate(concept, view, index, company, priors, row);
      return { concept, row };
    });
}

/** The prior of a label is the mean of those of its stems. */
function meanPrior(label: number, index: OpenedIndex, { meaning }: Learned, priors: Float32Array): number {
  const stems = stemsOfLabel(index.stems, label);
  let sum = 0;
  for (const stem of stems) sum += priors[meaning.stems.get(index.stems.stems.texts[stem] ?? '') ?? -1] ?? 0;
  return stems.length === 0 ? 0 : sum / stems.length;
}

/** A candidate, what it is ordered by, and the log-odds that it is right. */
export interface Judged extends Candidate {
  readonly score: number;
  readonly logOdds: number;
}

/** Judges and orders candidates, best first; log-odds are found for the first `most` alone. */
export function judgeCandidates(candidates: readonly Candidate[], learned: Learned, most: number): Judged[] {
  const ordered = orderCandidates(candidates, learned);
  return ordered.slice(0, most).map((candidate, place) => ({
    ...candidate,
    logOdds: sumTrees(learned.confidence, confidenceRow(candidate, ordered, place)),
  }));
}

const FUSED = FEATURES.indexOf('fused');
const CHUNKS = FEATURES.indexOf('chunks');
// As cross-validation found best: of a phrase the trees see enough, of a sentence they see little that fusion does not.
const FUSION_COUNTS = { phrase: 20, sentence: 60 };

/** Plain fusion steadies the trees, which learned from few sentences. */
function steadied(row: Float32Array): number {
  return (row[CHUNKS] === 0 ? FUSION_COUNTS.phrase : FUSION_COUNTS.sentence) * (row[FUSED] ?? 0);
}

export interface Ordered extends Candidate {
  readonly score: number;
}

export function orderCandidates(candidates: readonly Candidate[], { order }: Learned): Ordered[] {
  return candidates
    .map((candidate) => ({ ...candidate, score: steadied(candidate.row) + sumTrees(order, candidate.row) }))
    .sort((a, b) => b.score - a.score || a.concept - b.concept);
}

/** What confidence is judged by: the features, the score, its lead over the next, its way to the first, its place. */
export function confidenceRow({ row, score }: Ordered, ordered: readonly Ordered[], place: number): Float32Array {
  const first = ordered[0]?.score ?? score;
  const next = ordered[place + 1]?.score ?? score;
  return Float32Array.of(...row, score, score - next, first - score, Math.min(place, 20));
}
