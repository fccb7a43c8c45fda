import { asSeenBy, type Reader } from '../consent/index.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import type { RequirementGroup } from '../jobs/index.ts';
import { findHoldings } from './find-holdings.ts';
import { type Outcome, scoreRequirement } from './score.ts';

export interface Candidate extends Outcome {
  readonly learnerId: LearnerId;
}

/** What a list of candidates is narrowed to. */
export interface CandidateFilter {
  readonly allRequiredMet?: boolean | null | undefined;
  /** 0 to 1. */
  readonly minScore?: number | null | undefined;
}

/**
 * Learners who show the reader anything that bears on the requirement, best first: all required units met, then score, then
 * id. Computed from what the reader may see at this moment, so a consent withdrawn is gone from the next answer.
 */
export async function findCandidates(
  db: Db,
  reader: Reader,
  requirement: RequirementGroup,
  asOf: Date,
  filter: CandidateFilter = {},
): Promise<Candidate[]> {
  const holdings = await asSeenBy(db, reader, (tx) => findHoldings(tx, reader, requirement, null));
  return [...holdings]
    .map(([learnerId, held]) => ({
      learnerId,
      ...scoreRequirement(requirement, held, asOf, reader.kind === 'ADMINISTRATOR'),
    }))
    .filter(({ leaves }) => leaves.some(({ holdings: bearing }) => bearing.length > 0))
    .filter((candidate) => !filter.allRequiredMet || meetsAll(candidate))
    .filter(({ score }) => score >= (filter.minScore ?? 0))
    .sort(bestFirst);
}

export function meetsAll({ requiredMet, requiredTotal }: Outcome): boolean {
  return requiredMet === requiredTotal;
}

/** The published order of candidates. */
export function bestFirst(one: Candidate, other: Candidate): number {
  return Number(meetsAll(other)) - Number(meetsAll(one)) || other.score - one.score || one.learnerId - other.learnerId;
}
