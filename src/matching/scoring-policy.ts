import type { EvidenceRung } from '../badges/index.ts';
import type { Importance } from '../jobs/index.ts';
import type { NearRelation } from '../skills/index.ts';

/** State of one requirement. NOT_DISCLOSED is all a reader other than the learner can know of what they do not see. */
export const REQUIREMENT_STATES = [
  'VERIFIED',
  'CLAIMED',
  'INFERRED',
  'LAPSED',
  'MISSING',
  'NOT_DISCLOSED',
  'UNRESOLVED',
] as const;
export type RequirementState = (typeof REQUIREMENT_STATES)[number];

/** The figures of scoring, published and versioned: a stored score names the version it was computed with. */
export const POLICY = {
  version: 1,
  /** What a piece of evidence is worth by its rung. */
  rung: {
    VERIFIED_ASSESSED: 1,
    VERIFIED_UNASSESSED: 0.8,
    ENDORSED: 0.7,
    IMPORTED_UNVERIFIED: 0.5,
    SELF_CLAIMED: 0.3,
  } satisfies Record<EvidenceRung, number>,
  /**
   * What holding a skill that bears on the asked one is worth. A narrower skill nearly satisfies a broader requirement; a broader one is a
   * start. SKOS "related" is worth nothing: it is no evidence.
   */
  relation: { SAME: 1, EXACT: 1, NARROWER: 0.9, CLOSE: 0.7, BROADER: 0.4 } satisfies Record<NearRelation, number>,
  /** How much a requirement counts by its importance. What is not said counts in full. */
  importance: { REQUIRED: 1, UNSPECIFIED: 1, PREFERRED: 1 / 3 } satisfies Record<Importance, number>,
  /** Credit from which a requirement counts as met. */
  met: 0.5,
} as const;

/**
 * Credit of a piece of evidence toward a leaf, 0 to 1: relation, the crosswalk's confidence, rung and level, multiplied. A
 * crosswalk lowers and never raises, however sure its author is.
 *
 * @param confidence   0 to 1, of the crosswalk; does not count for the very skill that is asked for
 * @param levelCredit  0 to 1; 1 where no level is asked for, or the two cannot be compared
 */
export function leafCredit(rung: EvidenceRung, relation: NearRelation, confidence: number, levelCredit = 1): number {
  const sureness = relation === 'SAME' ? 1 : Math.min(1, Math.max(0, confidence));
  return POLICY.relation[relation] * sureness * POLICY.rung[rung] * levelCredit;
}
