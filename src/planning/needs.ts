import type { Requirement, RequirementGroup } from '../jobs/index.ts';
import { type LeafOutcome, type SkillGap, wantedOf } from '../matching/index.ts';
import type { Market } from './market.ts';
import type { Need } from './plan-problem.ts';

/** A unit of the target as the search sees it. */
export interface NamedNeed {
  readonly need: Need;
  /** Whether it is met by what is held and accepted today. */
  readonly isMet: boolean;
  readonly leaves: readonly LeafOutcome[];
}

/** What must become true: the units of the tree, as `requiredTotal` counts them; preferred ones when asked for. */
export function needsOf(gap: SkillGap, market: Market, includePreferred: boolean): NamedNeed[] {
  const outcomes = new Map(gap.leaves.map((outcome) => [outcome.leaf.key, outcome]));
  const isMet = (node: Requirement): boolean =>
    'children' in node
      ? node.children.filter(isMet).length >= partsWanted(node)
      : (outcomes.get(node.key)?.isMet ?? false);
  const needOf = (node: Requirement): Need => {
    if ('children' in node) return { kind: 'AT_LEAST', n: partsWanted(node), of: node.children.map(needOf) };
    // A badge that is held wants checking, not earning again.
    const isSettled = isMet(node) || market.isHeldUnverified(node);
    return { kind: 'LEAF', key: node.key, isMet: isSettled, coveredBy: isSettled ? [] : market.covers(node) };
  };
  const leavesIn = (node: Requirement): LeafOutcome[] =>
    'children' in node
      ? node.children.flatMap(leavesIn)
      : [outcomes.get(node.key)].filter((each) => each !== undefined);
  const units = (node: Requirement, preferred: boolean): NamedNeed[] => {
    const isPreferred = preferred || node.importance === 'PREFERRED';
    if ('children' in node && node.kind === 'ALL') return node.children.flatMap((child) => units(child, isPreferred));
    const isTrainable = !('children' in node) && !node.neededAtHire;
    if ((isPreferred || isTrainable) && !includePreferred) return [];
    return [{ need: needOf(node), isMet: isMet(node), leaves: leavesIn(node) }];
  };
  return units(gap.target.requirement, false);
}

function partsWanted(group: RequirementGroup): number {
  return group.kind === 'ALL' ? group.children.length : wantedOf(group);
}
