import { isStopWord } from './stop-words.ts';
import { isWeakWord } from './weak-words.ts';
import { readWords, type Word } from './words.ts';

/** A text to find concepts for, cut into what is looked up. Numbers are places in `words`. */
export interface Query {
  /** Every word read, in order. */
  readonly words: readonly Word[];
  /** The words that may name a skill: neither stop words nor phrases of advertisements, unless there are no others. */
  readonly telling: readonly number[];
  /** Runs of telling words within a clause, for what is cheap to look up. */
  readonly windows: readonly (readonly number[])[];
  /** Clauses, long ones in overlapping pieces, for what is costly to look up; none where the text is one phrase. */
  readonly chunks: readonly (readonly number[])[];
}

// A sentence of a job advertisement is read whole; of endless text the first part answers within the same time.
const MOST_CHARACTERS = 2000;
const MOST_WORDS = 120;
const LONGEST_WINDOW = 4;
const MOST_WINDOWS = 120;
const LONGEST_CHUNK = 6;
const CHUNK_STEP = 4;
const MOST_CHUNKS = 8;
// Markup, what scripts and styles hold, and the placeholders of anonymised text ("<ORGANIZATION>") say nothing.
const SILENT = /<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)|<\/?[a-z_][^<>]{0,200}>/giu;
const ENDS_CLAUSE = /[,;:!?()[\]{}/|•*"“”«»\n\r\t]|\.(?:\s|$)|\s[-–—]\s|&/u;
const JOINS_CLAUSES = new Set(['and', 'or', 'et', 'ou', 'as', 'including', 'such']);

export function readQuery(text: string): Query {
  const cut = text.slice(0, MOST_CHARACTERS).replaceAll(SILENT, (found) => ' '.repeat(found.length));
  const words = readWords(cut, MOST_WORDS);
  const places = words.map((_, place) => place);
  const meaningful = places.filter((place) => !isStopWord(wordAt(words, place)) || isCapitals(cut, words[place]));
  const strong = meaningful.filter((place) => !isWeakWord(wordAt(words, place)));
  const telling = strong.length > 0 ? strong : meaningful;
  const clauses = cutClauses(cut, words, new Set(telling));
  const chunks = clauses.flatMap(cutChunks).slice(0, MOST_CHUNKS);
  return {
    words,
    telling,
    windows: clauses.flatMap(cutWindows).slice(0, MOST_WINDOWS),
    chunks: chunks.length === 1 && chunks[0]?.length === telling.length ? [] : chunks,
  };
}

/** Runs of telling words with no mark or joining word between them. */
function cutClauses(text: string, words: readonly Word[], telling: ReadonlySet<number>): number[][] {
  const clauses: number[][] = [];
  let clause: number[] = [];
  for (const [place, word] of words.entries()) {
    const gap = text.slice(words[place - 1]?.end ?? 0, word.start);
    if (ENDS_CLAUSE.test(gap) || JOINS_CLAUSES.has(word.text)) {
      clauses.push(clause);
      clause = [];
    }
    if (telling.has(place)) clause.push(place);
  }
  return [...clauses, clause].filter(({ length }) => length > 0);
}

function cutWindows(clause: readonly number[]): number[][] {
  return clause.flatMap((_, from) =>
    Array.from({ length: Math.min(LONGEST_WINDOW, clause.length - from) }, (_size, more) =>
      clause.slice(from, from + more + 1),
    ),
  );
}

function cutChunks(clause: readonly number[]): (readonly number[])[] {
  if (clause.length <= LONGEST_CHUNK) return [clause];
  const chunks: number[][] = [];
  for (let from = 0; from + CHUNK_STEP - LONGEST_CHUNK < clause.length - 2; from += CHUNK_STEP)
    chunks.push(clause.slice(from, from + LONGEST_CHUNK));
  return chunks;
}

// "IT" is a trade, "it" a word.
function isCapitals(text: string, word: Word | undefined): boolean {
  if (!word || word.end - word.start < 2) return false;
  const written = text.slice(word.start, word.end);
  return written === written.toUpperCase() && written !== written.toLowerCase();
}

function wordAt(words: readonly Word[], place: number): string {
  return words[place]?.text ?? '';
}
