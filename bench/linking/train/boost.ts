import { LEAF, type Trees } from '../../../src/ranker/learned/trees.ts';
import { seeded } from './random.ts';

/** Rows of numbers in groups; a group is what is ranked together. */
export interface Rows {
  readonly width: number;
  readonly values: Float32Array;
  readonly gold: Uint8Array;
  /** Where each group starts; one longer than there are groups. */
  readonly starts: readonly number[];
  /** How much each group counts. */
  readonly weights: readonly number[];
}

export interface BoostOptions {
  readonly loss: Loss;
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  readonly leastRows: number;
  readonly smoothing: number;
  /** The share of numbers that each tree may ask for, and of groups it learns from, chosen by chance: trees that err apart. */
  readonly share: number;
  readonly seed: number;
  /** What a row scores before any tree. */
  readonly start: (row: Float32Array) => number;
}

/** Slope and curvature of a loss at the scores so far, for every row. */
export type Loss = (rows: Rows, scores: Float64Array, slopes: Float64Array, curves: Float64Array) => void;

/** Of a group, the share of each row among all by softmax, held against an equal share of each right one. */
export const listLoss: Loss = ({ gold, starts, weights }, scores, slopes, curves) => {
  for (let group = 0; group + 1 < starts.length; group += 1) {
    const [from, to] = [starts[group] as number, starts[group + 1] as number];
    let top = Number.NEGATIVE_INFINITY;
    let right = 0;
    for (let row = from; row < to; row += 1) {
      top = Math.max(top, scores[row] as number);
      right += gold[row] as number;
    }
    let whole = 0;
    for (let row = from; row < to; row += 1) whole += Math.exp((scores[row] as number) - top);
    const weight = (weights[group] as number) * right;
    for (let row = from; row < to; row += 1) {
      const share = Math.exp((scores[row] as number) - top) / whole;
      slopes[row] = weight * (share - (right ? (gold[row] as number) / right : 0));
      curves[row] = weight * Math.max(share * (1 - share), 1e-4);
    }
  }
};

/** Each row for itself: right or not. */
export const rowLoss: Loss = ({ gold, starts, weights }, scores, slopes, curves) => {
  for (let group = 0; group + 1 < starts.length; group += 1)
    for (let row = starts[group] as number; row < (starts[group + 1] as number); row += 1) {
      const share = 1 / (1 + Math.exp(-(scores[row] as number)));
      slopes[row] = (weights[group] as number) * (share - (gold[row] as number));
      curves[row] = (weights[group] as number) * Math.max(share * (1 - share), 1e-4);
    }
};

const BINS = 64;

/** Gradient-boosted regression trees, grown leaf by leaf over binned numbers; the same rows give the same trees. */
export function boost(rows: Rows, options: BoostOptions): Trees {
  const count = rows.gold.length;
  const { edges, bins } = binRows(rows);
  const random = seeded(options.seed);
  const scores = Float64Array.from({ length: count }, (_, row) =>
    options.start(rows.values.subarray(row * rows.width, (row + 1) * rows.width)),
  );
  const slopes = new Float64Array(count);
  const curves = new Float64Array(count);
  const grown: Growing[] = [];
  for (let tree = 0; tree < options.trees; tree += 1) {
    options.loss(rows, scores, slopes, curves);
    passOverGroups(rows, slopes, curves, options.share, random);
    const asked = Uint8Array.from({ length: rows.width }, () => Number(random() < options.share));
    const root = grow({ bins, count, width: rows.width, asked, edges, slopes, curves }, options);
    for (const leaf of leavesOf(root)) for (const row of leaf.rows) scores[row] = (scores[row] as number) + leaf.value;
    for (const leaf of leavesOf(root)) leaf.rows = new Uint32Array();
    grown.push(root);
  }
  return flatten(grown);
}

/** Groups that a tree does not learn from weigh nothing in it; it scores them all the same. */
function passOverGroups(
  { starts }: Rows,
  slopes: Float64Array,
  curves: Float64Array,
  share: number,
  random: () => number,
): void {
  for (let group = 0; group + 1 < starts.length; group += 1) {
    // Of groups more than of numbers: examples are few.
    if (random() < (1 + share) / 2) continue;
    slopes.fill(0, starts[group], starts[group + 1]);
    curves.fill(0, starts[group], starts[group + 1]);
  }
}

interface Binned {
  readonly asked: Uint8Array;
  readonly bins: Uint8Array;
  readonly count: number;
  readonly width: number;
  readonly edges: readonly (readonly number[])[];
  readonly slopes: Float64Array;
  readonly curves: Float64Array;
}

interface Growing {
  rows: Uint32Array;
  sums: Float64Array;
  value: number;
  best: Split | null;
  split: { readonly feature: number; readonly edge: number; readonly low: Growing; readonly high: Growing } | null;
}

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
}

/** Edges so that about as many rows fall into each bin; a column of bins after the other. */
function binRows({ width, values, gold }: Rows): { edges: number[][]; bins: Uint8Array } {
  const count = gold.length;
  const bins = new Uint8Array(count * width);
  const edges = Array.from({ length: width }, (_, feature) => {
    const sample = Float32Array.from(
      { length: Math.min(count, 20_000) },
      (_one, at) => values[Math.floor((at * count) / Math.min(count, 20_000)) * width + feature] as number,
    ).sort();
    const chosen = new Set<number>();
    for (let bin = 1; bin < BINS; bin += 1) chosen.add(sample[Math.floor((bin * sample.length) / BINS)] as number);
    const list = [...chosen].sort((a, b) => a - b);
    for (let row = 0; row < count; row += 1) {
      const value = values[row * width + feature] as number;
      let low = 0;
      let high = list.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (value <= (list[middle] as number)) high = middle;
        else low = middle + 1;
      }
      bins[feature * count + row] = low;
    }
    return list;
  });
  return { edges, bins };
}

function grow(data: Binned, options: BoostOptions): Growing {
  const root = makeLeaf(
    data,
    Uint32Array.from({ length: data.count }, (_, row) => row),
    null,
    options,
  );
  const open = [root];
  for (let leaves = 1; leaves < options.leaves; leaves += 1) {
    const leaf = open.reduce((best, one) => ((one.best?.gain ?? 0) > (best.best?.gain ?? 0) ? one : best));
    if (!leaf.best || leaf.best.gain <= 1e-6) break;
    const { feature, bin } = leaf.best;
    const column = data.bins.subarray(feature * data.count, (feature + 1) * data.count);
    const low = leaf.rows.filter((row) => (column[row] as number) <= bin);
    const high = leaf.rows.filter((row) => (column[row] as number) > bin);
    // Sums are taken over the smaller side alone; the other's are what is left.
    const isLowSmaller = low.length <= high.length;
    const smaller = makeLeaf(data, isLowSmaller ? low : high, null, options);
    const larger = makeLeaf(data, isLowSmaller ? high : low, { whole: leaf.sums, other: smaller.sums }, options);
    const [lowLeaf, highLeaf] = isLowSmaller ? [smaller, larger] : [larger, smaller];
    leaf.split = { feature, edge: data.edges[feature]?.[bin] as number, low: lowLeaf, high: highLeaf };
    leaf.rows = new Uint32Array();
    open.splice(open.indexOf(leaf), 1, lowLeaf, highLeaf);
  }
  return root;
}

function makeLeaf(
  data: Binned,
  rows: Uint32Array,
  known: { whole: Float64Array; other: Float64Array } | null,
  options: BoostOptions,
): Growing {
  const sums = known ? known.whole.map((sum, at) => sum - (known.other[at] as number)) : sumBins(data, rows);
  let slope = 0;
  let curve = 0;
  for (const row of rows) {
    slope += data.slopes[row] as number;
    curve += data.curves[row] as number;
  }
  const value = (-options.rate * slope) / (curve + options.smoothing);
  return { rows, sums, value, best: bestSplit(data, sums, slope, curve, rows.length, options), split: null };
}

/** Of each feature and bin: slopes, curvatures and rows. */
function sumBins({ bins, count, width, asked, slopes, curves }: Binned, rows: Uint32Array): Float64Array {
  const sums = new Float64Array(width * BINS * 3);
  for (let feature = 0; feature < width; feature += 1) {
    if (!asked[feature]) continue;
    const base = feature * count;
    const into = feature * BINS;
    for (const row of rows) {
      const at = (into + (bins[base + row] as number)) * 3;
      sums[at] = (sums[at] as number) + (slopes[row] as number);
      sums[at + 1] = (sums[at + 1] as number) + (curves[row] as number);
      sums[at + 2] = (sums[at + 2] as number) + 1;
    }
  }
  return sums;
}

function bestSplit(
  { width, edges, asked }: Binned,
  sums: Float64Array,
  slope: number,
  curve: number,
  rows: number,
  { leastRows, smoothing }: BoostOptions,
): Split | null {
  const whole = slope ** 2 / (curve + smoothing);
  let best: Split | null = null;
  for (let feature = 0; feature < width; feature += 1) {
    if (!asked[feature]) continue;
    let [lowSlope, lowCurve, lowRows] = [0, 0, 0];
    for (let bin = 0; bin < (edges[feature]?.length ?? 0); bin += 1) {
      const at = (feature * BINS + bin) * 3;
      lowSlope += sums[at] as number;
      lowCurve += sums[at + 1] as number;
      lowRows += sums[at + 2] as number;
      if (lowRows < leastRows || rows - lowRows < leastRows) continue;
      const gain =
        lowSlope ** 2 / (lowCurve + smoothing) + (slope - lowSlope) ** 2 / (curve - lowCurve + smoothing) - whole;
      if (gain > (best?.gain ?? 0)) best = { gain, feature, bin };
    }
  }
  return best;
}

function leavesOf(node: Growing): Growing[] {
  return node.split ? [...leavesOf(node.split.low), ...leavesOf(node.split.high)] : [node];
}

function flatten(grown: readonly Growing[]): Trees {
  const [roots, features, values, others]: [number[], number[], number[], number[]] = [[], [], [], []];
  const write = ({ split, value }: Growing): void => {
    const at = features.push(split ? split.feature : LEAF) - 1;
    values.push(split ? split.edge : value);
    others.push(0);
    if (!split) return;
    write(split.low);
    others[at] = features.length;
    write(split.high);
  };
  for (const root of grown) {
    roots.push(features.length);
    write(root);
  }
  return {
    roots: Uint32Array.from(roots),
    features: Uint8Array.from(features),
    values: Float32Array.from(values),
    others: Uint32Array.from(others),
  };
}
