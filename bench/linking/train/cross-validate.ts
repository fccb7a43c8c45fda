import { confidenceRow, type Ordered, orderCandidates } from '../../../src/ranker/candidates.ts';
import type { Learned } from '../../../src/ranker/learned/learned.ts';
import { sumTrees, type Trees } from '../../../src/ranker/learned/trees.ts';
import { type Measures, measure } from '../measures.ts';
import { boost, listLoss, rowLoss } from './boost.ts';
import { calibrate, type Outcome } from './calibrate.ts';
import { type Judgeable, joinRows, sampleRows } from './rows.ts';

/** Examples of one kind, put to the test by folds. */
export interface ExampleSet {
  readonly name: string;
  readonly all: readonly Judgeable[];
  /** Of real advertisements: trees are learned from these alone, for synthetic sentences name skills in other ways. */
  readonly isReal: boolean;
}

const ORDER = {
  ...{ loss: listLoss, trees: 120, leaves: 6, rate: 0.06, leastRows: 15, smoothing: 5, share: 1, seed: 1 },
  start: () => 0,
};
const CONFIDENCE = {
  ...{ loss: rowLoss, trees: 50, leaves: 6, rate: 0.1, leastRows: 40, smoothing: 5, share: 0.5, seed: 1 },
  start: () => 0,
};
const SAMPLE = { likeliest: 30, byChance: 10, seed: 1 };
const JUDGED = 10;

/** Trees learned from all examples but those of one fold; of all where the fold is -1. */
export function learnOrder(sets: readonly ExampleSet[], fold: number, folds: number): Trees {
  const groups = sets
    .filter(({ isReal }) => isReal)
    .flatMap(({ all }) => all.filter((one) => foldOf(one, folds) !== fold).map((of) => ({ of, weight: 1 })));
  return boost(sampleRows(groups, SAMPLE), ORDER);
}

export interface Fold {
  readonly order: Trees;
  readonly measures: ReadonlyMap<string, Measures>;
}

/** Learns without each fold and ranks it: what may be expected of sentences never seen. */
export function crossValidate(sets: readonly ExampleSet[], labelOf: readonly string[], folds: number): Fold[] {
  return Array.from({ length: folds }, (_, fold) => {
    const order = learnOrder(sets, fold, folds);
    const measures = new Map(
      sets.map(({ name, all }) => {
        const held = all.filter((one) => foldOf(one, folds) === fold && one.example.gold.size > 0);
        const rankings = held.map((one) => rankHeld(one, order).map(({ concept }) => labelOf[concept] ?? ''));
        return [
          name,
          measure(
            held.map(({ example }) => example),
            rankings,
          ),
        ];
      }),
    );
    return { order, measures };
  });
}

/**
 * Confidence of what the folds ranked unseen, learned on the other folds and calibrated on each; then once more of all.
 *
 * @returns  the trees, the curve, and every held-out outcome before calibration
 */
export function learnConfidence(
  sets: readonly ExampleSet[],
  folds: readonly Fold[],
): Pick<Learned, 'confidence' | 'calibration'> & { readonly outcomes: readonly Outcome[] } {
  const judged = sets
    .filter(({ isReal }) => isReal)
    .flatMap(({ all }) =>
      all.map((one) => {
        const fold = foldOf(one, folds.length);
        const ordered = rankHeld(one, folds[fold]?.order as Trees).slice(0, JUDGED + 1);
        const rows = ordered.slice(0, JUDGED).map((candidate, place) => confidenceRow(candidate, ordered, place));
        const isGold = ordered.slice(0, JUDGED).map(({ concept }) => !!one.gold[one.concepts.indexOf(concept)]);
        return { fold, rows, isGold };
      }),
    );
  const learn = (some: typeof judged) =>
    boost(
      joinRows(
        some.map(({ rows, isGold }) => ({
          rows: [...rows.filter((_, at) => isGold[at]), ...rows.filter((_, at) => !isGold[at])],
          golds: isGold.filter(Boolean).length,
          weight: 1,
        })),
      ),
      CONFIDENCE,
    );
  const outcomes = folds.flatMap((_, fold) => {
    const trees = learn(judged.filter((one) => one.fold !== fold));
    return judged
      .filter((one) => one.fold === fold)
      .flatMap(({ rows, isGold }) =>
        rows.map((row, at) => ({ said: sumTrees(trees, row), isRight: isGold[at] ?? false })),
      );
  });
  return { confidence: learn(judged), calibration: calibrate(outcomes), outcomes };
}

function rankHeld({ concepts, rows }: Judgeable, order: Trees): Ordered[] {
  const candidates = concepts.map((concept, at) => ({ concept, row: rows[at] ?? new Float32Array() }));
  return orderCandidates(candidates, { order } as Learned);
}

/** Sentences are dealt to folds by their words, so that no sentence is in two and a run repeats. */
export function foldOf({ example }: Judgeable, folds: number): number {
  let hash = 7;
  for (const unit of example.sentence) hash = (Math.imul(hash, 31) + (unit.codePointAt(0) ?? 0)) | 0;
  return ((hash ^ (hash >>> 16)) >>> 0) % folds;
}
