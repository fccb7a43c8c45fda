import {
  type CredentialRequirement,
  type Importance,
  leavesOf,
  type Requirement,
  type RequirementGroup,
  type SkillRequirement,
} from '../jobs/index.ts';
import { POLICY } from './scoring-policy.ts';

export type Leaf = SkillRequirement | CredentialRequirement;

/** What the leaves of a tree add up to. */
export interface Tally {
  /** 0 to 1: Σ w·c / Σ w over the tree. */
  readonly score: number;
  /** Units not marked PREFERRED: parts of the outermost ALL, where ANY and AT_LEAST are one unit each. */
  readonly requiredMet: number;
  readonly requiredTotal: number;
}

/** A requirement tree made ready to be asked many times: of one learner with reasons, or of a million without. */
export interface CompiledTree {
  /** Left to right; position i is that of `credits[i]` and `met[i]`. */
  readonly leaves: readonly Leaf[];
  /**
   * Adds up one learner. Not to be called from within itself: its scratch memory is its own.
   *
   * @param credits  0 to 1 a leaf: the best over its evidence
   * @param met      1 where a piece of evidence meets the leaf, else 0
   */
  score(credits: Float64Array, met: Uint8Array): Tally;
}

/** One node, children before parents. */
interface Step {
  /** Position among the leaves; -1 for a group. */
  readonly leaf: number;
  /** How many of its parts count: 0 for all of them, by weight. */
  readonly best: number;
  readonly children: readonly number[];
  readonly weight: number;
  readonly isUnit: boolean;
}

/**
 * Compiles a tree. ALL is the weighted mean of its parts and met when all are; ANY the best part and met by one; AT_LEAST n the
 * mean of the n best and met by n, where n is at most all parts. A group of nothing, which only an import can state, is worth
 * nothing. What a part weighs is its weight times that of its importance; within ANY and AT_LEAST weights do not count.
 * Source: design §5.
 */
export function compileTree(tree: RequirementGroup): CompiledTree {
  const steps: Step[] = [];
  let leafCount = 0;
  const visit = (node: Requirement, isUnit: boolean, isPreferred: boolean): number => {
    const preferred = isPreferred || node.importance === 'PREFERRED';
    const isGroup = 'children' in node;
    const isAll = isGroup && node.kind === 'ALL';
    const children = isGroup ? node.children.map((child) => visit(child, isUnit && isAll, preferred)) : [];
    const isTrainable = !isGroup && !node.neededAtHire;
    return (
      steps.push({
        leaf: isGroup ? -1 : leafCount++,
        best: isGroup && !isAll ? wantedOf(node) : 0,
        children,
        weight: weightOf(node),
        isUnit: isUnit && !isAll && !preferred && !isTrainable,
      }) - 1
    );
  };
  visit(tree, true, false);

  const requiredTotal = steps.filter(({ isUnit }) => isUnit).length;
  const credit = new Float64Array(steps.length);
  const isMet = new Uint8Array(steps.length);
  const score = (credits: Float64Array, met: Uint8Array): Tally => {
    let requiredMet = 0;
    for (let at = 0; at < steps.length; at++) {
      const step = steps[at] as Step;
      if (step.leaf >= 0) {
        credit[at] = credits[step.leaf] ?? 0;
        isMet[at] = met[step.leaf] ?? 0;
      } else if (step.best === 0) {
        credit[at] = weightedMean(step, steps, credit);
        isMet[at] = step.children.every((child) => isMet[child] === 1) ? 1 : 0;
      } else {
        credit[at] = meanOfBest(step, credit);
        isMet[at] = step.children.filter((child) => isMet[child] === 1).length >= step.best ? 1 : 0;
      }
      if (step.isUnit && isMet[at] === 1) requiredMet += 1;
    }
    return { score: credit[steps.length - 1] ?? 0, requiredMet, requiredTotal };
  };
  return { leaves: leavesOf(tree), score };
}

/** How many parts an ANY or AT_LEAST wants. An import may ask for more parts than there are: then all of them. */
export function wantedOf({ atLeast, children }: RequirementGroup): number {
  return Math.max(1, Math.min(atLeast ?? 1, children.length));
}

/** What a node counts beside its siblings in an ALL. */
export function weightOf({ importance, weight }: { readonly importance: Importance; readonly weight: number }): number {
  return weight * POLICY.importance[importance];
}

function weightedMean({ children }: Step, steps: readonly Step[], credit: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (const child of children) {
    const { weight } = steps[child] as Step;
    sum += weight * (credit[child] as number);
    total += weight;
  }
  // Rounding may carry a mean of ones past one.
  return total === 0 ? 0 : Math.min(1, sum / total);
}

function meanOfBest({ children, best }: Step, credit: Float64Array): number {
  const ranked = Float64Array.from(children, (child) => credit[child] as number).sort();
  let sum = 0;
  for (let at = 1; at <= best; at++) sum += ranked[ranked.length - at] ?? 0;
  return sum / best;
}
