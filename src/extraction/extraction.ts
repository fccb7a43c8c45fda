import type { Importance } from '../jobs/requirement.ts';
import type { FoundBy, Span } from '../ranker/ranker.ts';
import type { SectionKind } from './headings.ts';

/** Longest text that is read, in UTF-16 units: ten times a long advertisement. */
export const TEXT_AT_MOST = 60_000;
/** Most phrases that are looked at; what comes behind is told in a warning. A requirement tree holds 200 leaves. */
export const PHRASES_AT_MOST = 120;
/** Most suggestions of a leaf. */
export const SUGGESTIONS_AT_MOST = 5;
/** A suggestion less sure than this is none: it would be wrong two times in three. */
export const CONFIDENCE_AT_LEAST = 0.3;

/** Languages that are read: each line in its own, as bilingual advertisements need. */
export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Years of experience as said: "3+ years" has no `most`, "up to two years" no `least`; six months are 0.5. */
export interface Years {
  readonly least: number | null;
  readonly most: number | null;
}

/** A concept a leaf may mean. */
export interface Suggestion {
  readonly conceptId: number;
  /** 0 to 1, calibrated, as the ranker says. */
  readonly confidence: number;
  readonly score: number;
  readonly foundBy: FoundBy;
  /** The words that speak for it, ascending; as all spans, offsets into the text as given. */
  readonly matched: readonly Span[];
}

/** What an advertisement says of one phrase. All spans are UTF-16 offsets into the text as given. */
export interface Phrase {
  /** Its words, with single blanks. */
  readonly statement: string;
  readonly span: Span;
  readonly importance: Importance;
  /** What the section it stands in is about. */
  readonly section: SectionKind;
  /** Null where none are said. */
  readonly years: Years | null;
  /** Words of a level, as said ("advanced", "notions", "B2"); null where none are. */
  readonly level: { readonly words: string; readonly span: Span } | null;
  /** Whether the text accepts "or equivalent", "or similar". */
  readonly orEquivalent: boolean;
}

export interface ExtractedLeaf extends Phrase {
  readonly kind: 'SKILL' | 'CREDENTIAL';
  /** Its path in the tree, such as `3.1`. */
  readonly key: string;
  /** Likeliest first; empty for credentials, and for an alternative that links to nothing. */
  readonly suggestions: readonly Suggestion[];
}

export interface ExtractedGroup {
  readonly kind: 'ALL' | 'ANY' | 'AT_LEAST';
  readonly key: string;
  /** n of AT_LEAST; null for the others. */
  readonly atLeast: number | null;
  /** The strongest of its parts. */
  readonly importance: Importance;
  readonly children: readonly ExtractedNode[];
}

export type ExtractedNode = ExtractedGroup | ExtractedLeaf;

export interface Section {
  readonly kind: SectionKind;
  /** Words of its heading; null where it has none. */
  readonly heading: string | null;
  readonly span: Span;
}

/** What an employer should know of the reading. */
export const WARNING_CODES = {
  LANGUAGE_NOT_READ: 'The text is in no language that is read here, English or French; nothing was taken from it.',
  TOO_MANY_PHRASES: 'There are more phrases than are read; what stands behind the last one was left out.',
  NO_SECTIONS: 'No heading says what is required and what is not; see that the importance of each leaf is right.',
  NOTHING_FOUND: 'No requirement was found.',
} as const;
export type WarningCode = keyof typeof WARNING_CODES;

export interface Extraction {
  /** Of most lines; null where it is none that is read. */
  readonly language: Language | null;
  /** An ALL of what the text asks for, in its order; null where it asks for nothing. */
  readonly requirement: ExtractedGroup | null;
  /** Phrases that link to nothing, in their order; those that are one of several alternatives stand in the tree too. */
  readonly unlinked: readonly Phrase[];
  readonly sections: readonly Section[];
  readonly warnings: readonly WarningCode[];
}
