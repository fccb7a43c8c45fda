import { EVIDENCE_RUNGS, type EvidencePath, type EvidenceRung } from '../badges/index.ts';
import type { BadgeId, CredentialId, LearnerId, SkillId } from '../db/ids.ts';
import type { RequirementGroup } from '../jobs/index.ts';
import { NEAR_RELATIONS, type NearRelation } from '../skills/index.ts';
import { compileTree, type Leaf, type Tally } from './compile-tree.ts';
import { leafCredit, POLICY, type RequirementState } from './scoring-policy.ts';

/** One piece of evidence its reader may see, and how it bears on what is asked. */
export interface Holding {
  readonly learnerId: LearnerId;
  /** The skill or credential asked for. */
  readonly asked: AskedKey;
  readonly heldSkillId: SkillId | null;
  readonly relation: NearRelation;
  /** 0 to 1: of the crosswalk, 1 without one. */
  readonly confidence: number;
  readonly rung: EvidenceRung;
  /** Null for the learner's own claim. */
  readonly badgeId: BadgeId | null;
  readonly validFrom: Date | null;
  /** When it expires or was revoked; null while neither is known. */
  readonly endsAt: Date | null;
  readonly path: EvidencePath;
}

/** Names what a leaf asks for: `skill 12`, `credential 7`. */
export type AskedKey = `skill ${number}` | `credential ${number}`;
export const askedSkill = (id: SkillId): AskedKey => `skill ${id}`;
export const askedCredential = (id: CredentialId): AskedKey => `credential ${id}`;

/** What a leaf asks for; null while its words name nothing that is loaded. */
export function askedBy(leaf: Leaf): AskedKey | null {
  if (leaf.kind === 'SKILL') return leaf.skillId === null ? null : askedSkill(leaf.skillId);
  return leaf.credentialId === null ? null : askedCredential(leaf.credentialId);
}

/** How one leaf stands for one learner in one reader's eyes. */
export interface LeafOutcome {
  readonly leaf: Leaf;
  readonly state: RequirementState;
  /** 0 to 1. */
  readonly credit: number;
  readonly isMet: boolean;
  /** What decided it, strongest first: valid evidence, else what has lapsed. */
  readonly holdings: readonly Holding[];
}

export interface Outcome extends Tally {
  /** In the order of the tree. */
  readonly leaves: readonly LeafOutcome[];
}

/**
 * Scores one learner against a requirement tree, with what each leaf rests on. Credit of a leaf is the best over its evidence
 * (`acceptedCredit`); `compileTree` says how leaves add up. A leaf whose words name nothing loaded is met by nobody. Hours never
 * count. Source: design §5.
 *
 * @param seesAll  whether what is not among the holdings does not exist, or is merely not shown to the reader
 */
export function scoreRequirement(
  tree: RequirementGroup,
  holdings: ReadonlyMap<AskedKey, readonly Holding[]>,
  asOf: Date,
  seesAll: boolean,
): Outcome {
  const compiled = compileTree(tree);
  const leaves = compiled.leaves.map((leaf) => judge(leaf, holdings, asOf, seesAll));
  const credits = Float64Array.from(leaves, ({ credit }) => credit);
  const met = Uint8Array.from(leaves, ({ isMet }) => Number(isMet));
  return { ...compiled.score(credits, met), leaves };
}

function judge(
  leaf: Leaf,
  holdings: ReadonlyMap<AskedKey, readonly Holding[]>,
  asOf: Date,
  seesAll: boolean,
): LeafOutcome {
  const asked = askedBy(leaf);
  if (asked === null) return { leaf, state: 'UNRESOLVED', credit: 0, isMet: false, holdings: [] };
  const begun = (holdings.get(asked) ?? []).filter(({ validFrom }) => validFrom === null || validFrom <= asOf);
  const valid = begun.filter(({ endsAt }) => endsAt === null || endsAt > asOf);
  const ranked = [...(valid.length > 0 ? valid : begun)].sort(strongestFirst(leaf));
  const [best] = ranked;
  if (!best) return { leaf, state: seesAll ? 'MISSING' : 'NOT_DISCLOSED', credit: 0, isMet: false, holdings: [] };
  if (valid.length === 0) return { leaf, state: 'LAPSED', credit: 0, isMet: false, holdings: ranked };
  const credit = acceptedCredit(leaf, best);
  return { leaf, state: stateOf(best), credit, isMet: credit >= POLICY.met, holdings: ranked };
}

/** Credit of a holding toward a leaf; none when it stands on a rung weaker than the employer accepts. */
export function acceptedCredit(
  { acceptedFrom }: Leaf,
  { rung, relation, confidence }: Pick<Holding, 'rung' | 'relation' | 'confidence'>,
): number {
  const isAccepted = acceptedFrom === null || EVIDENCE_RUNGS.indexOf(rung) <= EVIDENCE_RUNGS.indexOf(acceptedFrom);
  return isAccepted ? leafCredit(rung, relation, confidence) : 0;
}

/** A total order, so that equal evidence always reads in the same order. */
function strongestFirst(leaf: Leaf): (one: Holding, other: Holding) => number {
  return (one, other) =>
    acceptedCredit(leaf, other) - acceptedCredit(leaf, one) ||
    NEAR_RELATIONS.indexOf(one.relation) - NEAR_RELATIONS.indexOf(other.relation) ||
    EVIDENCE_RUNGS.indexOf(one.rung) - EVIDENCE_RUNGS.indexOf(other.rung) ||
    (one.badgeId ?? Number.MAX_SAFE_INTEGER) - (other.badgeId ?? Number.MAX_SAFE_INTEGER) ||
    (one.heldSkillId ?? 0) - (other.heldSkillId ?? 0);
}

/** INFERRED lowers, never raises: whatever the rung, evidence of another skill is no verified evidence of this one. */
function stateOf({ relation, rung }: Holding): RequirementState {
  if (relation !== 'SAME') return 'INFERRED';
  return rung === 'VERIFIED_ASSESSED' || rung === 'VERIFIED_UNASSESSED' ? 'VERIFIED' : 'CLAIMED';
}
