/**
 * Measures how well phrases are found: `npm run bench:spans -- ../shared/data`. Precision, recall and F1 of phrases, exact and by
 * overlap, on SkillSpan's dev split, as published (its commas are missing) and with the commas between its phrases put back, and on the
 * spans of the `extraction` files; each beside two baselines: whole lines between commas, and words that name skills in other
 * advertisements.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { spotter } from '../../src/extraction/extract-requirements.ts';
import type { SectionKind } from '../../src/extraction/headings.ts';
import { LEAN, spotPhrases } from '../../src/extraction/spot-phrases.ts';
import { type SpotterWeights, spotWords } from '../../src/extraction/spotter.ts';
import { hashOf, WORD_BUCKETS } from '../../src/extraction/spotter-features.ts';
import { tokensOf } from '../../src/extraction/tokens.ts';
import { phrasesOf, readSections, readSkillSpan, type TaggedLine, withCommas } from './span-data.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}
interface GoldLine {
  readonly text: string;
  readonly section: SectionKind;
  readonly gold: readonly Stretch[];
}
type Finder = (line: GoldLine) => readonly Stretch[];

/** Phrases as words became text; a phrase inside another is one with it, as an employer would see it. */
export function goldOf(line: TaggedLine): GoldLine {
  const text = line.words.join(' ');
  const starts: number[] = [];
  let at = 0;
  for (const word of line.words) {
    starts.push(at);
    at += word.length + 1;
  }
  const gold = [...phrasesOf(line.SKILL), ...phrasesOf(line.KNOWLEDGE)]
    .map(({ from, to }) => ({
      start: starts[from] ?? 0,
      end: (starts[to - 1] ?? 0) + (line.words[to - 1]?.length ?? 0),
    }))
    .sort((one, other) => one.start - other.start || other.end - one.end)
    .filter((span, index, all) => !all.slice(0, index).some((other) => other.end >= span.end));
  return { text, section: line.section, gold };
}

/** Precision, recall and F1 in percent, exact and where phrases share a character. */
export function measure(lines: readonly GoldLine[], find: Finder): Record<'exact' | 'overlap', readonly number[]> {
  let [gold, found, exact, foundNear, goldNear] = [0, 0, 0, 0, 0];
  for (const line of lines) {
    const spans = find(line);
    const near = (one: Stretch, all: readonly Stretch[]) =>
      all.some((other) => one.start < other.end && other.start < one.end);
    gold += line.gold.length;
    found += spans.length;
    exact += spans.filter((one) => line.gold.some(({ start, end }) => start === one.start && end === one.end)).length;
    foundNear += spans.filter((one) => near(one, line.gold)).length;
    goldNear += line.gold.filter((one) => near(one, spans)).length;
  }
  const figures = (right: number, ofGold: number) => {
    const [precision, recall] = [right / Math.max(1, found), ofGold / Math.max(1, gold)];
    return [precision, recall, (2 * precision * recall) / Math.max(1e-9, precision + recall)].map((each) => 100 * each);
  };
  return { exact: figures(exact, exact), overlap: figures(foundNear, goldNear) };
}

/** The `extraction` files: sentences with spans of skills, labelled or not. */
export function readSpans(file: string): GoldLine[] {
  const rows = parse(readFileSync(file), { columns: true, bom: true }) as { sentence: string; span: string }[];
  const bySentence = new Map<string, Stretch[]>();
  for (const { sentence, span } of rows) {
    const spans = bySentence.get(sentence) ?? [];
    bySentence.set(sentence, spans);
    const words = span.replace(/\s*[.,;]$/u, '');
    const start = words === '' ? -1 : sentence.indexOf(words);
    if (start >= 0 && !spans.some((other) => other.start === start)) spans.push({ start, end: start + words.length });
  }
  return [...bySentence].map(([text, gold]) => ({ text, section: 'UNSTATED', gold }));
}

const betweenCommas: Finder = ({ text }) =>
  [...text.matchAll(/[^,;:.()]+/gu)]
    .map(({ 0: words, index }) => ({
      start: index + (words.length - words.trimStart().length),
      end: index + words.trimEnd().length,
    }))
    .filter(({ start, end }) => end > start);

/** Runs of words that name skills in many other advertisements. */
const knownWords =
  ({ classes }: SpotterWeights): Finder =>
  ({ text }) => {
    const spans: { start: number; end: number }[] = [];
    let isOpen = false;
    for (const { text: word, start, end } of tokensOf(text)) {
      const isKnown = /\p{L}/u.test(word) && (classes[hashOf(word.toLowerCase()) & (WORD_BUCKETS - 1)] ?? 0) >= 7;
      const last = spans.at(-1);
      if (isKnown && isOpen && last) last.end = end;
      else if (isKnown) spans.push({ start, end });
      isOpen = isKnown;
    }
    return spans;
  };

const learnedAlone =
  (weights: SpotterWeights, lean: number): Finder =>
  ({ text, section }) => {
    const tokens = tokensOf(text);
    const spans = spotWords(
      tokens.map((token) => token.text),
      section,
      weights,
      lean,
    ).map(({ from, to }) => ({ start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 }));
    return spans.filter((span, index) => !spans.slice(0, index).some((other) => other.end >= span.end));
  };

const ours =
  (weights: SpotterWeights): Finder =>
  ({ text, section }) =>
    spotPhrases(text, { section, language: 'en', isItem: false }, weights).filter(({ kind }) => kind === 'SKILL');

if (process.argv[1]?.includes('spans')) {
  const data = process.argv[2] ?? '../shared/data';
  const dev = readSections(readSkillSpan(join(data, 'skillspan/dev.json')));
  const sets: [string, GoldLine[]][] = [
    ['SkillSpan dev, as published', dev.map(goldOf)],
    ['SkillSpan dev, with its commas', dev.map((line) => goldOf(withCommas(line)))],
    ['extraction TECH', readSpans(join(data, 'extraction/tech_validation_annotations.csv'))],
    ['extraction HOUSE', readSpans(join(data, 'extraction/house_validation_annotations.csv'))],
  ];
  const weights = spotter();
  const finders: [string, Finder][] = [
    ['between commas', betweenCommas],
    ['known words', knownWords(weights)],
    ['learned, lean 0', learnedAlone(weights, 0)],
    [`learned, lean ${LEAN}`, learnedAlone(weights, LEAN)],
    ['ours', ours(weights)],
  ];
  const lines = ['| data | finder | exact P / R / F1 | overlap P / R / F1 | ms a line |', '|---|---|---|---|---|'];
  for (const [name, set] of sets) {
    for (const [finder, find] of finders) {
      const since = performance.now();
      const { exact, overlap } = measure(set, find);
      const spent = (performance.now() - since) / set.length;
      const shown = (figures: readonly number[]) => figures.map((each) => each.toFixed(1)).join(' / ');
      lines.push(`| ${name} | ${finder} | ${shown(exact)} | ${shown(overlap)} | ${spent.toFixed(2)} |`);
    }
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}
