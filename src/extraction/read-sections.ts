import type { Stretch } from '../formats/index.ts';
import type { Span } from '../ranker/ranker.ts';
import type { SectionKind } from './headings.ts';
import { type Line, linesOf } from './lines.ts';
import { readHeading } from './read-heading.ts';

/** A line with the section it stands in. */
export interface SectionLine extends Line {
  readonly section: SectionKind;
}

export interface ReadSection {
  readonly kind: SectionKind;
  /** Null where the text begins without one. */
  readonly heading: Span | null;
  readonly lines: readonly SectionLine[];
}

/** Sections an unknown heading is taken to be a part of. */
const CARRIED: ReadonlySet<SectionKind> = new Set(['REQUIREMENTS', 'PREFERRED', 'RESPONSIBILITIES', 'BENEFITS']);
const TITLE_WORDS_AT_MOST = 9;

/**
 * The sections of a text. A heading we do not know goes on with the section it stands in where that says what is asked or offered
 * ("Technical" below "Requirements"), and else begins one of its own. The first line is a title where it is short and no sentence.
 *
 * @param emphasised  stretches that markup says are headings or emphasised
 */
export function readSections(text: string, emphasised: readonly Stretch[]): ReadSection[] {
  const lines = linesOf(text);
  const sections: { kind: SectionKind; heading: Span | null; lines: SectionLine[] }[] = [];
  const begin = (kind: SectionKind, heading: Span | null) => {
    sections.push({ kind, heading, lines: [] });
  };
  for (const [at, line] of lines.entries()) {
    const words = text.slice(line.start, line.end);
    const isEmphasised = emphasised.some(({ start, end }) => start <= line.start && end >= line.end);
    const heading = line.isItem && !/:\s*$/u.test(words) ? null : readHeading(words, isEmphasised);
    const last = sections.at(-1);
    if (heading) {
      const kind = heading.kind ?? (last && CARRIED.has(last.kind) ? last.kind : 'UNSTATED');
      begin(kind, { start: line.start + heading.start, end: line.start + heading.end });
      if (heading.restAt < words.length) {
        sections.at(-1)?.lines.push({ ...line, start: line.start + heading.restAt, isItem: true, section: kind });
      }
      continue;
    }
    const isApart = /^\s*\n\s*\n/u.test(text.slice(line.end, lines[at + 1]?.start ?? line.end));
    if (at === 0 && lines.length > 1 && !line.isItem && isTitle(words, isApart)) {
      begin('UNSTATED', line);
      continue;
    }
    if (!last) begin('UNSTATED', null);
    const section = sections.at(-1);
    section?.lines.push({ ...line, section: section.kind });
  }
  return sections;
}

function isTitle(words: string, isApart: boolean): boolean {
  const count = words.split(/\s+/u).length;
  return isApart
    ? count <= 2 * TITLE_WORDS_AT_MOST && !/[.:;]$/u.test(words)
    : count <= TITLE_WORDS_AT_MOST && !/[.!?:;,]/u.test(words);
}
