/** A word of a text: folded for comparing, with its UTF-16 place in the text as given. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

// A letter or digit run; "c++", "c#" and "f#" keep their signs, for they name other things than "c".
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:\+\+|#(?![\p{L}\p{N}]))?/gu;
// Longer runs are no words of any language; cut, so that one endless run costs no more than a word.
const LONGEST = 40;

/** Lower case, without accents and ligatures: "Cœur", "cœur" and "coeur" are one. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
}

/**
 * The words of a text, in order.
 *
 * @param most  words after this many are not read
 */
export function readWords(text: string, most = Number.POSITIVE_INFINITY): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    if (words.length >= most) break;
    const folded = fold(match[0].slice(0, LONGEST));
    if (folded) words.push({ text: folded, start: match.index, end: match.index + match[0].length });
  }
  return words;
}

/** What two writings of one label share: its folded words, one blank between them. */
export function labelKey(text: string): string {
  return readWords(text)
    .map((word) => word.text)
    .join(' ');
}
