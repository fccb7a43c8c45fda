export { bestFirst, type Candidate, type CandidateFilter, findCandidates, meetsAll } from './find-candidates.ts';
export { findHoldings, type Holdings } from './find-holdings.ts';
export { findSkillGap, type SkillGap } from './find-skill-gap.ts';
export { recordMatches } from './record-matches.ts';
export {
  type AskedKey,
  acceptedCredit,
  askedBy,
  askedCredential,
  askedSkill,
  type Holding,
  type Leaf,
  type LeafOutcome,
  type Outcome,
  scoreRequirement,
} from './score.ts';
export { creditOf, POLICY, REQUIREMENT_STATES, type RequirementState } from './scoring-policy.ts';
export { findTarget, type Target, type TargetRef } from './target.ts';
