import type { Accumulator } from '../store/accumulator.ts';
import { MEANING } from './tower.ts';

// Vectors of length 1 are kept in steps of 1/127: a cosine is off by less than 0.01, and they take a quarter of the room.
const STEPS = 127;

export function packVectors(vectors: readonly Float32Array[]): Int8Array {
  const packed = new Int8Array(vectors.length * MEANING);
  for (const [index, vector] of vectors.entries())
    for (let at = 0; at < MEANING; at += 1) packed[index * MEANING + at] = Math.round((vector[at] ?? 0) * STEPS);
  return packed;
}

// Cosines below this are chance; leaving them out saves touching every concept.
const LEAST = 0.2;

/** Cosine of a vector with each packed one; keeps the highest of several calls, and none that is chance. */
export function compareWithAll(vector: Float32Array, packed: Int8Array, into: Accumulator): void {
  // Whole numbers multiply fastest; the vector is stepped as the packed ones are.
  const stepped = Int32Array.from(vector, (value) => Math.round(value * STEPS));
  const count = packed.length / MEANING;
  for (let index = 0, at = 0; index < count; index += 1) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let place = 0; place < MEANING; place += 4, at += 4) {
      a += (stepped[place] as number) * (packed[at] as number);
      b += (stepped[place + 1] as number) * (packed[at + 1] as number);
      c += (stepped[place + 2] as number) * (packed[at + 2] as number);
      d += (stepped[place + 3] as number) * (packed[at + 3] as number);
    }
    const cosine = (a + b + c + d) / (STEPS * STEPS);
    if (cosine >= LEAST) into.keepHighest(index, cosine);
  }
}
