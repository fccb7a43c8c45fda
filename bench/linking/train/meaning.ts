import { ENCODED } from '../../../src/ranker/meaning/encoder.ts';
import { MEANING, type MeaningWeights } from '../../../src/ranker/meaning/tower.ts';
import { seeded, shuffle } from './random.ts';

/** A text as the towers take it. */
export interface TowerText {
  readonly stems: readonly string[];
  /** `ENCODED` numbers; null where the encoder was not asked. */
  readonly encoded: Float32Array | null;
}

/** Two texts that mean the same skill: `concept` keeps two pairs of one skill from being told apart. */
export interface Pair {
  readonly query: TowerText;
  readonly target: TowerText;
  readonly concept: number;
}

export interface MeaningOptions {
  readonly seed: number;
  readonly epochs: number;
  readonly mostStems: number;
  readonly onEpoch?: (epoch: number, loss: number) => void;
}

const BATCH = 128;
// Vectors of the encoder are first mixed down to so many numbers by a matrix of chance, which keeps angles as they are
// (Johnson and Lindenstrauss) and makes learning four times cheaper; the matrix goes into what is learned.
const MIXED = 128;
const LEAST_SLOPE = 0.01;
const SHARPNESS = 14;
const RATE_OF_WORDS = 0.012;
const RATE_OF_ENCODER = 0.002;
// Of so many queries and targets the encoder's half, or the words' half, is left out: each half learns to do alone.
const LEFT_OUT = 0.3;

/**
 * Learns vectors of words and a reading of the encoder so that the two texts of a pair point the same way and those of
 * other pairs do not: two towers of shared weights, softmax over a batch, Adam.
 */
export function trainMeaning(pairs: readonly Pair[], options: MeaningOptions): MeaningWeights {
  const random = seeded(options.seed);
  const stems = commonStems(pairs, options.mostStems);
  const words = new Parameters(stems.size * MEANING, () => (random() - 0.5) * 0.2);
  const reading = new Parameters(MIXED * MEANING, () => (random() - 0.5) * 0.5);
  const mix = Float32Array.from({ length: ENCODED * MIXED }, () => (random() < 0.5 ? -1 : 1) / Math.sqrt(MIXED));
  const mixed = mixAll(pairs, mix);
  const towerOf = (text: TowerText) =>
    forward(text, mixed.get(text) ?? null, stems, words.values, reading.values, random);
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    const order = shuffle(pairs, random);
    const fade = 1 - epoch / options.epochs;
    let loss = 0;
    for (let from = 0; from + BATCH <= order.length; from += BATCH) {
      const batch = order.slice(from, from + BATCH);
      const queries = batch.map(({ query }) => towerOf(query));
      const targets = batch.map(({ target }) => towerOf(target));
      loss += pullTogether(batch, queries, targets);
      for (const tower of [...queries, ...targets]) backward(tower, words, reading);
      words.step(RATE_OF_WORDS * fade);
      reading.step(RATE_OF_ENCODER * fade);
    }
    options.onEpoch?.(epoch, loss / order.length);
  }
  return quantised(stems, words.values, unmixed(mix, reading.values));
}

interface Tower {
  readonly stems: readonly number[];
  readonly encoded: Float32Array | null;
  readonly direction: Float32Array;
  readonly length: number;
  readonly gradient: Float32Array;
}

function forward(
  { stems: texts }: TowerText,
  mixed: Float32Array | null,
  numbers: ReadonlyMap<string, number>,
  words: Float32Array,
  reading: Float32Array,
  random: () => number,
): Tower {
  let stems = texts.flatMap((stem) => numbers.get(stem) ?? []);
  let seen = mixed;
  if (seen && stems.length > 0 && random() < LEFT_OUT) {
    if (random() < 0.5) seen = null;
    else stems = [];
  }
  const sum = new Float32Array(MEANING);
  const share = 1 / Math.sqrt(stems.length || 1);
  for (const stem of stems)
    for (let at = 0; at < MEANING; at += 1)
      sum[at] = (sum[at] as number) + share * (words[stem * MEANING + at] as number);
  if (seen)
    for (let row = 0; row < MIXED; row += 1) {
      const value = seen[row] as number;
      const base = row * MEANING;
      for (let at = 0; at < MEANING; at += 1) sum[at] = (sum[at] as number) + value * (reading[base + at] as number);
    }
  const length = Math.sqrt(dot(sum, sum)) || 1;
  return {
    ...{ stems, encoded: seen, length },
    direction: sum.map((value) => value / length),
    gradient: new Float32Array(MEANING),
  };
}

/** Softmax over the batch; fills the gradients of all directions, returns the loss. */
function pullTogether(batch: readonly Pair[], queries: readonly Tower[], targets: readonly Tower[]): number {
  let loss = 0;
  const scores = new Float64Array(targets.length);
  for (const [row, query] of queries.entries()) {
    for (const [column, target] of targets.entries()) {
      const isSame = column !== row && batch[column]?.concept === batch[row]?.concept;
      scores[column] = isSame ? Number.NEGATIVE_INFINITY : SHARPNESS * dot(query.direction, target.direction);
    }
    const top = scores.reduce((highest, score) => Math.max(highest, score));
    let whole = 0;
    for (const score of scores) whole += Math.exp(score - top);
    loss += Math.log(whole) + top - (scores[row] as number);
    for (const [column, target] of targets.entries()) {
      const slope = SHARPNESS * (Math.exp((scores[column] as number) - top) / whole - Number(column === row));
      if (Math.abs(slope) < LEAST_SLOPE) continue;
      for (let at = 0; at < MEANING; at += 1) {
        query.gradient[at] = (query.gradient[at] as number) + slope * (target.direction[at] as number);
        target.gradient[at] = (target.gradient[at] as number) + slope * (query.direction[at] as number);
      }
    }
  }
  return loss;
}

function backward(
  { stems, encoded, direction, length, gradient }: Tower,
  words: Parameters,
  reading: Parameters,
): void {
  // Only what turns a direction changes it: the part of the gradient along it falls away.
  const along = dot(gradient, direction);
  const turn = gradient.map((value, at) => (value - along * (direction[at] as number)) / length / BATCH);
  const share = 1 / Math.sqrt(stems.length || 1);
  for (const stem of stems) words.touch(stem, turn, share);
  if (!encoded) return;
  for (let row = 0; row < MIXED; row += 1) reading.touch(row, turn, encoded[row] as number);
}

/** Numbers learned by Adam, in rows of `MEANING`; rows that nothing touched stand still. */
class Parameters {
  readonly values: Float32Array;
  readonly #gradients: Float32Array;
  readonly #means: Float32Array;
  readonly #squares: Float32Array;
  readonly #touched = new Set<number>();
  #steps = 0;

  constructor(size: number, start: () => number) {
    this.values = Float32Array.from({ length: size }, start);
    this.#gradients = new Float32Array(size);
    this.#means = new Float32Array(size);
    this.#squares = new Float32Array(size);
  }

  touch(row: number, turn: Float32Array, scale: number): void {
    this.#touched.add(row);
    const base = row * MEANING;
    for (let at = 0; at < MEANING; at += 1)
      this.#gradients[base + at] = (this.#gradients[base + at] as number) + scale * (turn[at] as number);
  }

  step(rate: number): void {
    this.#steps += 1;
    const correction = rate * (Math.sqrt(1 - 0.999 ** this.#steps) / (1 - 0.9 ** this.#steps));
    for (const row of this.#touched)
      for (let at = row * MEANING; at < (row + 1) * MEANING; at += 1) {
        const gradient = this.#gradients[at] as number;
        const mean = 0.9 * (this.#means[at] as number) + 0.1 * gradient;
        const square = 0.999 * (this.#squares[at] as number) + 0.001 * gradient * gradient;
        this.#means[at] = mean;
        this.#squares[at] = square;
        this.values[at] = (this.values[at] as number) - (correction * mean) / (Math.sqrt(square) + 1e-7);
        this.#gradients[at] = 0;
      }
    this.#touched.clear();
  }
}

/** The stems that stand in most pairs, the commonest first; those in one pair alone teach nothing. */
function commonStems(pairs: readonly Pair[], most: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { query, target } of pairs)
    for (const stem of new Set([...query.stems, ...target.stems])) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count > 1).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Map(common.slice(0, most).map(([stem], number) => [stem, number]));
}

/** Every vector of the encoder, mixed down once. */
function mixAll(pairs: readonly Pair[], mix: Float32Array): Map<TowerText, Float32Array> {
  const mixed = new Map<TowerText, Float32Array>();
  for (const { query, target } of pairs)
    for (const text of [query, target]) {
      if (!text.encoded || mixed.has(text)) continue;
      const sum = new Float32Array(MIXED);
      for (let row = 0; row < ENCODED; row += 1) {
        const value = text.encoded[row] as number;
        for (let at = 0; at < MIXED; at += 1) sum[at] = (sum[at] as number) + value * (mix[row * MIXED + at] as number);
      }
      mixed.set(text, sum);
    }
  return mixed;
}

/** What was learned of mixed vectors, as a reading of the encoder's own. */
function unmixed(mix: Float32Array, reading: Float32Array): Float32Array {
  const whole = new Float32Array(ENCODED * MEANING);
  for (let row = 0; row < ENCODED; row += 1)
    for (let middle = 0; middle < MIXED; middle += 1) {
      const value = mix[row * MIXED + middle] as number;
      for (let at = 0; at < MEANING; at += 1)
        whole[row * MEANING + at] =
          (whole[row * MEANING + at] as number) + value * (reading[middle * MEANING + at] as number);
    }
  return whole;
}

function quantised(stems: ReadonlyMap<string, number>, words: Float32Array, reading: Float32Array): MeaningWeights {
  const vectors = new Int8Array(words.length);
  const scales = new Float32Array(stems.size);
  for (let stem = 0; stem < stems.size; stem += 1) {
    const row = words.subarray(stem * MEANING, (stem + 1) * MEANING);
    const scale = row.reduce((top, value) => Math.max(top, Math.abs(value)), 1e-9) / 127;
    scales[stem] = scale;
    for (const [at, value] of row.entries()) vectors[stem * MEANING + at] = Math.round(value / scale);
  }
  const encoderScale = reading.reduce((top, value) => Math.max(top, Math.abs(value)), 1e-9) / 127;
  return {
    stems,
    vectors,
    scales,
    encoder: Int8Array.from(reading, (value) => Math.round(value / encoderScale)),
    encoderScale,
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] as number) * (b[at] as number);
  return sum;
}
