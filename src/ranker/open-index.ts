import { fuseRankings } from './fuse.ts';
import { spansOf } from './match-words.ts';
import type { Ranked, Ranker } from './ranker.ts';
import { addStem, findStems, readWordIndex, stemsOfLabel } from './retrieval/bm25.ts';
import { addAlikeWords, findAlikeWords, lengthOfWords, readCharIndex } from './retrieval/char-grams.ts';
import { findExactly, readExactIndex } from './retrieval/exact.ts';
import { Accumulator, pickBest } from './store/accumulator.ts';
import { Columns } from './store/container.ts';
import { isStopWord } from './text/stop-words.ts';
import { readWords, type Word } from './text/words.ts';

// A sentence of a job advertisement is read whole; of endless text the first part answers within the same time.
const MOST_CHARACTERS = 2000;
const MOST_WORDS = 120;
const DEPTH = 100;

/**
 * A ranker over an index that `buildIndex` made.
 *
 * @throws IndexUnreadable  the bytes are no index or one of another version; build it again
 */
export async function openIndex(bytes: Uint8Array): Promise<Ranker> {
  const columns = new Columns(bytes);
  const ids = columns.f64('ids');
  const exact = readExactIndex(columns);
  const stems = readWordIndex(columns);
  const chars = readCharIndex(columns);
  const labelScores = new Accumulator(exact.conceptOf.length);
  const conceptScores = new Accumulator(ids.length);
  const wordScores = new Accumulator(chars.words.size);

  const highestOfConcepts = () => {
    for (const label of labelScores.touched)
      conceptScores.keepHighest(exact.conceptOf[label] ?? 0, labelScores.scores[label] ?? 0);
    labelScores.clear();
    return takeBest();
  };
  const takeBest = () => {
    const best = pickBest(conceptScores, DEPTH);
    conceptScores.clear();
    return best;
  };

  const firstLabels = placesOfFirstLabels(exact.conceptOf, ids.length);
  const speaksFor = (concept: number) => {
    const known = new Set<number>();
    for (let label = firstLabels[concept] ?? 0; label < (firstLabels[concept + 1] ?? 0); label += 1)
      for (const stem of stemsOfLabel(stems, label)) known.add(stem);
    return (word: Word) => !isStopWord(word.text) && findStems(stems, word).some((stem) => known.has(stem));
  };

  const rank = (text: string, first: number): Ranked[] => {
    const cut = text.slice(0, MOST_CHARACTERS);
    const words = readWords(cut, MOST_WORDS);
    const telling = words.filter((word) => !isStopWord(word.text));
    const found = new Set(telling.flatMap((word) => findStems(stems, word)));
    for (const stem of found) addStem(stems.inLabels, stem, labelScores);
    const byLabels = highestOfConcepts();
    for (const stem of found) addStem(stems.inConcepts, stem, conceptScores);
    const byConcepts = takeBest();
    const alike = telling.map((word) => findAlikeWords(chars, word.text, wordScores));
    for (const word of alike) addAlikeWords(chars, word, labelScores);
    const byChars = highestOfConcepts();
    const length = lengthOfWords(
      chars,
      telling.map((word) => word.text),
    );
    const likeness = new Map(byChars.map(({ document, score }) => [document, score / (length || 1)]));

    const hits = findExactly(exact, cut);
    const named = new Map(hits.map((hit, place) => [hit.concept, { ...hit, place }]));
    const fused = fuseRankings([byLabels, byConcepts, byChars]);
    const order = [
      ...hits.map(({ concept }) => ({ document: concept, score: 2 - (named.get(concept)?.place ?? 0) / 1000 })),
      ...fused.filter(({ document }) => !named.has(document)),
    ];
    return order.slice(0, Math.max(0, first)).map(({ document, score }) => {
      const hit = named.get(document);
      return {
        conceptId: ids[document] ?? 0,
        score,
        confidence: hit ? 0.95 : Math.min(0.9, likeness.get(document) ?? 0.05),
        foundBy: hit?.foundBy ?? 'LEXICAL',
        matched: spansOf(words, hit ? () => true : speaksFor(document)),
      };
    });
  };

  return {
    size: ids.length,
    rank: async (text, first) => rank(text, first),
    rankEach: async (texts, first) => texts.map((text) => rank(text, first)),
  };
}

/** Labels stand in order of their concepts; where each concept's begin, and one more for the end. */
function placesOfFirstLabels(conceptOf: Uint32Array, concepts: number): Uint32Array {
  const firsts = new Uint32Array(concepts + 1);
  for (const concept of conceptOf) firsts[concept + 1] = (firsts[concept + 1] ?? 0) + 1;
  for (let concept = 0; concept < concepts; concept += 1)
    firsts[concept + 1] = (firsts[concept + 1] ?? 0) + (firsts[concept] ?? 0);
  return firsts;
}
