import { readHtml } from '../formats/index.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { Ranked, Ranker, Span } from '../ranker/ranker.ts';
import { buildTree } from './build-tree.ts';
import {
  CONFIDENCE_AT_LEAST,
  type ExtractedGroup,
  type ExtractedNode,
  type Extraction,
  type Language,
  type Phrase,
  SUGGESTIONS_AT_MOST,
  type Suggestion,
  TEXT_AT_MOST,
  type WarningCode,
} from './extraction.ts';
import { isOfAnotherLanguage, languageOf } from './language.ts';
import { mergeRepeated } from './merge-repeated.ts';
import { unpackSpotter } from './packed-spotter.ts';
import { leavesOf, readRequirements } from './read-requirements.ts';
import { readSections } from './read-sections.ts';
import type { DraftLeaf } from './read-statement.ts';
import type { SpotterWeights } from './spotter.ts';
import { SPOTTER } from './spotter-weights.ts';

let unpacked: SpotterWeights | undefined;

/** The learned spotter: the same for every process, unpacked when first asked for. */
export function spotter(): SpotterWeights {
  unpacked ??= unpackSpotter(SPOTTER);
  return unpacked;
}

/**
 * Reads a whole job advertisement: what it requires and what it would welcome, with alternatives, years and levels where it says them,
 * each leaf with its place in the text and with what it may mean. Nothing is decided that the text does not say: without a heading or a
 * word that says how much something is needed, its importance is UNSPECIFIED.
 *
 * @param text      plain or HTML, 1 to `TEXT_AT_MOST` UTF-16 units, English or French, line by line
 * @param ranker    says what phrases may mean
 * @param language  of lines that do not say theirs; by default that of most of the text
 * @returns BAD_USER_INPUT where the text is empty or too long; any other text is answered, one that asks for nothing with a warning
 */
export async function extractRequirements(
  text: string,
  ranker: Ranker,
  language?: Language,
): Promise<Result<Extraction, 'BAD_USER_INPUT'>> {
  if (text.trim() === '') return fail('BAD_USER_INPUT', 'text is empty; send the advertisement', 'text');
  if (text.length > TEXT_AT_MOST) {
    const message = `text is ${text.length} characters long, at most ${TEXT_AT_MOST} are read; send the advertisement alone`;
    return fail('BAD_USER_INPUT', message, 'text');
  }
  const placed = readHtml(text);
  const spoken = languageOf(placed.text);
  const warnings: WarningCode[] = [];
  if (language === undefined && isOfAnotherLanguage(placed.text)) {
    return ok({ language: null, requirement: null, unlinked: [], sections: [], warnings: ['LANGUAGE_NOT_READ'] });
  }
  const sections = readSections(placed.text, placed.emphasised);
  const draft = readRequirements(placed.text, sections, language ?? spoken ?? 'en', spotter());
  const parts = mergeRepeated(draft.parts);
  const suggestionsOf = await suggest(parts.flatMap(leavesOf), ranker);
  const { requirement, unlinked } = buildTree(parts, suggestionsOf);

  const isSaid = sections.some(({ kind }) => kind === 'REQUIREMENTS' || kind === 'PREFERRED');
  if (draft.isCut) warnings.push('TOO_MANY_PHRASES');
  if (requirement && !isSaid) warnings.push('NO_SECTIONS');
  if (!requirement && unlinked.length + draft.experience.length === 0) warnings.push('NOTHING_FOUND');
  const place = (span: Span): Span => placed.placeOf(span);
  return ok({
    language: language ?? spoken,
    requirement: requirement && (placedNode(requirement, place) as ExtractedGroup),
    unlinked: [...unlinked, ...draft.experience].map((phrase) => placedPhrase(phrase, place)).sort(byPlace),
    sections: sections.map(({ kind, heading, lines }) => {
      const [first, last] = [heading ?? lines[0], lines.at(-1) ?? heading];
      const span = place({ start: first?.start ?? 0, end: last?.end ?? 0 });
      return { kind, heading: heading && placed.text.slice(heading.start, heading.end), span };
    }),
    warnings,
  });
}

/** What each skill may mean: each wording is asked once. */
async function suggest(
  leaves: readonly DraftLeaf[],
  ranker: Ranker,
): Promise<(leaf: DraftLeaf) => readonly Suggestion[]> {
  const words = [...new Set(leaves.filter(({ kind }) => kind === 'SKILL').map(({ statement }) => statement))];
  const ranked = words.length === 0 ? [] : await ranker.rankEach(words, SUGGESTIONS_AT_MOST);
  const byWords = new Map(words.map((each, at) => [each, (ranked[at] ?? []).flatMap(suggestionFrom)]));
  return ({ kind, statement }) => (kind === 'SKILL' ? (byWords.get(statement) ?? []) : []);
}

function suggestionFrom({ conceptId, confidence, score, foundBy, matched }: Ranked): Suggestion[] {
  return confidence >= CONFIDENCE_AT_LEAST ? [{ conceptId, confidence, score, foundBy, matched }] : [];
}

function placedNode(node: ExtractedNode, place: (span: Span) => Span): ExtractedNode {
  if ('children' in node) return { ...node, children: node.children.map((child) => placedNode(child, place)) };
  const { span, statement } = node;
  // Where blanks were made single, words of the statement have no places of their own.
  const isVerbatim = span.end - span.start === statement.length;
  const placeMatched = (words: Span) =>
    isVerbatim ? place({ start: span.start + words.start, end: span.start + words.end }) : place(span);
  const suggestions = node.suggestions.map((each) => ({ ...each, matched: each.matched.map(placeMatched) }));
  return { ...placedPhrase(node, place), suggestions };
}

function placedPhrase<P extends Phrase>(phrase: P, place: (span: Span) => Span): P {
  const level = phrase.level && { words: phrase.level.words, span: place(phrase.level.span) };
  return { ...phrase, span: place(phrase.span), level };
}

function byPlace(one: Phrase, other: Phrase): number {
  return one.span.start - other.span.start || one.span.end - other.span.end;
}
