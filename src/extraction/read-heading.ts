import { type SectionKind, sectionNamed } from './headings.ts';

/** A heading at the beginning of a line. */
export interface Heading {
  /** Null where it announces nothing we know. */
  readonly kind: SectionKind | null;
  /** Offsets within the line. */
  readonly start: number;
  readonly end: number;
  /** Where what stands behind it in the same line begins; the line's length where nothing does. */
  readonly restAt: number;
}

/** Marks of Markdown and decoration around headings. */
const AROUND = /^[\s#*_=~>|•·–—-]+|[\s#*_=~|:：.?!–—-]+$/gu;
const INLINE_AT_MOST = 60;

/**
 * The heading a line is, or begins with ("Requirements: three years of …"), or null. It is one where its words are words of headings;
 * where its form says so (a colon behind it, capitals, markup) fewer of them must be.
 *
 * @param line          without its bullet
 * @param isEmphasised  whether markup says the whole line is a heading
 */
export function readHeading(line: string, isEmphasised: boolean): Heading | null {
  const colon = /[:：](?=\s|$|\*)/u.exec(line);
  const isWhole = colon === null || /^[\s*_:：–—-]*$/u.test(line.slice(colon.index));
  const isMarkdown = /^\s*(?:#{1,6}\s|\*\*|__)/u.test(line);
  const isCapitals = /\p{Lu}{3}/u.test(line) && !/\p{Ll}/u.test(line);
  if (!isWhole && colon.index <= INLINE_AT_MOST) {
    const kind = sectionNamed(bare(line.slice(0, colon.index)), true);
    if (kind !== null) {
      const rest = line.slice(colon.index + 1);
      const restAt = colon.index + 1 + (/^[\s*_]*/u.exec(rest)?.[0].length ?? 0);
      return { kind, ...placeOf(line, colon.index), restAt };
    }
  }
  if (!isWhole) return null;
  const words = bare(line);
  if (words === '' || (/[.!](?:["”*_])?$/u.test(line.trim()) && !isEmphasised)) return null;
  const isMarked = colon !== null || isEmphasised || isMarkdown || isCapitals;
  const kind = sectionNamed(words, isMarked);
  const isShort = words.split(/\s+/u).length <= 6;
  // "Python, SQL:" names no section, nor does a capital line of two words: what it heads goes on as before.
  if (kind === null && !(isShort && (isEmphasised || isMarkdown || (isCapitals && colon !== null)))) return null;
  return { kind, ...placeOf(line, line.length), restAt: line.length };
}

function bare(text: string): string {
  return text.replace(AROUND, '');
}

function placeOf(line: string, end: number): { start: number; end: number } {
  const words = line.slice(0, end);
  const start = words.length - words.trimStart().length;
  return { start, end: Math.max(start, words.trimEnd().length) };
}
