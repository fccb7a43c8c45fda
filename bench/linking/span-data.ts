import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { SectionKind } from '../../src/extraction/headings.ts';
import { readHeading } from '../../src/extraction/read-heading.ts';
import { hashOf, WORD_BUCKETS, type WordClasses } from '../../src/extraction/spotter-features.ts';
import { tokensOf } from '../../src/extraction/tokens.ts';

export type Tag = 0 | 1 | 2;

/** A line of an advertisement with its gold phrases: tags a word, 0 outside, 1 first, 2 within. */
export interface TaggedLine {
  readonly document: string;
  /** What the section it stands in is about. */
  readonly section: SectionKind;
  readonly words: readonly string[];
  readonly SKILL: readonly Tag[];
  readonly KNOWLEDGE: readonly Tag[];
}

/** SkillSpan (MIT, Zhang et al. 2022): real advertisements, a line a JSON object; its words are cut again as we cut words. */
export function readSkillSpan(file: string): TaggedLine[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const row = JSON.parse(line) as {
        idx: number;
        tokens: string[];
        tags_skill: string[];
        tags_knowledge: string[];
        source: string;
      };
      const words = row.tokens.map((token) => tokensOf(token).map(({ text }) => text));
      return {
        document: `${row.source} ${row.idx}`,
        section: 'UNSTATED',
        words: words.flat(),
        SKILL: tagsOf(words, row.tags_skill),
        KNOWLEDGE: tagsOf(words, row.tags_knowledge),
      };
    });
}

/** The same lines with the sections that the headings among them announce. */
export function readSections(lines: readonly TaggedLine[]): TaggedLine[] {
  let [document, section]: [string, SectionKind] = ['', 'UNSTATED'];
  return lines.map((line) => {
    if (line.document !== document) [document, section] = [line.document, 'UNSTATED'];
    const heading = readHeading(line.words.join(' ').replace(/ ([:?.])/gu, '$1'), false);
    if (heading) section = heading.kind ?? section;
    return { ...line, section };
  });
}

/** Tags of the words that tokens were cut into; marks at the ends of a phrase are outside of it. */
function tagsOf(words: readonly (readonly string[])[], stated: readonly string[]): Tag[] {
  const tags: Tag[] = [];
  for (const [at, parts] of words.entries()) {
    for (const [part] of parts.entries()) {
      const isFirst = stated[at] === 'B' && part === 0;
      tags.push(stated[at] === 'O' ? 0 : isFirst ? 1 : 2);
    }
  }
  const flat = words.flat();
  const isMark = (at: number) => !/[\p{L}\d]/u.test(flat[at] ?? '');
  for (let at = 0; at < tags.length; at++) {
    if (tags[at] === 1 && isMark(at)) {
      tags[at] = 0;
      if (tags[at + 1] === 2) tags[at + 1] = 1;
    }
    if (tags[at] === 2 && isMark(at)) {
      let to = at;
      while (tags[to] === 2 && isMark(to)) to += 1;
      if (tags[to] !== 2) for (let mark = at; mark < to; mark++) tags[mark] = 0;
    }
    if (tags[at] === 2 && (at === 0 || tags[at - 1] === 0)) tags[at] = 1;
  }
  return tags;
}

/** The same line as it was before its commas were taken: between phrases that touch. */
export function withCommas(line: TaggedLine): TaggedLine {
  const made = { words: [] as string[], SKILL: [] as Tag[], KNOWLEDGE: [] as Tag[] };
  const isIn = (at: number) => (line.SKILL[at] ?? 0) > 0 || (line.KNOWLEDGE[at] ?? 0) > 0;
  for (const [at, word] of line.words.entries()) {
    const begins = line.SKILL[at] === 1 || line.KNOWLEDGE[at] === 1;
    const goesOn = line.SKILL[at] === 2 || line.KNOWLEDGE[at] === 2;
    if (at > 0 && begins && !goesOn && isIn(at - 1)) {
      made.words.push(',');
      made.SKILL.push(0);
      made.KNOWLEDGE.push(0);
    }
    made.words.push(word);
    made.SKILL.push(line.SKILL[at] ?? 0);
    made.KNOWLEDGE.push(line.KNOWLEDGE[at] ?? 0);
  }
  return { document: line.document, section: line.section, ...made };
}

/** Phrases of a layer: words `from` to `to`, exclusive. */
export function phrasesOf(tags: readonly Tag[]): { from: number; to: number }[] {
  const phrases: { from: number; to: number }[] = [];
  for (const [at, tag] of tags.entries()) {
    if (tag !== 1) continue;
    let to = at + 1;
    while (tags[to] === 2) to += 1;
    phrases.push({ from: at, to });
  }
  return phrases;
}

/** How often each word, and each pair of words, names skills in 50,000 advertisements (skill2vec, MIT): 0 to 15, by octaves. */
export function readWordClasses(file: string): WordClasses {
  const counts = new Map<string, number>();
  const count = (words: string) => counts.set(words, (counts.get(words) ?? 0) + 1);
  for (const row of gunzipSync(readFileSync(file)).toString('utf8').split('\n')) {
    for (const phrase of row.split(',').slice(2)) {
      const words = tokensOf(phrase.toLowerCase().trim()).map(({ text }) => text);
      for (const [at, word] of words.entries()) {
        count(word);
        if (words[at + 1] !== undefined) count(`${word} ${words[at + 1]}`);
      }
    }
  }
  const classes = new Uint8Array(WORD_BUCKETS);
  for (const [words, times] of counts) {
    if (times < 3) continue;
    const bucket = hashOf(words) & (WORD_BUCKETS - 1);
    classes[bucket] = Math.max(classes[bucket] ?? 0, Math.min(15, Math.floor(Math.log2(times))));
  }
  return classes;
}
