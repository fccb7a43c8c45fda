import type { Requirement, RequirementGroup } from '../../src/jobs/index.ts';
import type { Holding } from '../../src/matching/index.ts';

/**
 * Scoring as `docs/matching.md` states it, written down a second time without a thought for speed or shape, its figures
 * included: nothing of the scorer is used here.
 */

const RUNGS = ['VERIFIED_ASSESSED', 'VERIFIED_UNASSESSED', 'ENDORSED', 'IMPORTED_UNVERIFIED', 'SELF_CLAIMED'];
const RUNG_CREDIT = [1, 0.8, 0.7, 0.5, 0.3];
const RELATION_CREDIT = { SAME: 1, EXACT: 1, NARROWER: 0.9, CLOSE: 0.7, BROADER: 0.4 };

export interface Defined {
  readonly score: number;
  readonly requiredMet: number;
  readonly requiredTotal: number;
  /** By key of the leaf. */
  readonly leaves: ReadonlyMap<string, DefinedLeaf>;
}

export interface DefinedLeaf {
  readonly credit: number;
  readonly isMet: boolean;
  readonly state: string;
  readonly level: string | null;
}

export function scoreByDefinition(
  tree: RequirementGroup,
  held: readonly Holding[],
  asOf: Date,
  seesAll: boolean,
): Defined {
  const leaves = new Map<string, DefinedLeaf>();
  const worth = (node: Requirement): { credit: number; isMet: boolean } => {
    if (!('children' in node)) {
      const leaf = leafByDefinition(node, held, asOf, seesAll);
      leaves.set(node.key, leaf);
      return leaf;
    }
    const parts = node.children.map((child) => ({ child, ...worth(child) }));
    if (parts.length === 0) return { credit: 0, isMet: node.kind === 'ALL' };
    if (node.kind === 'ALL') {
      const weights = parts.map(({ child }) => (child.importance === 'PREFERRED' ? child.weight / 3 : child.weight));
      const all = weights.reduce((sum, weight) => sum + weight);
      const credit = parts.reduce((sum, part, index) => sum + (part.credit * (weights[index] as number)) / all, 0);
      return { credit, isMet: parts.every(({ isMet }) => isMet) };
    }
    const n = node.kind === 'ANY' ? 1 : Math.min(node.atLeast as number, parts.length);
    const choices = subsets(parts).filter((chosen) => chosen.length === n);
    return {
      credit: Math.max(...choices.map((chosen) => chosen.reduce((sum, { credit }) => sum + credit, 0) / n)),
      isMet: choices.some((chosen) => chosen.every(({ isMet }) => isMet)),
    };
  };
  const { credit } = worth(tree);

  const unitsOf = (node: Requirement): Requirement[] => {
    if (node.importance === 'PREFERRED') return [];
    if ('children' in node) return node.kind === 'ALL' ? node.children.flatMap(unitsOf) : [node];
    return node.neededAtHire ? [node] : [];
  };
  const units = unitsOf(tree);
  return {
    score: credit,
    requiredMet: units.filter((unit) => worth(unit).isMet).length,
    requiredTotal: units.length,
    leaves,
  };
}

function leafByDefinition(
  leaf: Exclude<Requirement, RequirementGroup>,
  held: readonly Holding[],
  asOf: Date,
  seesAll: boolean,
): DefinedLeaf {
  const nothing = { credit: 0, isMet: false, level: null };
  const id = leaf.kind === 'SKILL' ? leaf.skillId : leaf.credentialId;
  if (id === null) return { ...nothing, state: 'UNRESOLVED' };
  const bearing = held
    .filter(({ asked }) => asked === `${leaf.kind.toLowerCase()} ${id}`)
    .filter(({ validFrom }) => validFrom === null || validFrom.getTime() <= asOf.getTime());
  if (bearing.length === 0) return { ...nothing, state: seesAll ? 'MISSING' : 'NOT_DISCLOSED' };
  const valid = bearing.filter(({ endsAt }) => endsAt === null || endsAt.getTime() > asOf.getTime());
  if (valid.length === 0) return { ...nothing, state: 'LAPSED' };

  const pieces = valid.map((piece) => {
    const accepted = leaf.acceptedFrom === null || RUNGS.indexOf(piece.rung) <= RUNGS.indexOf(leaf.acceptedFrom);
    const sureness = piece.relation === 'SAME' ? 1 : Math.min(Math.max(piece.confidence, 0), 1);
    const presence = accepted
      ? RELATION_CREDIT[piece.relation] * sureness * (RUNG_CREDIT[RUNGS.indexOf(piece.rung)] as number)
      : 0;
    const level = levelByDefinition(leaf, piece);
    return { piece, credit: presence * level.credit, isMet: presence >= 0.5 && level.name !== 'BELOW_REQUIRED', level };
  });
  const credit = Math.max(...pieces.map((each) => each.credit));
  const isMet = pieces.some((each) => each.isMet);
  // Of what is worth the same: what meets it, the nearest relation, the strongest rung, the oldest badge, the first skill.
  const order = (each: (typeof pieces)[number]) => [
    each.isMet ? 0 : 1,
    Object.keys(RELATION_CREDIT).indexOf(each.piece.relation),
    RUNGS.indexOf(each.piece.rung),
    each.piece.badgeId ?? Infinity,
    each.piece.heldSkillId ?? 0,
  ];
  const [best] = pieces
    .filter((each) => each.credit === credit)
    .sort((one, other) => compare(order(one), order(other)));
  if (!best) throw new Error('the best of some is one of them');
  const isVerified = best.piece.rung === 'VERIFIED_ASSESSED' || best.piece.rung === 'VERIFIED_UNASSESSED';
  const state = best.piece.relation !== 'SAME' ? 'INFERRED' : isVerified ? 'VERIFIED' : 'CLAIMED';
  return { credit, isMet, state, level: best.level.name };
}

function levelByDefinition(leaf: Requirement, { levelId }: Holding): { name: string | null; credit: number } {
  if (leaf.kind !== 'SKILL' || (leaf.requiredLevel === undefined && leaf.desiredLevel === undefined))
    return { name: null, credit: 1 };
  const { required = null, desired = null, stepOf } = leaf.ladder ?? {};
  const step = levelId == null ? undefined : stepOf?.get(levelId);
  if (step === undefined || (required === null && desired === null)) return { name: 'LEVEL_NOT_COMPARABLE', credit: 1 };
  if (required !== null && step < required) return { name: 'BELOW_REQUIRED', credit: (0.5 * step) / required };
  if (desired !== null && step < desired) {
    const from = required ?? 0;
    return { name: 'BELOW_DESIRED', credit: 0.8 + (0.2 * (step - from)) / (desired - from) };
  }
  return { name: 'REACHED', credit: 1 };
}

function subsets<T>(list: readonly T[]): T[][] {
  const [first, ...rest] = list;
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((each) => [each, [first, ...each]]);
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] as number) - (other[at] as number);
}
