/**
 * What the spotter looks at of each word of a line: the words around it, their ends and shapes, and how often they name skills in
 * advertisements. Every feature is a bucket of one table, found by its hash, so that no list of features is stored.
 */

/** Buckets of weights: a power of two. */
export const BUCKETS = 1 << 16;
/** Buckets of the word list: a power of two. */
export const WORD_BUCKETS = 1 << 17;

/** How often words name skills: 0 (never seen) to 15, by the hash of the word. */
export type WordClasses = Uint8Array;

/** FNV-1a over UTF-16 units, 32 bits. */
export function hashOf(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Its form without its letters: `Node.js` is `Xx.x`, `2019` is `d`. */
export function shapeOf(word: string): string {
  return word
    .slice(0, 24)
    .replace(/\p{Lu}+/gu, 'X')
    .replace(/\p{Ll}+/gu, 'x')
    .replace(/\d+/gu, 'd');
}

/** How often a word or a pair of words names a skill, as one letter. */
function classOf(words: string, classes: WordClasses): string {
  return String.fromCharCode(97 + (classes[hashOf(words) & (WORD_BUCKETS - 1)] ?? 0));
}

/**
 * Buckets of every word's features.
 *
 * @param words    of one line, in order
 * @param section  what its section is about, such as `BENEFITS`
 * @returns one list a word, each bucket 0 to BUCKETS - 1
 */
export function featuresOf(words: readonly string[], section: string, classes: WordClasses): Int32Array[] {
  const lower = words.map((word) => word.toLowerCase());
  const shapes = words.map(shapeOf);
  const kinds = lower.map((word) => classOf(word, classes));
  const pairs = lower.map((word, at) => classOf(`${word} ${lower[at + 1] ?? ''}`, classes));
  const length = words.length <= 3 ? 'a' : words.length <= 7 ? 'b' : words.length <= 15 ? 'c' : 'd';
  const first = lower.find((word) => /\p{L}/u.test(word)) ?? '';
  const of = (list: readonly string[], at: number) => list[at] ?? (at < 0 ? '<' : '>');
  return words.map((_, at) => {
    const word = of(lower, at);
    const [before, behind] = [of(lower, at - 1), of(lower, at + 1)];
    const [shape, kind] = [of(shapes, at), of(kinds, at)];
    const stated = [
      'a',
      `b${word}`,
      `c${before}`,
      `d${behind}`,
      `e${of(lower, at - 2)}`,
      `f${of(lower, at + 2)}`,
      `g${before} ${word}`,
      `h${word} ${behind}`,
      `i${word.slice(0, 3)}`,
      `j${word.slice(0, 5)}`,
      `k${word.slice(-2)}`,
      `l${word.slice(-3)}`,
      `m${word.slice(-4)}`,
      `n${before.slice(-3)}`,
      `o${behind.slice(-3)}`,
      `p${shape}`,
      `q${of(shapes, at - 1)} ${shape}`,
      `r${shape} ${of(shapes, at + 1)}`,
      `s${at === 0 ? shape : ''}`,
      `t${length} ${Math.min(at, 3)}`,
      `u${kind}`,
      `v${of(kinds, at - 1)}${kind}`,
      `w${kind}${of(kinds, at + 1)}`,
      `x${of(pairs, at)}`,
      `y${of(pairs, at - 1)}`,
      `z${of(kinds, at - 1)}${kind}${of(kinds, at + 1)}`,
      `A${section}`,
      `B${section} ${word.slice(-3)}`,
      `C${of(lower, at - 2)} ${before}`,
      `D${behind} ${of(lower, at + 2)}`,
      `E${first} ${Math.min(at, 2)}`,
      `F${kind} ${shape}`,
      `G${before} ${behind}`,
    ];
    return Int32Array.from(stated, (feature) => hashOf(feature) & (BUCKETS - 1));
  });
}
