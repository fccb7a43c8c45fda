import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { LayerWeights, SpotterWeights } from './spotter.ts';
import { BUCKETS, WORD_BUCKETS } from './spotter-features.ts';

const TAGS = 3;
const LAYER = 4 + 4 * TAGS * TAGS + BUCKETS * TAGS;

/** Weights as one text: each an eighth of a word, words of the list a nibble each, deflated, in base64. */
export function packSpotter({ layers, classes }: SpotterWeights): string {
  const bytes = Buffer.alloc(2 * LAYER + WORD_BUCKETS / 2);
  for (const [index, layer] of [layers.SKILL, layers.KNOWLEDGE].entries()) {
    const { ofFeature, ofStep, unit } = layer;
    let most = 1e-6;
    for (const weight of ofFeature) most = Math.max(most, Math.abs(weight * unit));
    const at = index * LAYER;
    bytes.writeFloatLE(most / 127, at);
    for (const [step, weight] of ofStep.entries()) bytes.writeFloatLE(weight, at + 4 + 4 * step);
    for (const [bucket, weight] of ofFeature.entries()) {
      bytes.writeInt8(Math.round((weight * unit * 127) / most), at + 4 + 4 * TAGS * TAGS + bucket);
    }
  }
  for (let bucket = 0; bucket < WORD_BUCKETS; bucket += 2) {
    bytes[2 * LAYER + bucket / 2] = (classes[bucket] ?? 0) | ((classes[bucket + 1] ?? 0) << 4);
  }
  return deflateRawSync(bytes, { level: 9 }).toString('base64');
}

/** Weights from their text. @throws where it was not written by `packSpotter` */
export function unpackSpotter(packed: string): SpotterWeights {
  const bytes = inflateRawSync(Buffer.from(packed, 'base64'));
  const layer = (index: number): LayerWeights => {
    const at = index * LAYER;
    return {
      unit: bytes.readFloatLE(at),
      ofStep: Float32Array.from({ length: TAGS * TAGS }, (_, step) => bytes.readFloatLE(at + 4 + 4 * step)),
      ofFeature: new Int8Array(bytes.buffer, bytes.byteOffset + at + 4 + 4 * TAGS * TAGS, BUCKETS * TAGS),
    };
  };
  const classes = new Uint8Array(WORD_BUCKETS);
  for (let bucket = 0; bucket < WORD_BUCKETS; bucket += 2) {
    const pair = bytes[2 * LAYER + bucket / 2] ?? 0;
    classes[bucket] = pair & 15;
    classes[bucket + 1] = pair >> 4;
  }
  return { layers: { SKILL: layer(0), KNOWLEDGE: layer(1) }, classes };
}
