import type { Learned } from '../../../src/ranker/learned/learned.ts';
import { crossValidate, type ExampleSet, type Fold, learnConfidence, learnOrder } from './cross-validate.ts';

const FOLDS = 4;

/** Trees that order and judge, learned from all sets; says first what cross-validation gives. */
export function learnTrees(
  sets: readonly ExampleSet[],
  labelOf: readonly string[],
  say: (line: string) => void,
): Pick<Learned, 'order' | 'confidence' | 'calibration'> {
  const folds = crossValidate(sets, labelOf, FOLDS);
  for (const { name, all } of sets.filter((set) => set.all.some(({ example }) => example.gold.size > 0)))
    say(`${name.padEnd(20)} ${all.length} examples  ${sumUp(name, folds)}`);
  const { confidence, calibration } = learnConfidence(sets, folds);
  return { order: learnOrder(sets, -1, FOLDS), confidence, calibration };
}

/** Mean over all held-out examples and, in brackets, least and most of the folds. */
function sumUp(name: string, folds: readonly Fold[]): string {
  const all = folds.flatMap(({ measures }) => measures.get(name) ?? []);
  const examples = all.reduce((sum, one) => sum + one.examples, 0);
  return (['rp5', 'rp10', 'recall10', 'mrr'] as const)
    .map((measure) => {
      const mean = all.reduce((sum, one) => sum + one[measure] * one.examples, 0) / examples;
      const each = all.map((one) => one[measure]);
      return `${measure} ${mean.toFixed(3)} (${Math.min(...each).toFixed(3)}-${Math.max(...each).toFixed(3)})`;
    })
    .join('  ');
}
