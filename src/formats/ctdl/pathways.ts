import type { Node } from './node.ts';

/** An edge between credentials that a third node states, on its way to the credential it starts from. */
export interface StatedEdge {
  readonly from: string;
  readonly kind: 'PART_OF' | 'PREPARES_FOR' | 'REQUIRES' | 'SUPERSEDES';
  readonly to: string;
  readonly group?: string;
  readonly required?: number;
}

interface Condition {
  readonly name: string | undefined;
  readonly required: number | undefined;
  readonly isAny: boolean;
  readonly targets: readonly string[];
  readonly parts: readonly Condition[];
}

interface Component {
  /** The credential it stands for, itself where it is one. */
  readonly standsFor: string | undefined;
  readonly conditions: readonly Condition[];
  readonly prerequisites: readonly string[];
  readonly next: readonly string[];
}

const DEPTH_AT_MOST = 8;

/** Components of the pathways of an input, and what their conditions make of the credentials they stand for. */
export class Pathways {
  readonly #components = new Map<string, Component>();

  add(uri: string, node: Node, isCredential: boolean): void {
    const [proxy] = node.uris('proxyFor');
    this.#components.set(uri, {
      standsFor: proxy ?? (isCredential ? uri : undefined),
      conditions: node.nodes('hasCondition').flatMap((condition) => conditionFrom(condition, 0)),
      prerequisites: node.uris('prerequisite'),
      next: node.uris('precedes'),
    });
  }

  /** Parts count in the group of their condition, `requiredNumber` of which are needed. Source: CTDL ComponentCondition. */
  edges(): StatedEdge[] {
    return [...this.#components.values()].flatMap(({ standsFor, conditions, prerequisites, next }) => {
      if (standsFor === undefined) return [];
      const stands = (uris: readonly string[]) =>
        uris.flatMap((uri) => this.#components.get(uri)?.standsFor ?? []).filter((uri) => uri !== standsFor);
      return [
        ...this.#groups(standsFor, conditions, [], new Set()),
        ...stands(prerequisites).map((to): StatedEdge => ({ from: standsFor, kind: 'REQUIRES', to })),
        ...stands(next).map((to): StatedEdge => ({ from: standsFor, kind: 'PREPARES_FOR', to })),
      ];
    });
  }

  /** A component that stands for nothing to earn is looked through where all of its siblings are asked for with it. */
  #groups(larger: string, conditions: readonly Condition[], path: readonly number[], met: Set<string>): StatedEdge[] {
    return conditions.flatMap((condition, index) => {
      const { targets, parts, isAny } = condition;
      const place = [...path, index + 1];
      const required = condition.required ?? (isAny ? 1 : targets.length);
      const group = condition.name ?? `condition ${place.join('.')}`;
      const asksForAll = !isAny && required >= targets.length;
      return [
        ...targets.flatMap((target, at): StatedEdge[] => {
          const component = this.#components.get(target);
          const from = component?.standsFor;
          if (from !== undefined)
            return from === larger ? [] : [{ from, kind: 'PART_OF', to: larger, group, required }];
          if (!component || !asksForAll || met.has(target)) return [];
          met.add(target);
          return this.#groups(larger, component.conditions, [...place, at + 1], met);
        }),
        ...(isAny && parts.length > 1 ? [] : this.#groups(larger, parts, place, met)),
      ];
    });
  }
}

function conditionFrom(node: Node, depth: number): Condition[] {
  if (depth > DEPTH_AT_MOST) return [];
  const required = node.number('requiredNumber');
  return [
    {
      name: node.plain('name'),
      required: required !== undefined && required >= 1 && required <= 1_000 ? Math.floor(required) : undefined,
      isAny: node.concepts('logicalOperator').some((operator) => /^or$/iu.test(operator)),
      targets: [...new Set(node.uris('targetComponent'))],
      parts: node.nodes('hasCondition').flatMap((part) => conditionFrom(part, depth + 1)),
    },
  ];
}
