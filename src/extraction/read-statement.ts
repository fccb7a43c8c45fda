import type { Importance } from '../jobs/requirement.ts';
import type { Span } from '../ranker/ranker.ts';
import { groupPhrases } from './alternatives.ts';
import { clausesOf, importancesOf } from './cues.ts';
import type { Language, Phrase, Years } from './extraction.ts';
import type { SectionKind } from './headings.ts';
import { levelsIn, type SaidLevel } from './levels.ts';
import { type Spotted, spotPhrases } from './spot-phrases.ts';
import type { SpotterWeights } from './spotter.ts';
import { type SaidYears, yearsIn } from './years.ts';

/** A phrase with its kind, before anything is linked. */
export interface DraftLeaf extends Phrase {
  readonly kind: 'SKILL' | 'CREDENTIAL';
}

/** What a sentence asks for: leaves and alternatives in their order, and years of experience in nothing that is named. */
export interface Statement {
  readonly parts: readonly (DraftLeaf | DraftGroup)[];
  readonly experience: readonly Phrase[];
}

export interface DraftGroup {
  readonly kind: 'ALL' | 'ANY' | 'AT_LEAST';
  readonly atLeast: number | null;
  readonly children: readonly (DraftLeaf | DraftGroup)[];
}

/** Where a sentence stands, and what a line before it said of it ("The following would be an asset:"). */
export interface Setting {
  readonly section: SectionKind;
  readonly language: Language;
  readonly isItem: boolean;
  /** What the section, or the line that leads to it, says of all it holds. */
  readonly usual: Importance;
}

const OR_EQUIVALENT =
  /^[^.;]{0,60}?(?<![\p{L}])(?:or|ou)\s+(?:an?\s+|any\s+|une?\s+|d['’]?\s*|le |l['’])?(?:other\s+|autres?\s+)?(?:closely\s+)?(?:equivalen\p{L}*|similar|comparable|related|relevant|domaine connexe|formation équivalente|expérience équivalente|équivalen\p{L}*|similaires?|connexes?)/iu;

/**
 * Reads one sentence.
 *
 * @param offset  where the sentence stands in its text; spans of the answer count from the text's beginning
 */
export function readStatement(sentence: string, offset: number, setting: Setting, weights: SpotterWeights): Statement {
  const spotted = spotPhrases(sentence, setting, weights);
  const clauses = clausesOf(sentence);
  const [years, levels] = [yearsIn(sentence), levelsIn(sentence)];
  const importances = importancesOf(sentence, spotted, setting.usual);
  const yearsOf = assignYears(spotted, years, levels, clauses);
  const levelOf = assignLevels(sentence, spotted, levels, clauses);
  const place = ({ start, end }: Span): Span => ({ start: start + offset, end: end + offset });
  const leafOf = (phrase: Spotted, at: number): DraftLeaf | null => {
    const importance = importances[at];
    if (importance === null || importance === undefined) return null;
    const level = levelOf.get(at);
    return {
      kind: phrase.kind,
      statement: wordsOf(sentence, phrase),
      span: place(phrase),
      importance,
      section: setting.section,
      years: yearsOf.get(at) ?? null,
      level: level ? { words: level.words, span: place(level) } : null,
      orEquivalent: OR_EQUIVALENT.test(sentence.slice(phrase.end, spotted[at + 1]?.start ?? sentence.length)),
    };
  };
  const leaves = spotted.map(leafOf);
  const parts = groupPhrases(sentence, spotted).flatMap((group): (DraftLeaf | DraftGroup)[] => {
    const members = (group.kind === 'ONE' ? [group.phrase] : group.phrases).flatMap((at) => leaves[at] ?? []);
    if (group.kind === 'ONE' || members.length <= Math.max(1, group.atLeast ?? 1)) return members;
    return [{ kind: group.kind, atLeast: group.atLeast, children: members }];
  });
  return {
    parts,
    experience: experienceIn(sentence, years, spotted, clauses, setting).map((each) => ({
      ...each,
      span: place(each.span),
    })),
  };
}

function wordsOf(sentence: string, { start, end }: Span): string {
  return sentence.slice(start, end).replace(/\s+/gu, ' ');
}

const within = (span: Span, clause: Span) => span.start >= clause.start && span.start < clause.end;

/** Years are said of the phrases behind them in their clause, up to other years or a level of another kind; else of the one before. */
function assignYears(
  phrases: readonly Spotted[],
  said: readonly SaidYears[],
  levels: readonly SaidLevel[],
  clauses: readonly Span[],
): Map<number, Years> {
  const found = new Map<number, Years>();
  for (const [index, each] of said.entries()) {
    const clause = clauses.find((one) => within(each, one));
    if (!clause) continue;
    const next = said[index + 1]?.start ?? Number.POSITIVE_INFINITY;
    let isFirst = true;
    for (const [at, phrase] of phrases.entries()) {
      if (!within(phrase, clause) || phrase.start < each.end || phrase.start >= next || phrase.kind === 'CREDENTIAL')
        continue;
      const isOther = levels.some(({ of, start, end }) => of === 'NEXT' && start > each.end && end <= phrase.start);
      if (isOther && !isFirst) break;
      found.set(at, each.years);
      isFirst = false;
    }
    const before = phrases.findLastIndex((phrase) => within(phrase, clause) && phrase.end <= each.start);
    if (isFirst && before >= 0 && !found.has(before) && phrases[before]?.kind === 'SKILL')
      found.set(before, each.years);
  }
  return found;
}

function assignLevels(
  sentence: string,
  phrases: readonly Spotted[],
  levels: readonly SaidLevel[],
  clauses: readonly Span[],
): Map<number, SaidLevel> {
  const found = new Map<number, SaidLevel>();
  for (const [index, level] of levels.entries()) {
    const clause = clauses.find((one) => within(level, one));
    if (!clause) continue;
    const next = levels.slice(index + 1).find(({ of }) => of === 'ALL_BEHIND')?.start ?? Number.POSITIVE_INFINITY;
    const before = phrases.findLastIndex((phrase) => within(phrase, clause) && phrase.end <= level.start);
    for (const [at, phrase] of phrases.entries()) {
      if (!within(phrase, clause) || phrase.kind === 'CREDENTIAL') continue;
      const isBehind = phrase.start >= level.end;
      const speaks =
        level.of === 'BEFORE'
          ? at === before
          : level.of === 'NEXT'
            ? isBehind && /^[\s(]*$/u.test(sentence.slice(level.end, phrase.start))
            : isBehind && phrase.start < next;
      if (speaks && (!found.has(at) || level.of !== 'ALL_BEHIND')) found.set(at, level);
    }
  }
  return found;
}

/** Clauses that ask for years of experience and name no skill: kept in their own words. */
function experienceIn(
  sentence: string,
  years: readonly SaidYears[],
  phrases: readonly Spotted[],
  clauses: readonly Span[],
  setting: Setting,
): Phrase[] {
  return clauses.flatMap((clause) => {
    const said = years.find((each) => within(each, clause));
    if (!said || phrases.some((phrase) => within(phrase, clause) && phrase.kind === 'SKILL')) return [];
    const from = said.start;
    const cut = phrases.find((phrase) => phrase.start > from)?.start ?? clause.end;
    const words = sentence.slice(from, cut).replace(/[\s,.;:(–-]+(?:and|or|et|ou)?[\s,.;:(–-]*$/iu, '');
    const [importance] = importancesOf(sentence, [{ start: from, end: from + words.length }], setting.usual);
    if (importance === null || importance === undefined || words === '') return [];
    return [
      {
        statement: words.replace(/\s+/gu, ' '),
        span: { start: from, end: from + words.length },
        ...{ importance, section: setting.section, years: said.years, level: null, orEquivalent: false },
      },
    ];
  });
}
