import { stemLanguage, stemWord } from '../text/stem.ts';
import { isStopWord } from '../text/stop-words.ts';
import type { Word } from '../text/words.ts';
import { ENCODED } from './encoder.ts';

/** Length of a vector of meaning. */
export const MEANING = 64;

/**
 * What was learned of words: a vector for each stem that job advertisements and skills share, and how a vector of the
 * sentence encoder is read into the same space. Small numbers times a scale.
 */
export interface MeaningWeights {
  readonly stems: ReadonlyMap<string, number>;
  /** `MEANING` numbers a stem. */
  readonly vectors: Int8Array;
  /** One a stem. */
  readonly scales: Float32Array;
  /** `ENCODED` rows of `MEANING` numbers. */
  readonly encoder: Int8Array;
  readonly encoderScale: number;
}

/**
 * A vector of length 1 for a text; of zeros where nothing in it is known. Texts of like meaning lie in like directions.
 *
 * @param encoded  what the sentence encoder says of the text; null where it is not asked
 */
export function meaningOf(
  weights: MeaningWeights,
  stems: readonly string[],
  encoded: Float32Array | null,
): Float32Array {
  const meaning = new Float32Array(MEANING);
  const known = stems.flatMap((stem) => weights.stems.get(stem) ?? []);
  const share = 1 / Math.sqrt(known.length);
  for (const stem of known) {
    const scale = (weights.scales[stem] ?? 0) * share;
    for (let at = 0; at < MEANING; at += 1)
      meaning[at] = (meaning[at] ?? 0) + scale * (weights.vectors[stem * MEANING + at] ?? 0);
  }
  if (encoded)
    for (let from = 0; from < ENCODED; from += 1) {
      const value = (encoded[from] ?? 0) * weights.encoderScale;
      for (let at = 0; at < MEANING; at += 1)
        meaning[at] = (meaning[at] ?? 0) + value * (weights.encoder[from * MEANING + at] ?? 0);
    }
  return toLengthOne(meaning);
}

/** The stems by which a text is looked up among those learned: English ones, as what was learned from is English. */
export function stemsOfMeaning(words: readonly Word[], language = 'en'): string[] {
  const stemmer = stemLanguage(language);
  const telling = words.filter(({ text }) => !isStopWord(text));
  return [...new Set((telling.length > 0 ? telling : words).map(({ text }) => stemWord(text, stemmer)))];
}

export function toLengthOne(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  if (sum === 0) return vector;
  const length = Math.sqrt(sum);
  return vector.map((value) => value / length);
}
