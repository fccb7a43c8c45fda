import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLInputType,
  GraphQLScalarType,
  GraphQLSchema,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  type ValueNode,
  type VariableDefinitionNode,
  valueFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { isIncluded } from './included.ts';

type Values = Readonly<Record<string, unknown>>;
type Selected = FieldNode | FragmentSpreadNode | InlineFragmentNode;

/** The scalar that variables of a rewritten document are of: a value graphql-js has already read. */
const READ_VALUE = new GraphQLScalarType({ name: 'ReadValue', parseValue: (value) => value });

/** The schema that rewritten documents are compiled against: the API's own types, and one scalar more. */
export function plannableSchema(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig();
  return new GraphQLSchema({ ...config, types: [...config.types, READ_VALUE], assumeValid: true });
}

/** An operation rewritten for the compiler. */
export interface Plannable {
  readonly document: DocumentNode;
  /** The values of the rewritten document's variables, from the request's own, read. */
  valuesOf(variables: Values): Values;
}

/**
 * Rewrites an operation so that compiled it answers as graphql-js does, where the compiler by itself does not (0.8.9):
 *
 * - what `@skip` and `@include` leave out is gone, for the compiler mixes up the conditions of a fragment spread twice;
 * - every argument is a variable whose value graphql-js reads. The compiler writes literals into the code it makes, a
 *   caller's text among them, that of a date as an expression; it gives null for a variable that is absent inside an input
 *   object; and it reads defaults of variables its own way.
 *
 * @param conditions  values of the variables that directives name: the result holds for these only
 * @returns null for what has to stay with graphql-js
 */
export function makePlannable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Values,
): Plannable | null {
  const given: { readonly name: string; readonly node: ValueNode; readonly type: GraphQLInputType }[] = [];
  const typeInfo = new TypeInfo(schema);
  let isFit = true;

  const withoutDirectives = (node: Selected) => {
    if (!isIncluded(node, conditions)) return null;
    return node.directives?.length ? { ...node, directives: [] } : undefined;
  };
  const rewritten = <N extends OperationDefinitionNode | FragmentDefinitionNode>(definition: N): N =>
    visit(
      definition,
      visitWithTypeInfo(typeInfo, {
        Field(node) {
          // In an object literal, which the compiler writes, this is no property.
          if (node.alias?.value === '__proto__') isFit = false;
          return withoutDirectives(node);
        },
        FragmentSpread: withoutDirectives,
        InlineFragment: withoutDirectives,
        Argument(node): ArgumentNode | undefined {
          const type = typeInfo.getArgument()?.type;
          if (!type || node.value.kind === Kind.VARIABLE) return undefined;
          // No name of the document's own begins so: `$` is no letter of a name.
          const name = `$${given.length}`;
          given.push({ name, node: node.value, type });
          return { ...node, value: variable(name) };
        },
      }),
    );

  const selections = rewritten(operation);
  const fragments = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION).map(rewritten);
  if (!isFit) return null;
  const stated = (operation.variableDefinitions ?? []).map((each) => each.variable.name.value);
  const variableDefinitions = [...stated, ...given.map(({ name }) => name)].map(ofReadValue);
  return {
    document: { kind: Kind.DOCUMENT, definitions: [{ ...selections, variableDefinitions }, ...fragments] },
    valuesOf(variables) {
      if (given.length === 0) return variables;
      const values: Record<string, unknown> = { ...variables };
      for (const { name, node, type } of given) values[name] = valueFromAST(node, type, variables);
      return values;
    },
  };
}

function variable(name: string) {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
}

function ofReadValue(name: string): VariableDefinitionNode {
  const type = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: READ_VALUE.name } } as const;
  return { kind: Kind.VARIABLE_DEFINITION, variable: variable(name), type };
}

/** Names of the variables that `@skip` and `@include` of a document ask. */
export function conditionsOf(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ arguments: args = [] }) {
      for (const { value } of args) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
