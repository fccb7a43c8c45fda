import type { Learned } from '../learned/learned.ts';
import type { ReadConcepts, ReadLabel } from '../read-concepts.ts';
import type { Column } from '../store/container.ts';
import { stemLanguage } from '../text/stem.ts';
import { readWords } from '../text/words.ts';
import type { Encode } from './encoder.ts';
import { meaningOf, stemsOfMeaning } from './tower.ts';
import { packVectors } from './vectors.ts';

// Labels are encoded so many at once, between which the event loop has its turn.
const BATCH = 256;

/**
 * Two vectors of meaning a concept: of its preferred label, which the encoder reads too, and of all its words with its
 * description. A label in a language the encoder does not read is known by its words.
 */
export async function buildMeanings(
  { labels, descriptions, size }: ReadConcepts,
  learned: Learned,
  encode: Encode | null,
  onDone: (done: number) => void,
): Promise<Record<string, Column>> {
  const first = firstLabels(labels, size);
  const words = wordsOfConcepts(labels, descriptions);
  const ofLabels: Float32Array[] = [];
  for (let from = 0; from < size; from += BATCH) {
    const batch = first.slice(from, from + BATCH);
    const english = batch.flatMap((label) => (label && stemLanguage(label.language) === 'en' ? [label.text] : []));
    const encoded = encode ? [...(await encode(english))] : [];
    for (const label of batch) {
      const isEncoded = label && stemLanguage(label.language) === 'en';
      const stems = label ? stemsOfMeaning(readWords(label.key), label.language) : [];
      ofLabels.push(meaningOf(learned.meaning, stems, isEncoded ? (encoded.shift() ?? null) : null));
    }
    onDone(ofLabels.length);
  }
  return {
    'meaning.labels': packVectors(ofLabels),
    'meaning.descriptions': packVectors(words.map((stems) => meaningOf(learned.meaning, stems, null))),
    'meaning.encoded': Uint8Array.of(Number(encode !== null)),
  };
}

function firstLabels(labels: readonly ReadLabel[], size: number): (ReadLabel | undefined)[] {
  const first: (ReadLabel | undefined)[] = Array.from({ length: size });
  for (const label of labels) first[label.concept] ??= label;
  return first;
}

function wordsOfConcepts(labels: readonly ReadLabel[], descriptions: ReadConcepts['descriptions']): string[][] {
  const texts = descriptions.map((all) => all.map(({ text, language }) => ({ text, language })));
  for (const { key, language, concept } of labels) texts[concept]?.push({ text: key, language });
  return texts.map((all) => [
    ...new Set(all.flatMap(({ text, language }) => stemsOfMeaning(readWords(text), language))),
  ]);
}
