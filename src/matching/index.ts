export { type CompiledTree, compileTree, type Leaf, type Tally, wantedOf, weightOf } from './compile-tree.ts';
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
  type LeafOutcome,
  type Outcome,
  scoreRequirement,
} from './score.ts';
export {
  LEVEL_STANDINGS,
  type LevelStanding,
  leafCredit,
  levelCredit,
  POLICY,
  REQUIREMENT_STATES,
  type RequirementState,
} from './scoring-policy.ts';
export { findTarget, type Target, type TargetRef } from './target.ts';
export { accepts, type Piece, type Weighed, weigh } from './weigh.ts';
