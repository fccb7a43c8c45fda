import type { Learned } from './learned/learned.ts';
import type { Encode } from './meaning/encoder.ts';
import { meaningOf, stemsOfMeaning, toLengthOne } from './meaning/tower.ts';
import type { Query } from './text/read-query.ts';
import { guessLanguage } from './text/stop-words.ts';
import type { TextMeaning } from './view-text.ts';

// The first chunks of a sentence are encoded, the others judged by their words alone: each costs milliseconds.
const MOST_ENCODED = 6;

/** What is encoded of each text: its first chunks as written. Cost grows fast with length, so that none is encoded whole. */
export function partsToEncode(text: string, query: Query): string[] {
  if (query.telling.length === 0 || guessLanguage(query.words) === 'fr') return [];
  return chunksOf(query)
    .slice(0, MOST_ENCODED)
    .map((places) => writtenPart(text, query, places));
}

/** The meanings of a text and its chunks; `encoded` as asked for by `partsToEncode`, or nothing. */
export function readMeaning(query: Query, { meaning }: Learned, encoded: readonly Float32Array[]): TextMeaning {
  const stemsAt = (places: readonly number[]) => stemsOfMeaning(places.flatMap((place) => query.words[place] ?? []));
  return {
    whole: meaningOf(meaning, stemsAt(query.telling), sumOf(encoded)),
    chunks: query.chunks.map((chunk, at) => meaningOf(meaning, stemsAt(chunk), encoded[at] ?? null)),
  };
}

/** What the encoder says of several parts together: their sum, of length 1. */
export function sumOf(encoded: readonly Float32Array[]): Float32Array | null {
  const [first, ...others] = encoded;
  if (!first || others.length === 0) return first ?? null;
  return toLengthOne(first.map((value, at) => others.reduce((sum, other) => sum + (other[at] ?? 0), value)));
}

function chunksOf(query: Query): readonly (readonly number[])[] {
  return query.chunks.length > 0 ? query.chunks : [query.telling];
}

/** Encodes the parts of several texts at once. */
export async function encodeParts(parts: readonly (readonly string[])[], encode: Encode): Promise<Float32Array[][]> {
  const vectors = await encode(parts.flat());
  const left = [...vectors];
  return parts.map(({ length }) => left.splice(0, length));
}

/** A text from its first to its last word of a part: the encoder reads what stands between as well. */
export function writtenPart(text: string, { words }: Query, places: readonly number[]): string {
  const first = words[places[0] ?? 0];
  const last = words[places.at(-1) ?? 0];
  return first && last ? text.slice(first.start, last.end) : '';
}
