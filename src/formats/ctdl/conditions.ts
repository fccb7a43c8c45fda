import type { Node, Target } from './node.ts';
import type { Role } from './terms.ts';

/** What a condition asks for. All of its own, and one of the alternatives where there are any. Source: CTDL ConditionProfile. */
export interface Need {
  readonly name: string | undefined;
  readonly credentials: readonly Target[];
  /** Learning opportunities and assessments. */
  readonly learning: readonly Target[];
  readonly competencies: readonly Target[];
  readonly alternatives: readonly Need[];
}

/** Role of a resource by its URI, as far as the input holds it. */
export type RoleByUri = (uri: string) => Role | undefined;

const DEPTH_AT_MOST = 8;

/**
 * What the conditions of a property ask for, one need a condition. A reference to a resource itself, where a condition should
 * stand, is a need of that resource. An alternative that leads back to a condition it is under is passed over.
 */
export function needsOf(node: Node, property: string, roleOf: RoleByUri): Need[] {
  return node.targets(property).flatMap((target) => {
    if (target.node && isCondition(target.node)) return needIn(target.node, new Set([node.json]), 0) ?? [];
    const need = { name: undefined, credentials: [], learning: [], competencies: [], alternatives: [] };
    const role = target.node && target.node.types.length > 0 ? target.node.role : target.uri && roleOf(target.uri);
    if (role === 'CREDENTIAL') return [{ ...need, credentials: [target] }];
    if (role === 'COMPETENCY') return [{ ...need, competencies: [target] }];
    return role === 'LEARNING' || role === 'ASSESSMENT' ? [{ ...need, learning: [target] }] : [];
  });
}

function isCondition(node: Node): boolean {
  if (node.types.includes('ConditionProfile')) return true;
  return node.types.length === 0 && ['alternativeCondition', ...TARGETS].some((name) => node.has(name));
}

const TARGETS = ['targetCredential', 'targetLearningOpportunity', 'targetAssessment', 'targetCompetency'] as const;

function needIn(node: Node, above: ReadonlySet<object>, depth: number): Need | null {
  if (above.has(node.json) || depth > DEPTH_AT_MOST) return null;
  const within = new Set([...above, node.json]);
  return {
    name: node.plain('name'),
    credentials: node.targets('targetCredential'),
    learning: node.targets('targetLearningOpportunity', 'targetAssessment'),
    competencies: node.targets('targetCompetency'),
    alternatives: node
      .nodes('alternativeCondition')
      .filter(({ id }) => id === undefined || id !== node.id)
      .flatMap((alternative) => needIn(alternative, within, depth + 1) ?? []),
  };
}

/** The other ends of a stack edge: what a ConditionProfile in its place targets, or what is referred to without one. */
export function endsOf(node: Node, property: string): string[] {
  return node.targets(property).flatMap((target) => {
    if (!target.node || !isCondition(target.node)) return target.uri ?? [];
    return target.node.uris('targetCredential', 'targetLearningOpportunity', 'targetAssessment');
  });
}

/** Members of a need that count in one group, so many of them required; null where all are asked for without more ado. */
export interface Grouped {
  readonly target: Target;
  readonly group: string | null;
  readonly required: number;
}

/**
 * Resources that needs ask for, with the group each counts in. Alternatives become one group: as many are required as the
 * shortest alternative has, since a group says how many and not which together.
 *
 * @param among  which targets of a need are meant
 */
export function groupsOf(needs: readonly Need[], among: (need: Need) => readonly Target[]): Grouped[] {
  const hasChoice = needs.some(({ alternatives }) => alternatives.some((each) => flat(each, among).length > 0));
  return needs.flatMap((need, index) => {
    const name = need.name ?? `condition ${index + 1}`;
    const own = among(need);
    const choices = need.alternatives.map((each) => flat(each, among)).filter((each) => each.length > 0);
    const required = Math.min(...choices.map((each) => each.length));
    return [
      ...own.map((target) => ({ target, group: hasChoice ? name : null, required: own.length })),
      ...choices.flat().map((target) => ({ target, group: `${name}: alternatives`, required })),
    ];
  });
}

function flat(need: Need, among: (need: Need) => readonly Target[]): Target[] {
  return [...among(need), ...need.alternatives.flatMap((each) => flat(each, among))];
}
