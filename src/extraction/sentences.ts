import type { Span } from '../ranker/ranker.ts';
import { ABBREVIATIONS } from './abbreviations.ts';

/** Words whose dot ends no sentence, folded. */
const DOTTED = new RegExp(String.raw`(?:^|[\s(])(?:${ABBREVIATIONS}|p\.\s?ex|ste|mme|b\.?ed|u\.?s\.a)\.$`, 'iu');
const STOP = /[.!?…]+["”»)\]]*(?=\s+\S)/gu;

/** Longer ones are cut, at a blank where there is one: nobody wrote them as sentences, and what reads them takes its time. */
const LENGTH_AT_MOST = 1_000;

/** The sentences of a stretch of a text, in order; abbreviations and names such as `.NET` or `Node.js` end none. */
export function sentencesOf(text: string, { start, end }: Span): Span[] {
  const stretch = text.slice(start, end);
  const sentences: Span[] = [];
  let from = 0;
  const push = (to: number) => {
    while (to - from > LENGTH_AT_MOST) {
      const blank = stretch.lastIndexOf(' ', from + LENGTH_AT_MOST);
      cut(blank > from ? blank : from + LENGTH_AT_MOST);
    }
    cut(to);
  };
  const cut = (to: number) => {
    const words = stretch.slice(from, to);
    const lead = words.length - words.trimStart().length;
    if (/[\p{L}\d]/u.test(words))
      sentences.push({ start: start + from + lead, end: start + from + words.trimEnd().length });
    from = to;
  };
  for (const { 0: stop, index } of stretch.matchAll(STOP)) {
    const to = index + stop.length;
    const next = stretch.slice(to, to + 40).trimStart();
    const isAbbreviation = stop.startsWith('.') && DOTTED.test(stretch.slice(Math.max(0, index - 16), index + 1));
    // "etc." and the like end one where the next word is plainly the first of another.
    if (
      isAbbreviation &&
      !(/etc\.$/iu.test(stretch.slice(Math.max(0, index - 3), index + 1)) && /^\p{Lu}\p{Ll}/u.test(next))
    )
      continue;
    if (/^\p{Ll}/u.test(next) && stop.startsWith('.')) continue;
    push(to);
  }
  push(stretch.length);
  return sentences;
}
