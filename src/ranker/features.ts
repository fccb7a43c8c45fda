import { type Evidence, SIGNALS } from './evidence.ts';
import type { OpenedIndex } from './opened-index.ts';
import { stemsOfLabel } from './retrieval/bm25.ts';
import { listOf } from './store/lists.ts';
import type { TextView } from './view-text.ts';

/** What the re-ranker weighs of a candidate, in this order; none of it names a framework. */
export const FEATURES = [
  ...SIGNALS,
  ...SIGNALS.map((signal) => `${signal}Share` as const),
  'fused',
  'namedBy',
  'namedMass',
  'cover',
  'coverPreferred',
  'coverText',
  'coveredMass',
  'missingMass',
  'softCover',
  'softCoverPreferred',
  'tightness',
  'isBestPreferred',
  'wordsOfBest',
  'wordsOfPreferred',
  'massOfPreferred',
  'labels',
  'children',
  'parentsFound',
  'childrenFound',
  'tellingWords',
  'words',
  'chunks',
  'topChars',
  'topStems',
  'topMeaning',
  'adPrior',
  'skillPrior',
] as const;

// A concept with more labels than this is known by its first ones.
const MOST_LABELS = 24;

/** What of a candidate does not depend on it alone: its place among the others. */
export interface Company {
  readonly fused: ReadonlyMap<number, number>;
  readonly candidates: ReadonlySet<number>;
  readonly childrenFound: ReadonlyMap<number, number>;
}

/** One row of numbers a candidate, in the order of `FEATURES`, written at `offset`. */
export function describeCandidate(
  concept: number,
  view: TextView,
  index: OpenedIndex,
  company: Company,
  priors: { ad(label: number): number; skill(label: number): number },
  row: Float32Array,
): void {
  const evidence: Evidence = index.scratch.evidence;
  let at = 0;
  for (const signal of SIGNALS) row[at++] = evidence[signal].scores[concept] ?? 0;
  for (const signal of SIGNALS) row[at++] = (evidence[signal].scores[concept] ?? 0) / (view.tops[signal] || 1);
  const fit = fitOf(concept, view, index);
  const named = view.named.get(concept);
  const first = index.firstLabels[concept] ?? 0;
  row[at++] = company.fused.get(concept) ?? 0;
  row[at++] = named ? 1 + Number(named.isPreferred) : 0;
  row[at++] = named?.mass ?? 0;
  row[at++] = fit.cover;
  row[at++] = fit.coverPreferred;
  row[at++] = fit.covered / (view.mass || 1);
  row[at++] = fit.covered;
  row[at++] = fit.missing;
  row[at++] = fit.softCover;
  row[at++] = fit.softCoverPreferred;
  row[at++] = fit.tightness;
  row[at++] = Number(fit.best === first);
  row[at++] = listOf(index.chars.ofLabels, fit.best).length;
  row[at++] = listOf(index.chars.ofLabels, first).length;
  row[at++] = fit.massPreferred;
  row[at++] = (index.firstLabels[concept + 1] ?? 0) - first;
  row[at++] = index.childrenOf[concept] ?? 0;
  row[at++] = listOf(index.broader, concept).reduce((sum, parent) => sum + Number(company.candidates.has(parent)), 0);
  row[at++] = company.childrenFound.get(concept) ?? 0;
  row[at++] = view.query.telling.length;
  row[at++] = view.query.words.length;
  row[at++] = view.query.chunks.length;
  row[at++] = view.tops.charsBest;
  row[at++] = view.tops.stemsBest;
  row[at++] = view.tops.meaningWhole;
  row[at++] = priors.ad(first);
  row[at] = priors.skill(first);
}

interface Fit {
  best: number;
  cover: number;
  coverPreferred: number;
  covered: number;
  missing: number;
  softCover: number;
  softCoverPreferred: number;
  tightness: number;
  massPreferred: number;
}

/** How well the labels of a concept lie on a text: of the label that lies best, and of the preferred one. */
function fitOf(concept: number, view: TextView, index: OpenedIndex): Fit {
  const first = index.firstLabels[concept] ?? 0;
  const end = Math.min(index.firstLabels[concept + 1] ?? 0, first + MOST_LABELS);
  const fit: Fit = {
    ...{ best: first, cover: 0, coverPreferred: 0, covered: 0, missing: 0 },
    ...{ softCover: 0, softCoverPreferred: 0, tightness: 0, massPreferred: 0 },
  };
  let highest = -1;
  for (let label = first; label < end; label += 1) {
    let covered = 0;
    let mass = 0;
    for (const stem of stemsOfLabel(index.stems, label)) {
      const rarity = index.stems.rarity[stem] ?? 0;
      mass += rarity;
      if (view.placesOfStems.has(stem)) covered += rarity;
    }
    const soft = softCoverOf(label, view, index);
    const cover = covered / (mass || 1);
    if (label === first) Object.assign(fit, { coverPreferred: cover, softCoverPreferred: soft, massPreferred: mass });
    const height = cover * covered + soft;
    if (height <= highest) continue;
    highest = height;
    Object.assign(fit, { best: label, cover, covered, missing: mass - covered, softCover: soft });
  }
  fit.tightness = tightnessOf(fit.best, view, index);
  return fit;
}

/** How much each word of a label resembles some word of the text, longer and rarer words counting for more. */
function softCoverOf(label: number, view: TextView, index: OpenedIndex): number {
  let sum = 0;
  let mass = 0;
  for (const word of listOf(index.chars.ofLabels, label)) {
    const norm = index.chars.norms[word] ?? 0;
    mass += norm;
    sum += norm * (view.likeness.get(word) ?? 0);
  }
  return mass === 0 ? 0 : sum / mass;
}

/** 1 where the words found of a label stand side by side in the text, towards 0 where they are far apart. */
function tightnessOf(label: number, view: TextView, index: OpenedIndex): number {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = -1;
  let found = 0;
  for (const stem of new Set(stemsOfLabel(index.stems, label))) {
    const place = view.placesOfStems.get(stem);
    if (place === undefined) continue;
    found += 1;
    lowest = Math.min(lowest, place);
    highest = Math.max(highest, place);
  }
  return found === 0 ? 0 : found / (highest - lowest + 1);
}
