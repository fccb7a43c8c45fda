import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SourceLocation,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { Context } from '../graphql/context.ts';
import { conditionsOf, makePlannable, type Plannable, plannableSchema } from './plannable.ts';

type Gateway = ApolloServerOptionsWithGateway<Context>['gateway'];

/** What is asked to be executed; the document is valid and, asked again, the same object. */
export interface ToExecute {
  readonly document: DocumentNode;
  readonly queryHash: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly context: Context;
}

/** Compiled operations kept at once, and operations remembered as asked before: each a few tens of KB, and a hash. */
const PLANS = 500;
const REMEMBERED = 5_000;

interface Plan extends Pick<Plannable, 'valuesOf'> {
  readonly run: CompiledQuery['query'];
}

/**
 * Executes operations over a schema: queries that are asked a second time by code compiled for them (graphql-jit), all else
 * by graphql-js. Compiling takes some milliseconds, which a stream of documents that are each sent once would make
 * everybody pay. Mutations stay with graphql-js: their time goes into what they write. Both answer alike, as long as a
 * resolver's list holds no promises: an item that rejects shifts the compiled answer's others.
 *
 * Plans are kept by the document's hash, the operation's name and the values its directives ask for; they hold nothing of a
 * request, its viewer or its rows.
 */
export function createExecutor(schema: GraphQLSchema): (asked: ToExecute) => Promise<ExecutionResult> {
  const compiling = plannableSchema(schema);
  const remembered = new LRUCache<string, true>({ max: REMEMBERED });
  const plans = new LRUCache<string, Plan | 'graphql-js'>({ max: PLANS });
  const conditions = new WeakMap<DocumentNode, readonly string[]>();

  /** The plan of an operation from its second time on; undefined where graphql-js is to execute it. */
  const planOf = (asked: ToExecute, operation: OperationDefinitionNode, values: Record<string, unknown>) => {
    const { document, queryHash, operationName = '' } = asked;
    const names = conditions.get(document) ?? conditionsOf(document);
    conditions.set(document, names);
    const key = [queryHash, operationName, ...names.map((name) => String(values[name]))].join(' ');
    const known = plans.get(key);
    if (known) return known === 'graphql-js' ? undefined : known;
    if (!remembered.has(key)) {
      remembered.set(key, true);
      return undefined;
    }
    const made = compile(compiling, document, operation, values);
    plans.set(key, made ?? 'graphql-js');
    return made;
  };

  return async (asked) => {
    const { document, operationName, variables = {}, context } = asked;
    const operation = getOperationAST(document, operationName);
    if (operation?.operation === OperationTypeNode.QUERY) {
      const read = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 50 });
      if (read.errors) return { errors: read.errors };
      const plan = planOf(asked, operation, read.coerced);
      if (plan) return withErrorsOf(document, await plan.run(undefined, context, plan.valuesOf(read.coerced)));
    }
    return execute({
      ...{ schema, document, contextValue: context, variableValues: variables },
      ...(operationName !== undefined && { operationName }),
    });
  };
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Readonly<Record<string, unknown>>,
): Plan | undefined {
  const plannable = makePlannable(schema, document, operation, conditions);
  if (!plannable) return undefined;
  const compiled = compileQuery(schema, plannable.document, operation.name?.value);
  return isCompiledQuery(compiled) ? { run: compiled.query, valuesOf: plannable.valuesOf } : undefined;
}

/** A compiled query's result with errors as graphql-js makes them: the compiler's own lack the extensions others read. */
function withErrorsOf({ loc }: DocumentNode, result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map(({ message, path, locations, originalError }) => {
    const positions = loc && locations?.map((at) => offsetIn(loc.source.body, at));
    return new GraphQLError(message, { path, originalError, ...(loc && { source: loc.source, positions }) });
  });
  return { ...result, errors };
}

/** Where a line and column, both counted from 1, lie in a text. */
function offsetIn(text: string, { line, column }: SourceLocation): number {
  const ends = [...text.matchAll(/\r\n|[\n\r]/gu)].map((end) => end.index + end[0].length);
  return (line > 1 ? (ends[line - 2] ?? 0) : 0) + column - 1;
}

/** The executor in the form Apollo takes one. There is no gateway to anywhere: it is its public way to execute otherwise. */
export function executingGateway(schema: GraphQLSchema): Gateway {
  const run = createExecutor(schema);
  return {
    onSchemaLoadOrUpdate(told) {
      told({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    load: async () => ({
      executor: ({ document, queryHash, request: { operationName, variables }, context }) =>
        run({ document, queryHash, operationName, variables, context: context as Context }),
    }),
    stop: async () => {},
  };
}
