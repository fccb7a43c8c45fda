import { featuresOf, type WordClasses } from './spotter-features.ts';

/** What a word of a line may be: outside of a phrase, its first word, or within it. */
const TAGS = 3;
const [OUTSIDE, FIRST, WITHIN] = [0, 1, 2];

/** A layer of phrases: of skills ("plan projects") or of knowledge ("Java"). Source: SkillSpan, Zhang et al. 2022. */
export interface LayerWeights {
  /** Of each bucket and tag, tags together. */
  readonly ofFeature: Float32Array | Int8Array;
  /** From a tag to the next, rows first. */
  readonly ofStep: Float32Array;
  /** What one unit of `ofFeature` is worth. */
  readonly unit: number;
}

export interface SpotterWeights {
  readonly layers: { readonly SKILL: LayerWeights; readonly KNOWLEDGE: LayerWeights };
  readonly classes: WordClasses;
}

export type Layer = keyof SpotterWeights['layers'];

/** A phrase of a line: words `from` to `to`, exclusive. */
export interface SpottedWords {
  readonly from: number;
  readonly to: number;
  readonly layer: Layer;
}

/**
 * Phrases that name skills or knowledge, of each layer the likeliest reading of the whole line (a linear-chain conditional random
 * field read by Viterbi). Phrases of one layer never overlap; those of two may.
 *
 * @param lean  above 0 finds more phrases, of which more are wrong; below 0 fewer
 */
export function spotWords(
  words: readonly string[],
  section: string,
  { layers, classes }: SpotterWeights,
  lean = 0,
): SpottedWords[] {
  if (words.length === 0) return [];
  const features = featuresOf(words, section, classes);
  return (['SKILL', 'KNOWLEDGE'] as const)
    .flatMap((layer) => spansOf(bestTags(scoresOf(features, layers[layer], lean), layers[layer].ofStep), layer))
    .sort((one, other) => one.from - other.from || other.to - one.to);
}

/** Each word's score of each tag, words first. */
export function scoresOf(features: readonly Int32Array[], { ofFeature, unit }: LayerWeights, lean = 0): Float32Array {
  const scores = new Float32Array(features.length * TAGS);
  for (const [at, buckets] of features.entries()) {
    for (const bucket of buckets) {
      for (let tag = 0; tag < TAGS; tag++) {
        scores[at * TAGS + tag] = (scores[at * TAGS + tag] ?? 0) + (ofFeature[bucket * TAGS + tag] ?? 0) * unit;
      }
    }
    scores[at * TAGS] = (scores[at * TAGS] ?? 0) - lean;
  }
  return scores;
}

/** The sequence of tags that scores most; a phrase never goes on where none began. */
export function bestTags(scores: Float32Array, ofStep: Float32Array): Uint8Array {
  const count = scores.length / TAGS;
  const best = new Float32Array(scores);
  const from = new Uint8Array(scores.length);
  best[WITHIN] = Number.NEGATIVE_INFINITY;
  for (let at = 1; at < count; at++) {
    for (let tag = 0; tag < TAGS; tag++) {
      let most = Number.NEGATIVE_INFINITY;
      for (let last = 0; last < TAGS; last++) {
        if (last === OUTSIDE && tag === WITHIN) continue;
        const sum = (best[(at - 1) * TAGS + last] ?? 0) + (ofStep[last * TAGS + tag] ?? 0);
        if (sum > most) {
          most = sum;
          from[at * TAGS + tag] = last;
        }
      }
      best[at * TAGS + tag] = most + (scores[at * TAGS + tag] ?? 0);
    }
  }
  const tags = new Uint8Array(count);
  let tag = 0;
  for (let other = 1; other < TAGS; other++) {
    if ((best[(count - 1) * TAGS + other] ?? 0) > (best[(count - 1) * TAGS + tag] ?? 0)) tag = other;
  }
  for (let at = count - 1; at >= 0; at--) {
    tags[at] = tag;
    tag = from[at * TAGS + tag] ?? 0;
  }
  return tags;
}

function spansOf(tags: Uint8Array, layer: Layer): SpottedWords[] {
  const spans: SpottedWords[] = [];
  for (let at = 0; at < tags.length; at++) {
    if (tags[at] !== FIRST) continue;
    let to = at + 1;
    while (tags[to] === WITHIN) to += 1;
    spans.push({ from: at, to, layer });
  }
  return spans;
}
