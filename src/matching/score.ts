import { EVIDENCE_RUNGS, type EvidencePath, type EvidenceRung } from '../badges/index.ts';
import type { BadgeId, CredentialId, LearnerId, LevelId, SkillId } from '../db/ids.ts';
import type { RequirementGroup } from '../jobs/index.ts';
import { NEAR_RELATIONS, type NearRelation } from '../skills/index.ts';
import { compileTree, type Leaf, type Tally } from './compile-tree.ts';
import type { LevelStanding, RequirementState } from './scoring-policy.ts';
import { type Piece, type Weighed, weigh } from './weigh.ts';

/** One piece of evidence its reader may see, and how it bears on what is asked. */
export interface Holding extends Piece {
  readonly learnerId: LearnerId;
  /** The skill or credential asked for. */
  readonly asked: AskedKey;
  readonly heldSkillId: SkillId | null;
  readonly relation: NearRelation;
  /** 0 to 1: of the crosswalk, 1 without one. */
  readonly confidence: number;
  readonly rung: EvidenceRung;
  /** The level it shows, of a loaded scale; absent or null where it names none. */
  readonly levelId?: LevelId | null;
  /** The same in its author's words. */
  readonly level?: string | null;
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
  /** How the level of the best evidence stands to the asked one; null where none is asked or nothing valid shows the skill. */
  readonly level: LevelStanding | null;
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
  if (asked === null) return { leaf, ...NOTHING, state: 'UNRESOLVED' };
  const begun = (holdings.get(asked) ?? []).filter(({ validFrom }) => validFrom === null || validFrom <= asOf);
  const valid = begun.filter(({ endsAt }) => endsAt === null || endsAt > asOf);
  const isValid = valid.length > 0;
  const [best, ...others] = (isValid ? valid : begun)
    .map((holding) => ({ holding, weighed: weigh(leaf, holding) }))
    .sort(strongestFirst);
  if (!best) return { leaf, ...NOTHING, state: seesAll ? 'MISSING' : 'NOT_DISCLOSED' };
  // What meets it comes right after what is worth most, where those are two: a list cut short still shows both.
  const meets = ({ weighed }: Weighing) => weighed.isMet;
  const ranked = [best, ...others.filter(meets), ...others.filter((each) => !meets(each))];
  const shown = ranked.map(({ holding }) => holding);
  if (!isValid) return { leaf, ...NOTHING, state: 'LAPSED', holdings: shown };
  const { credit, level } = best.weighed;
  return { leaf, state: stateOf(best.holding), credit, isMet: ranked.some(meets), level, holdings: shown };
}

const NOTHING = { credit: 0, isMet: false, level: null, holdings: [] } as const;

interface Weighing {
  readonly holding: Holding;
  readonly weighed: Weighed;
}

/** Credit of a holding toward a leaf; none when it stands on a rung weaker than the employer accepts. */
export function acceptedCredit(leaf: Leaf, piece: Piece): number {
  return weigh(leaf, piece).credit;
}

/** A total order, so that equal evidence always reads in the same order. */
function strongestFirst(one: Weighing, other: Weighing): number {
  const [a, b] = [one.holding, other.holding];
  return (
    other.weighed.credit - one.weighed.credit ||
    Number(other.weighed.isMet) - Number(one.weighed.isMet) ||
    NEAR_RELATIONS.indexOf(a.relation) - NEAR_RELATIONS.indexOf(b.relation) ||
    EVIDENCE_RUNGS.indexOf(a.rung) - EVIDENCE_RUNGS.indexOf(b.rung) ||
    (a.badgeId ?? Number.MAX_SAFE_INTEGER) - (b.badgeId ?? Number.MAX_SAFE_INTEGER) ||
    (a.heldSkillId ?? 0) - (b.heldSkillId ?? 0)
  );
}

/** INFERRED lowers, never raises: whatever the rung, evidence of another skill is no verified evidence of this one. */
function stateOf({ relation, rung }: Holding): RequirementState {
  if (relation !== 'SAME') return 'INFERRED';
  return rung === 'VERIFIED_ASSESSED' || rung === 'VERIFIED_UNASSESSED' ? 'VERIFIED' : 'CLAIMED';
}
