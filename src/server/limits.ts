import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getOperationAST,
  isLeafType,
  isListType,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { type ComplexityEstimator, type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity';
import { PRICE, SIZE } from '../graphql/size.ts';
import { fail, ProblemError } from '../problem.ts';

/** What a document may be at most, whoever sends it. Source: the OWASP GraphQL cheat sheet's kinds, our figures. */
export const LIMITS = {
  /** Fields inside one another; fragments count as what they hold. */
  depth: 10,
  aliases: 15,
  directives: 50,
  /** Of the document's text; read no further than this. */
  tokens: 1_000,
  bodyBytes: 100_000,
  /** Lists and objects inside one another in one argument or variable. */
  nesting: 64,
  /** Objects an answer may hold, counted before it is computed. */
  nodes: 10_000,
} as const;

/** Objects a point of the budget stands for. */
const NODES_A_POINT = 10;
/** Items of a list that states no size. */
const USUAL_SIZE = 10;

/** Marks the errors of these rules, so that they are told from mistakes in the document. */
const LIMIT = 'limit';

/** Whether an error says that a document is beyond a limit: of ours, of Apollo's on fragments, of the parser's on tokens. */
export function isLimit({ message, extensions = {} }: GraphQLFormattedError): boolean {
  return (
    LIMIT in extensions ||
    extensions.validationErrorCode === 'MAX_RECURSIVE_SELECTIONS_EXCEEDED' ||
    (extensions.code === 'GRAPHQL_PARSE_FAILED' && /more that? \d+ tokens/u.test(message))
  );
}

function refusing(limit: 'depth' | 'aliases' | 'directives') {
  const message = `the document has more than ${LIMITS[limit]} ${limit === 'depth' ? 'levels' : limit}; ask in several requests`;
  return {
    n: LIMITS[limit],
    // The library's own way is to throw out of validation, with a message that speaks of syntax.
    propagateOnRejection: false,
    onReject: [
      (context: ValidationContext | null) =>
        context?.reportError(new GraphQLError(message, { extensions: { [LIMIT]: limit } })),
    ],
  };
}

/** Rules that bound a document's shape; they run with the language's own, before anything is executed. */
export const LIMIT_RULES = [
  maxDepthRule({ ...refusing('depth'), flattenFragments: true }),
  maxAliasesRule(refusing('aliases')),
  maxDirectivesRule(refusing('directives')),
] as unknown as readonly ValidationRule[];

/** What a document may touch. */
export interface Cost {
  /** Objects its answer holds at most, lists without pages taken for their usual size. */
  readonly nodes: number;
  /** What it takes from the client's budget, at least 1. */
  readonly points: number;
}

/** What the schema's description of itself counts for, and what asking for a part of it under another name adds. */
const INTROSPECTION = { once: 100, renamed: 5_000 };

/** Objects a field brings: itself, and for a list its items, each with what is selected on it; and what computing it is worth. */
const byNodes: ComplexityEstimator = (asked) => stated(asked.field, PRICE, 0) + objectsOf(asked);

/** A number the field's definition states of it. */
function stated({ extensions }: ComplexityEstimatorArgs['field'], name: string, otherwise: number): number {
  return typeof extensions[name] === 'number' ? extensions[name] : otherwise;
}

function objectsOf({ field, node, args, childComplexity }: ComplexityEstimatorArgs): number {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return 0;
  if (type.name.startsWith('__')) {
    // It touches nothing stored, but each name for it is another copy of thousands of objects.
    const renamed = node.alias ? INTROSPECTION.renamed : 0;
    return childComplexity + renamed + (field.name.startsWith('__') ? INTROSPECTION.once : 0);
  }
  if (isListType(getNullableType(field.type))) {
    // The items of a connection were counted with the connection, by its `first`.
    if (field.name === 'nodes' || field.name === 'edges') return childComplexity + 1;
    return stated(field, SIZE, USUAL_SIZE) * (1 + childComplexity);
  }
  if (typeof args.first === 'number') return 1 + Math.max(0, args.first) * childComplexity;
  return field.name === 'pageInfo' ? 0 : 1 + childComplexity;
}

/**
 * Counts what an operation may touch, before it runs.
 *
 * @throws ProblemError DOCUMENT_TOO_LARGE when that is more than is allowed
 */
export function costOf(
  schema: GraphQLSchema,
  query: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
): Cost {
  // Execution says that there is no such operation.
  if (!getOperationAST(query, operationName)) return { nodes: 0, points: 1 };
  const nodes = getComplexity({
    ...{ schema, query, variables, estimators: [byNodes] },
    ...(operationName !== undefined && { operationName }),
  });
  if (nodes > LIMITS.nodes) {
    const message = `the answer may hold ${nodes} objects, ${LIMITS.nodes} are allowed; ask for fewer rows or in several requests`;
    throw new ProblemError(fail('DOCUMENT_TOO_LARGE', message).problem);
  }
  return { nodes, points: Math.max(1, Math.ceil(nodes / NODES_A_POINT)) };
}
