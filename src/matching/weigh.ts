import { EVIDENCE_RUNGS, type EvidenceRung } from '../badges/index.ts';
import type { LevelId } from '../db/ids.ts';
import type { NearRelation } from '../skills/index.ts';
import type { Leaf } from './compile-tree.ts';
import { type LevelStanding, leafCredit, levelCredit, POLICY } from './scoring-policy.ts';

/** What decides the worth of one piece of evidence, wherever it is read from. */
export interface Piece {
  readonly rung: EvidenceRung;
  readonly relation: NearRelation;
  /** 0 to 1, of the crosswalk; 1 without one. */
  readonly confidence: number;
  /** The level it shows; null or absent where it names none of a loaded scale. */
  readonly levelId?: LevelId | null;
}

/** What a piece of evidence is worth toward one leaf. Each figure is a factor of `credit`. */
export interface Weighed {
  /** 0 to 1: relation × confidence × rung × level; 0 where its rung is weaker than the employer accepts. */
  readonly credit: number;
  /** Whether it meets the leaf: worth enough whatever its level, and its level not below the one required. */
  readonly isMet: boolean;
  readonly isAccepted: boolean;
  /** How its level stands to what is asked; null where no level is asked. */
  readonly level: LevelStanding | null;
  readonly levelCredit: number;
}

/**
 * Weighs one piece of evidence that is valid. A level below the desired one lowers the credit and not the verdict: the employer
 * needs the required one only. Pure, and the same for one learner with reasons as for a million without.
 */
export function weigh(leaf: Leaf, { rung, relation, confidence, levelId }: Piece): Weighed {
  const isAccepted = accepts(leaf, rung);
  const { standing, credit } = levelOf(leaf, levelId ?? null);
  const presence = isAccepted ? leafCredit(rung, relation, confidence) : 0;
  return {
    credit: isAccepted ? leafCredit(rung, relation, confidence, credit) : 0,
    isMet: presence >= POLICY.met && standing !== 'BELOW_REQUIRED',
    isAccepted,
    level: standing,
    levelCredit: credit,
  };
}

/** Whether a rung is one the employer accepts. */
export function accepts({ acceptedFrom }: Leaf, rung: EvidenceRung): boolean {
  return acceptedFrom === null || EVIDENCE_RUNGS.indexOf(rung) <= EVIDENCE_RUNGS.indexOf(acceptedFrom);
}

function levelOf(leaf: Leaf, held: LevelId | null) {
  if (leaf.kind === 'CREDENTIAL' || !(leaf.requiredLevel || leaf.desiredLevel)) return { standing: null, credit: 1 };
  const step = held === null ? undefined : leaf.ladder?.stepOf.get(held);
  return levelCredit(leaf.ladder?.required ?? null, leaf.ladder?.desired ?? null, step ?? null);
}
