/** A concept to be found by words: of any framework, a skill or an occupation. Plain values, so that an index is built with no database. */
export interface Concept {
  /** The caller's own number for it, given back as it came. */
  readonly id: number;
  readonly uri: string;
  readonly code: string | null;
  /** Preferred labels and aliases, of any language. */
  readonly labels: readonly ConceptLabel[];
  readonly descriptions: readonly { readonly text: string; readonly language: string }[];
  /** Ids of the concepts directly above it; those not in the index are passed over. */
  readonly broader: readonly number[];
}

export interface ConceptLabel {
  readonly text: string;
  /** BCP 47; `und` where unknown. */
  readonly language: string;
  readonly isPreferred: boolean;
}

/** Why a concept was found, surest first. */
export const FOUND_BY = ['URI', 'CODE', 'LABEL', 'ALIAS', 'LEXICAL', 'SEMANTIC'] as const;
export type FoundBy = (typeof FOUND_BY)[number];

export interface Ranked {
  readonly conceptId: number;
  /** What it is ordered by: comparable within one answer only. */
  readonly score: number;
  /** 0 to 1, calibrated: of those said at 0.8, about 80 % are right on validation data. */
  readonly confidence: number;
  readonly foundBy: FoundBy;
  /** The words that speak for it: UTF-16 offsets into the text as given, ascending, not overlapping. */
  readonly matched: readonly Span[];
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Finds concepts by words: one ranker for a phrase ("data wrangling") and for a sentence of a job advertisement. */
export interface Ranker {
  /** How many concepts it knows. */
  readonly size: number;
  /** Best first, at most `first`. Any text is answered: empty, binary or endless text with what its first part says, or with nothing. */
  rank(text: string, first: number): Promise<readonly Ranked[]>;
  /** The same of many texts, cheaper than one by one. */
  rankEach(texts: readonly string[], first: number): Promise<readonly (readonly Ranked[])[]>;
}
