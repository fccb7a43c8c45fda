import type { Concept } from '../../../src/ranker/index.ts';
import type { Encode } from '../../../src/ranker/meaning/encoder.ts';
import { stemsOfMeaning } from '../../../src/ranker/meaning/tower.ts';
import { encodeParts, partsToEncode, sumOf } from '../../../src/ranker/read-meaning.ts';
import { readQuery } from '../../../src/ranker/text/read-query.ts';
import { readWords } from '../../../src/ranker/text/words.ts';
import { type Example, preferredOf } from '../read-data.ts';
import type { Pair, TowerText } from './meaning.ts';

// A sentence with its labels says more of how advertisements are worded than an alias does.
const TIMES_SENTENCES = 2;

/** What meaning is learned from: aliases, descriptions and example sentences, each with its skill's label. */
export async function makePairs(
  concepts: readonly Concept[],
  examples: readonly Example[],
  encode: Encode,
): Promise<Pair[]> {
  const labels = concepts.map(preferredOf);
  const encoded = await encode(concepts.map(({ labels: all }) => all[0]?.text ?? ''));
  const targets = labels.map((label, at) => ({ stems: stemsOf(label), encoded: encoded[at] ?? null }));
  const conceptOf = new Map(labels.map((label, at) => [label, at]));
  const pairs: Pair[] = [];
  for (const [concept, { labels: all, descriptions }] of concepts.entries()) {
    const target = targets[concept] as TowerText;
    const aliases = all.filter(({ isPreferred }) => !isPreferred).map(({ text }) => text);
    const seen = await encode(aliases);
    for (const [at, alias] of aliases.entries())
      pairs.push({ query: { stems: stemsOf(alias), encoded: seen[at] ?? null }, target, concept });
    for (const { text } of descriptions)
      pairs.push({ query: { stems: stemsOf(text), encoded: null }, target, concept });
  }
  for (const { text, gold } of examples) {
    const query = readQuery(text);
    const [parts = []] = await encodeParts([partsToEncode(text, query)], encode);
    const words = query.telling.flatMap((place) => query.words[place] ?? []);
    const tower = { stems: stemsOfMeaning(words), encoded: sumOf(parts) };
    for (const label of gold) {
      const concept = conceptOf.get(label);
      if (concept === undefined) continue;
      const pair = { query: tower, target: targets[concept] as TowerText, concept };
      for (let time = 0; time < TIMES_SENTENCES; time += 1) pairs.push(pair);
    }
  }
  return pairs;
}

function stemsOf(text: string): string[] {
  return stemsOfMeaning(readWords(text));
}
