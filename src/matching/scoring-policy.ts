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

/** How the level of a piece of evidence stands to the asked ones. */
export const LEVEL_STANDINGS = ['REACHED', 'BELOW_DESIRED', 'BELOW_REQUIRED', 'LEVEL_NOT_COMPARABLE'] as const;
export type LevelStanding = (typeof LEVEL_STANDINGS)[number];

/** The figures of scoring, published and versioned: a stored score names the version it was computed with. */
export const POLICY = {
  version: 2,
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
  /**
   * What a level is worth beside the asked one: below the required level this much of the way to it; from there to a desired one,
   * this much at the required level and the rest by the way. A level that is not comparable leaves it out: presence counts.
   */
  level: { below: 0.5, required: 0.8, notComparable: 1 },
  /** Credit, levels left out, from which a requirement counts as met. */
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

/**
 * What a level is worth, as steps of one scale, the lowest being 1. Levels compare within one scale or through a stored map alone;
 * where they do not, presence counts. Below the required level credit stays under `POLICY.level.below`; a desired level that is not
 * above the required one asks for nothing more. Source: design §5; the figures are this policy's own.
 *
 * - held < required:            below × held / required
 * - required ≤ held < desired:  level.required + (1 − level.required) × (held − required) / (desired − required), with a
 *   required step of 0 where only a desired level is asked
 * - else 1
 */
export function levelCredit(
  required: number | null,
  desired: number | null,
  held: number | null,
): { readonly standing: LevelStanding; readonly credit: number } {
  const { below, required: atRequired, notComparable } = POLICY.level;
  if (held === null || (required === null && desired === null))
    return { standing: 'LEVEL_NOT_COMPARABLE', credit: notComparable };
  const floor = required ?? 0;
  if (held < floor) return { standing: 'BELOW_REQUIRED', credit: (below * held) / floor };
  if (desired === null || held >= desired) return { standing: 'REACHED', credit: 1 };
  return {
    standing: 'BELOW_DESIRED',
    credit: atRequired + ((1 - atRequired) * (held - floor)) / (desired - floor),
  };
}
