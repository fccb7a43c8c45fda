import type { Column, Columns } from '../store/container.ts';

/** A sum of regression trees, their nodes in one row; a node without a feature is a leaf. */
export interface Trees {
  readonly roots: Uint32Array;
  /** Which number of a row a node asks for, or `LEAF`. */
  readonly features: Uint8Array;
  /** What it is compared with: at most this goes to the next node, more to `others`; of a leaf, what it adds. */
  readonly values: Float32Array;
  readonly others: Uint32Array;
}

export const LEAF = 255;

/** What the trees say of a row of numbers. */
export function sumTrees({ roots, features, values, others }: Trees, row: Float32Array): number {
  let sum = 0;
  for (const root of roots) {
    let node = root;
    for (let feature = features[node] as number; feature !== LEAF; feature = features[node] as number)
      node = (row[feature] as number) <= (values[node] as number) ? node + 1 : (others[node] as number);
    sum += values[node] as number;
  }
  return sum;
}

export function packTrees(name: string, trees: Trees): Record<string, Column> {
  return {
    [`${name}.roots`]: trees.roots,
    [`${name}.features`]: trees.features,
    [`${name}.values`]: trees.values,
    [`${name}.others`]: trees.others,
  };
}

export function readTrees(columns: Columns, name: string): Trees {
  return {
    roots: columns.u32(`${name}.roots`),
    features: columns.u8(`${name}.features`),
    values: columns.f32(`${name}.values`),
    others: columns.u32(`${name}.others`),
  };
}
