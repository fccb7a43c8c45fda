import type { Span } from '../ranker/ranker.ts';
import { ABBREVIATIONS } from './abbreviations.ts';

/** A word or a mark of a text; UTF-16 offsets. */
export interface Token extends Span {
  readonly text: string;
}

const OPENING = /^[([{"“”«‹'‘’`*•·▪◦‣●○■–—-]+(?=.)/u;
const CLOSING = /(?:[)\]}"“”»›'’`,;:!?…*]|(?<=.)\.|(?<=[\p{L}\d])[-–—])$/u;
/** Words that end in a dot of their own. */
const DOTTED = new RegExp(String.raw`^(?:${ABBREVIATIONS}|p\.?\s?ex|env)\.$`, 'iu');
/** Words that end in marks of their own. */
const MARKED = /^(?:c\+\+|[acf][#♯]|r&d|\p{L}+\+\+?)$/iu;
/** Articles and the like that French writes together with the next word. */
const ELIDED = /^(?:l|d|qu|n|s|c|j|m|t|jusqu|lorsqu|puisqu)['’](?=\p{L})/iu;

/**
 * The words and marks of a text, in order. Names that hold marks stay whole (`C++`, `.NET`, `Node.js`, `e.g.`), brackets and what ends
 * a clause stand alone, and so do elided words of French (`l'`, `d'`).
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: word, index } of text.matchAll(/\S+/gu)) tokens.push(...partsOf(word, index));
  return tokens;
}

function partsOf(word: string, at: number): Token[] {
  const before: Token[] = [];
  const behind: Token[] = [];
  let [start, end] = [at, at + word.length];
  const rest = () => word.slice(start - at, end - at);
  const opening = OPENING.exec(rest())?.[0] ?? '';
  for (const mark of opening) {
    before.push({ text: mark, start, end: start + mark.length });
    start += mark.length;
  }
  const elided = ELIDED.exec(rest())?.[0] ?? '';
  if (elided !== '') {
    before.push({ text: elided, start, end: start + elided.length });
    start += elided.length;
  }
  for (;;) {
    const now = rest();
    const closing = CLOSING.exec(now)?.[0];
    if (closing === undefined || closing.length === now.length || DOTTED.test(now) || MARKED.test(now)) break;
    // A bracket that the word itself opens belongs to it: "f(x)".
    if (closing === ')' && now.includes('(')) break;
    behind.unshift({ text: closing, start: end - closing.length, end });
    end -= closing.length;
  }
  return [...before, { text: rest(), start, end }, ...behind];
}
