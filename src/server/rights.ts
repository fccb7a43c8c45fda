import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isInterfaceType,
  isObjectType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Viewer } from '../accounts/index.ts';
import { isRestricted, type Policy, type Rule, refusalOf } from '../graphql/policy.ts';
import type { Asked } from './asked.ts';
import { isIncluded } from './included.ts';
import { refusal } from './refusal.ts';

/** Name of the field extension that holds its rule. */
const RULE = 'rule';

/**
 * Writes each field's rule into the schema, once: asking for it later costs nothing.
 *
 * @throws Error naming every field without a rule and every rule without a field, so that such a hub does not start
 */
export function compileRights(schema: GraphQLSchema, policy: Policy): GraphQLSchema {
  const faults: string[] = [];
  const known = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || !hasFields(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const rule = policy[type.name]?.[field.name];
      known.add(`${type.name}.${field.name}`);
      if (rule) field.extensions = { ...field.extensions, [RULE]: rule };
      else faults.push(`${type.name}.${field.name} has no rule; state one in the policy.ts of its domain`);
    }
  }
  for (const [type, fields] of Object.entries(policy)) {
    for (const field of Object.keys(fields)) {
      if (!known.has(`${type}.${field}`)) faults.push(`${type}.${field} has a rule and is no field; drop the rule`);
    }
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return schema;
}

/**
 * Refuses an operation as a whole, before anything of it runs, for the first field its sender may not select.
 *
 * @throws GraphQLError UNAUTHENTICATED (401) or FORBIDDEN (403), naming the field
 */
export function refuseForbidden(restricted: readonly Restricted[], viewer: Viewer): void {
  for (const { name, rule, node } of restricted) {
    const refused = refusalOf(rule, viewer);
    if (!refused) continue;
    const status = refused.code === 'UNAUTHENTICATED' ? 401 : 403;
    throw refusal(refused.code, `${name}: ${refused.why}`, { status, node });
  }
}

/** A field of an operation that not everybody may select. */
export interface Restricted {
  /** Coordinate, such as `Query.sources`. */
  readonly name: string;
  readonly rule: Rule;
  readonly node: FieldNode;
}

/** The restricted fields an operation would answer; what `@skip` and `@include` leave out is not asked for. */
export function restrictedFields({ schema, document, operationName, variables }: Asked): readonly Restricted[] {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return [];
  const fragments = new Map(
    document.definitions.flatMap((each) => (each.kind === 'FragmentDefinition' ? [[each.name.value, each]] : [])),
  );
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
  const walk: Walk = { schema, fragments, variables: coerced ?? null, reached: new Set() };
  return [...fieldsIn(walk, root, operation.selectionSet)].filter(({ rule }) => isRestricted(rule));
}

interface Walk {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Null where they are no values of their types: counting the cost refuses that. */
  readonly variables: Readonly<Record<string, unknown>> | null;
  /** Fragments looked into: their fields are the same wherever they are spread. */
  readonly reached: Set<string>;
}

function* fieldsIn(walk: Walk, type: GraphQLNamedType, { selections }: SelectionSetNode): Generator<Restricted> {
  for (const node of selections) {
    if (!mayBeIncluded(node, walk.variables)) continue;
    if (node.kind === 'Field') {
      const field = hasFields(type) ? type.getFields()[node.name.value] : undefined;
      // The schema's description of itself is no field of ours.
      if (!field) continue;
      const name = `${type.name}.${field.name}`;
      const rule = field.extensions[RULE] as Rule | undefined;
      if (!rule) throw new Error(`${name} has no rule`);
      yield { name, rule, node };
      if (node.selectionSet) yield* fieldsIn(walk, getNamedType(field.type), node.selectionSet);
      continue;
    }
    const fragment = node.kind === 'InlineFragment' ? node : walk.fragments.get(node.name.value);
    if (!fragment) continue;
    if (fragment.kind === 'FragmentDefinition') {
      if (walk.reached.has(fragment.name.value)) continue;
      walk.reached.add(fragment.name.value);
    }
    const narrowed = fragment.typeCondition ? walk.schema.getType(fragment.typeCondition.name.value) : type;
    if (narrowed) yield* fieldsIn(walk, narrowed, fragment.selectionSet);
  }
}

function mayBeIncluded(node: SelectionNode, variables: Walk['variables']): boolean {
  try {
    return variables === null || isIncluded(node, variables);
  } catch {
    // Null in place of a variable's default is neither true nor false: counting the cost refuses it.
    return true;
  }
}

function hasFields(type: GraphQLNamedType) {
  return isObjectType(type) || isInterfaceType(type);
}
