import type { Span } from '../ranker/ranker.ts';
import { credentialsIn } from './credential-words.ts';
import { clausesOf, cuesIn } from './cues.ts';
import type { Language } from './extraction.ts';
import type { SectionKind } from './headings.ts';
import { levelLead } from './levels.ts';
import { spotByRule } from './spot-by-rule.ts';
import { type SpotterWeights, spotWords } from './spotter.ts';
import { tokensOf } from './tokens.ts';
import { yearsIn } from './years.ts';

/** A phrase of a sentence that names a skill or a credential; offsets into the sentence. */
export interface Spotted extends Span {
  readonly kind: 'SKILL' | 'CREDENTIAL';
}

/** Leans to finding more: an employer deletes a leaf sooner than it misses one. Chosen on SkillSpan's dev split (`bench/linking/spans.ts`). */
export const LEAN = 0.75;
const ASKING: ReadonlySet<SectionKind> = new Set(['REQUIREMENTS', 'PREFERRED']);
/** Items of more words are sentences, in which the learned spotter is to be believed. */
const ITEM_WORDS_AT_MOST = 12;
const EMPTY =
  /^(?:experience|knowledge|skills?|work|working|job|role|team|position|candidates?|degree|years?|ability|requirements?|qualifications?)$/iu;

/** Phrases of a sentence, ascending, never overlapping. */
export function spotPhrases(
  sentence: string,
  { section, language, isItem }: { section: SectionKind; language: Language; isItem: boolean },
  weights: SpotterWeights,
): Spotted[] {
  const credentials = credentialsIn(sentence);
  const learned = language === 'en' ? spotLearned(sentence, section, weights) : [];
  const clear = (spans: readonly Span[]) => spans.filter((span) => !credentials.some((other) => overlap(span, other)));
  let skills = clear(learned);
  // A short line that ends no sentence is an item, bullet or none.
  const isShortItem =
    (isItem || !/[.!?:]$/u.test(sentence)) &&
    ASKING.has(section) &&
    sentence.split(/\s+/u).length <= ITEM_WORDS_AT_MOST;
  if (language === 'fr') skills = clear(spotByRule(sentence, section, language));
  else if (isShortItem) {
    const silent = clausesOf(sentence).filter((clause) => !inClause([...skills, ...credentials], clause));
    const ruled = silent.length === 0 ? [] : clear(spotByRule(sentence, section, language));
    skills = [...skills, ...ruled.filter((span) => silent.some((clause) => inClause([span], clause)))];
  }
  return [
    ...skills.map((span) => ({ ...span, kind: 'SKILL' as const })),
    ...credentials.map((span) => ({ ...span, kind: 'CREDENTIAL' as const })),
  ].sort((one, other) => one.start - other.start);
}

function spotLearned(sentence: string, section: SectionKind, weights: SpotterWeights): Span[] {
  const tokens = tokensOf(sentence);
  const words = tokens.map(({ text }) => text);
  const spans = withoutNested(
    spotWords(words, section, weights, LEAN).map(({ from, to }) => ({ from, to })),
    words,
  );
  const silent = [...yearsIn(sentence), ...cuesIn(sentence)];
  return spans.flatMap(({ from, to }) => {
    const [first, last] = [tokens[from], tokens[to - 1]];
    if (!first || !last) return [];
    const span = trimmed(sentence, { start: first.start, end: last.end });
    return span && !silent.some((other) => other.start <= span.start && other.end >= span.end) ? [span] : [];
  });
}

/** One phrase where one lies in another: "developing web apps in Java" is two, where the inner one ends the outer behind a preposition. */
function withoutNested(spans: readonly { from: number; to: number }[], words: readonly string[]) {
  const kept: { from: number; to: number }[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    if (!last || span.from >= last.to) {
      kept.push(span);
      continue;
    }
    if (span.to > last.to) {
      kept.push({ from: last.to, to: span.to });
      continue;
    }
    const isJoined = /^(?:in|with|using|of|for|on|like|via)$/iu.test(words[span.from - 1] ?? '');
    if (span.to === last.to && isJoined && span.from - 1 - last.from >= 2) {
      kept[kept.length - 1] = { from: last.from, to: span.from - 1 };
      kept.push(span);
    }
  }
  return kept;
}

/** Without words of levels before it and marks around it; null where nothing is left that names a skill. */
function trimmed(sentence: string, { start, end }: Span): Span | null {
  const opened = /^(?:e\.g\.|i\.e\.|etc\.?|such as|and|or|&|\/)\s+/iu.exec(sentence.slice(start, end))?.[0].length ?? 0;
  const phrase = sentence.slice(start + opened, balancedEnd(sentence, start, end));
  const lead = levelLead(phrase);
  const from = start + opened + (lead < phrase.length ? lead : 0);
  const to = start + opened + phrase.length;
  const left = sentence.slice(from, to);
  return /[\p{L}\d]/u.test(left) && !EMPTY.test(left) ? { start: from, end: to } : null;
}

function inClause(spans: readonly Span[], clause: Span): boolean {
  return spans.some(({ start }) => start >= clause.start && start < clause.end);
}

/** A bracket that opens in a phrase and closes behind it ends it. */
function balancedEnd(sentence: string, start: number, end: number): number {
  const phrase = sentence.slice(start, end);
  const open = phrase.lastIndexOf('(');
  if (open <= 0 || phrase.indexOf(')', open) !== -1) return end;
  return start + phrase.slice(0, open).trimEnd().length;
}

function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}
