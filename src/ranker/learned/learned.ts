import type { MeaningWeights } from '../meaning/tower.ts';
import { type Column, Columns, packColumns } from '../store/container.ts';
import { packTrees, readTrees, type Trees } from './trees.ts';
import { WEIGHTS } from './weights.ts';

/** All that was learned; `npm run train:ranker` writes it. */
export interface Learned {
  readonly meaning: MeaningWeights;
  /** Of each stem, how much likelier advertisements ask for it than it stands in skills at large; logarithms. */
  readonly adPrior: Float32Array;
  /** Of each stem, how much likelier it stands in a skill that is asked for than in skills at large; logarithms. */
  readonly skillPrior: Float32Array;
  /** What candidates are ordered by. */
  readonly order: Trees;
  /** Log-odds that a candidate is right. */
  readonly confidence: Trees;
  /** Log-odds as said and the share that was right, both ascending: what turns the first into a confidence. */
  readonly calibration: { readonly said: Float32Array; readonly right: Float32Array };
}

export function packLearned(learned: Learned): Uint8Array {
  const { meaning, calibration } = learned;
  const columns: Record<string, Column | string> = {
    stems: [...meaning.stems.keys()].join('\n'),
    vectors: meaning.vectors,
    scales: meaning.scales,
    encoder: meaning.encoder,
    encoderScale: Float32Array.of(meaning.encoderScale),
    adPrior: learned.adPrior,
    skillPrior: learned.skillPrior,
    said: calibration.said,
    right: calibration.right,
    ...packTrees('order', learned.order),
    ...packTrees('confidence', learned.confidence),
  };
  return packColumns(columns);
}

export function readLearned(bytes: Uint8Array): Learned {
  const columns = new Columns(bytes);
  return {
    meaning: {
      stems: new Map(columns.lines('stems').map((stem, number) => [stem, number])),
      vectors: columns.i8('vectors'),
      scales: columns.f32('scales'),
      encoder: columns.i8('encoder'),
      encoderScale: columns.f32('encoderScale')[0] ?? 0,
    },
    adPrior: columns.f32('adPrior'),
    skillPrior: columns.f32('skillPrior'),
    order: readTrees(columns, 'order'),
    confidence: readTrees(columns, 'confidence'),
    calibration: { said: columns.f32('said'), right: columns.f32('right') },
  };
}

let learned: Learned | undefined;

/** What this version learned, read once. */
export function learnedWeights(): Learned {
  learned ??= readLearned(Buffer.from(WEIGHTS, 'base64'));
  return learned;
}
