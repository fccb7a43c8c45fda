import type { RankerOptions } from './build-index.ts';
import { findCandidates, type Judged, judgeCandidates } from './candidates.ts';
import { confidenceOf } from './confidence.ts';
import { FEATURES } from './features.ts';
import { type Learned, learnedWeights } from './learned/learned.ts';
import { spansOf } from './match-words.ts';
import { type Encode, encode as encodeByDefault } from './meaning/encoder.ts';
import { type OpenedIndex, readIndex } from './opened-index.ts';
import { FOUND_BY, type Ranked, type Ranker } from './ranker.ts';
import { encodeParts, partsToEncode, readMeaning } from './read-meaning.ts';
import { stemsOfLabel } from './retrieval/bm25.ts';
import { type ExactHit, findExactly } from './retrieval/exact.ts';
import { listOf } from './store/lists.ts';
import { type Query, readQuery } from './text/read-query.ts';
import { type TextView, viewText } from './view-text.ts';

// What is named outright stands above all that is likely; names in the order of how sure they are.
const NAMED = 1000;
const MOST_ASKED = 200;
/** A word of the text speaks for a concept where it resembles one of its words at least so much. */
const ALIKE = 0.6;
/** Below this share of a label found in the text, it is meaning that speaks for a concept rather than words. */
const BY_WORDS = 0.34;

/** How sure a name is alone, of those of its kind; several concepts of one name share it. */
const LEAST_SURE = { URI: 1, CODE: 0.99, LABEL: 0.9, ALIAS: 0.75 } as const;
const COVER = FEATURES.indexOf('cover');
const SOFT_COVER = FEATURES.indexOf('softCover');

/**
 * A ranker over an index that `buildIndex` made.
 *
 * @throws IndexUnreadable  the bytes are no index or one of another version; build it again
 */
export async function openIndex(
  bytes: Uint8Array,
  { encode = encodeByDefault, learned = learnedWeights() }: RankerOptions = {},
): Promise<Ranker> {
  const index = readIndex(bytes);
  const rankEach = async (texts: readonly string[], first: number): Promise<Ranked[][]> => {
    const queries = texts.map(readQuery);
    const parts = texts.map((text, at) => partsToEncode(text, queries[at] as Query));
    const encoded = await encodeWanted(parts, index.isEncoded ? encode : null);
    return texts.map((text, at) => rankOne(text, queries[at] as Query, encoded[at] ?? [], first, index, learned));
  };
  return {
    size: index.ids.length,
    rank: async (text, first) => (await rankEach([text], first))[0] ?? [],
    rankEach,
  };
}

async function encodeWanted(parts: readonly string[][], encode: Encode | null): Promise<Float32Array[][]> {
  return encode && parts.some(({ length }) => length > 0) ? encodeParts(parts, encode) : [];
}

function rankOne(
  text: string,
  query: Query,
  encoded: readonly Float32Array[],
  first: number,
  index: OpenedIndex,
  learned: Learned,
): Ranked[] {
  const most = Math.min(Math.max(0, first), MOST_ASKED);
  const hits = findExactly(index.exact, text);
  const view = viewText(query, readMeaning(query, learned, encoded), index);
  const candidates = query.telling.length === 0 ? [] : findCandidates(view, index, learned);
  const judged = judgeCandidates(candidates, learned, most + hits.length);
  const byConcept = new Map(judged.map((one) => [one.concept, one]));
  const named = new Set(hits.map(({ concept }) => concept));
  return [
    ...hits.map((hit, place) => namedOutright(hit, place, byConcept.get(hit.concept), hits, query, index, learned)),
    ...judged.filter(({ concept }) => !named.has(concept)).map((one) => foundByWords(one, view, index, learned)),
  ]
    .sort((a, b) => b.score - a.score || a.conceptId - b.conceptId)
    .slice(0, most);
}

function namedOutright(
  { concept, foundBy }: ExactHit,
  place: number,
  judged: Judged | undefined,
  hits: readonly ExactHit[],
  { words }: Query,
  { ids }: OpenedIndex,
  learned: Learned,
): Ranked {
  const rivals = hits.filter((hit) => hit.foundBy === foundBy).length;
  const likely = judged ? confidenceOf(judged.logOdds, learned) : 0;
  return {
    conceptId: ids[concept] ?? 0,
    score: NAMED * (FOUND_BY.length - FOUND_BY.indexOf(foundBy)) + (judged?.score ?? -place / 100),
    confidence: Math.max(likely, LEAST_SURE[foundBy] / rivals),
    foundBy,
    matched: spansOf(words, () => true),
  };
}

function foundByWords(
  { concept, row, score, logOdds }: Judged,
  view: TextView,
  index: OpenedIndex,
  learned: Learned,
): Ranked {
  const isByWords = Math.max(row[COVER] ?? 0, row[SOFT_COVER] ?? 0) >= BY_WORDS;
  return {
    conceptId: index.ids[concept] ?? 0,
    score,
    confidence: confidenceOf(logOdds, learned),
    foundBy: isByWords ? 'LEXICAL' : 'SEMANTIC',
    matched: spansOf(view.query.words, speaksFor(concept, view, index)),
  };
}

/** Whether a word of the text, at its place, is or resembles one of a concept's labels. */
function speaksFor(concept: number, { seen }: TextView, index: OpenedIndex): (word: unknown, place: number) => boolean {
  const stems = new Set<number>();
  const words = new Set<number>();
  for (let label = index.firstLabels[concept] ?? 0; label < (index.firstLabels[concept + 1] ?? 0); label += 1) {
    for (const stem of stemsOfLabel(index.stems, label)) stems.add(stem);
    for (const word of listOf(index.chars.ofLabels, label)) words.add(word);
  }
  return (_, place) => {
    if (seen.stems.get(place)?.some((stem) => stems.has(stem))) return true;
    const alike = seen.alike.get(place);
    return !!alike?.words.some(
      (word, at) => words.has(word) && (alike.products[at] ?? 0) >= ALIKE * alike.norm * (index.chars.norms[word] ?? 0),
    );
  };
}
