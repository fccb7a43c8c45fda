import { asSeenBy, type Reader } from '../consent/index.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import type { RequirementGroup } from '../jobs/index.ts';
import { findClosers } from './find-closers.ts';
import { findHoldings } from './find-holdings.ts';
import { countingVerified, findLearnersLike, type LearnerFilter } from './narrow-candidates.ts';
import { nearMissOf } from './near-miss.ts';
import { type LeafOutcome, type Outcome, scoreRequirement } from './score.ts';

export interface Candidate extends Outcome {
  readonly learnerId: LearnerId;
}

/** What a list of candidates is narrowed to. */
export interface CandidateFilter extends LearnerFilter {
  readonly allRequiredMet?: boolean | null | undefined;
  /** 0 to 1. */
  readonly minScore?: number | null | undefined;
  /** Counts verified badges alone. */
  readonly verifiedOnly?: boolean | null | undefined;
  /** Leaves out who shows no comparable level, or a lower one, where a level is required. */
  readonly levelsReached?: boolean | null | undefined;
  /** Keeps who lacks something required that one credential would bring. */
  readonly isNearMiss?: boolean | null | undefined;
}

/**
 * Learners who show the reader anything that bears on the requirement, best first: all required units met, then score, then
 * id. Computed from what the reader may see at this moment, so a consent withdrawn is gone from the next answer.
 */
export async function findCandidates(
  db: Db,
  reader: Reader,
  stated: RequirementGroup,
  asOf: Date,
  filter: CandidateFilter = {},
): Promise<Candidate[]> {
  const requirement = filter.verifiedOnly ? countingVerified(stated) : stated;
  const holdings = await asSeenBy(db, reader, (tx) => findHoldings(tx, reader, requirement, null));
  const isKept = await narrowing(db, requirement, filter);
  const like = await findLearnersLike(db, reader, [...holdings.keys()], filter);
  return [...holdings]
    .filter(([learnerId]) => like.has(learnerId))
    .map(([learnerId, held]) => ({
      learnerId,
      ...scoreRequirement(requirement, held, asOf, reader.kind === 'ADMINISTRATOR'),
    }))
    .filter(({ leaves }) => leaves.some(({ holdings: bearing }) => bearing.length > 0))
    .filter(isKept)
    .sort(bestFirst);
}

/** Whether an outcome is kept: everything of a filter but what it says of the learner. */
export async function narrowing(
  db: Db,
  requirement: RequirementGroup,
  { allRequiredMet, minScore, levelsReached, isNearMiss }: CandidateFilter,
): Promise<(outcome: Outcome) => boolean> {
  const nearest = isNearMiss ? nearMissOf(requirement, await findClosers(db, requirement)) : null;
  return (outcome) =>
    (!allRequiredMet || meetsAll(outcome)) &&
    outcome.score >= (minScore ?? 0) &&
    (!levelsReached || outcome.leaves.every(showsLevel)) &&
    (nearest === null || nearest(outcome) !== null);
}

/** Whether the level a leaf requires is shown, where it requires one. */
function showsLevel({ leaf, level }: LeafOutcome): boolean {
  const isAsked = leaf.kind === 'SKILL' && leaf.requiredLevel !== undefined && leaf.importance !== 'PREFERRED';
  return !isAsked || level === 'REACHED' || level === 'BELOW_DESIRED';
}

export function meetsAll({ requiredMet, requiredTotal }: Outcome): boolean {
  return requiredMet === requiredTotal;
}

/** The published order of candidates. */
export function bestFirst(one: Candidate, other: Candidate): number {
  return Number(meetsAll(other)) - Number(meetsAll(one)) || other.score - one.score || one.learnerId - other.learnerId;
}
