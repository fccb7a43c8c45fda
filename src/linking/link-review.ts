import type { SkillId } from '../db/ids.ts';
import type { FoundBy } from '../ranker/ranker.ts';

/** What is put to a person: what words mean, or whether skills of two frameworks are one. */
export const LINK_REVIEW_KINDS = ['WORDS', 'CROSSWALK'] as const;
export type LinkReviewKind = (typeof LINK_REVIEW_KINDS)[number];

export const LINK_REVIEW_STATES = ['OPEN', 'ACCEPTED', 'REJECTED'] as const;
export type LinkReviewState = (typeof LINK_REVIEW_STATES)[number];

/** Edges that can be asserted between skills of two frameworks. Source: SKOS `exactMatch`, `closeMatch`. */
export const SUGGESTED_RELATIONS = ['EXACT', 'CLOSE'] as const;
export type SuggestedRelation = (typeof SUGGESTED_RELATIONS)[number];

/** A skill that may be meant, as the ranker found it. */
export interface Candidate {
  readonly skillId: SkillId;
  /** 0 to 1, calibrated. */
  readonly confidence: number;
  readonly foundBy: FoundBy;
  /** Of a crosswalk: the edge it would be. */
  readonly relation?: SuggestedRelation;
}

/** Candidates of one review at most, best first. */
export const CANDIDATES_AT_MOST = 5;

/** Confidence below which nothing is put to anybody: three of four such would be refused. */
export const WORTH_A_LOOK = 0.25;
