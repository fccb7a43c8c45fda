import type { Span } from './ranker.ts';
import type { Word } from './text/words.ts';

/** The places of chosen words of a text, neighbours joined into one span. */
export function spansOf(words: readonly Word[], chosen: (word: Word, index: number) => boolean): Span[] {
  const spans: { start: number; end: number }[] = [];
  let joins = false;
  for (const [index, word] of words.entries()) {
    const isChosen = chosen(word, index);
    const last = spans.at(-1);
    if (isChosen && joins && last) last.end = word.end;
    else if (isChosen) spans.push({ start: word.start, end: word.end });
    joins = isChosen;
  }
  return spans;
}
