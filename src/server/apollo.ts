import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { isConnectionLost } from '../db/client.ts';
import type { Context } from '../graphql/context.ts';
import type { Logger } from '../log.ts';
import { ProblemError } from '../problem.ts';
import type { Budget } from './budget.ts';
import { type Allowance, costPlugin } from './cost.ts';
import { isLimit, LIMIT_RULES, LIMITS } from './limits.ts';
import { rightsPlugin } from './rights.ts';
import { valueLimits } from './value-limits.ts';

export interface ApolloParts {
  readonly schema: GraphQLSchema;
  readonly budget: Budget;
  readonly allowance: Allowance;
  readonly log: Logger;
}

/** The Apollo server over a schema: bounded documents, counted costs, errors of the documented codes only. */
export function makeApollo({ schema, budget, allowance, log }: ApolloParts): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: [...LIMIT_RULES],
    maxRecursiveSelections: LIMITS.nodes,
    hideSchemaDetailsFromClientErrors: false,
    includeStacktraceInErrorResponses: false,
    introspection: true,
    persistedQueries: false,
    // The process stops its parts in order; Apollo would send the signal a second time, which means "at once".
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => formatError(formatted, error, log),
    plugins: [
      // Cache hints cost a third of the throughput and nothing here may be cached by strangers.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      valueLimits,
      rightsPlugin,
      costPlugin(budget, allowance),
      retryAfter,
      namingRequests,
    ],
    logger: { debug: () => {}, info: () => {}, warn: (text) => log.warn(text), error: (text) => log.error(text) },
  });
}

/** A problem keeps its code and sentence; an outage says to come back; a bug says nothing of our insides. */
function formatError(formatted: GraphQLFormattedError, thrown: unknown, log: Logger): GraphQLFormattedError {
  const error = unwrapResolverError(thrown);
  if (error instanceof ProblemError) {
    const { code, message, field } = error.problem;
    return { ...formatted, message, extensions: { code, ...(field && { field }) } };
  }
  if (isConnectionLost(error)) {
    log.warn({ err: error }, 'database away');
    const message = 'the database is away; try again in a few seconds';
    return { ...formatted, message, extensions: { code: 'SERVICE_UNAVAILABLE' } };
  }
  const { code } = formatted.extensions ?? {};
  if (isLimit(formatted)) return { ...formatted, extensions: { code: 'DOCUMENT_TOO_LARGE' } };
  if (code === 'INTERNAL_SERVER_ERROR') {
    // The cause itself: its parameters, which hold people's data, are kept out of the log only where it is recognised.
    log.error({ err: error instanceof GraphQLError ? (error.originalError ?? error) : error }, 'a request failed');
    return {
      ...formatted,
      message: 'something went wrong here; it was logged',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  }
  return formatted;
}

/** Every error names its request, as the log and the answer's `x-request-id` do. */
const namingRequests: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, contextValue: { requestId } }) {
        if (response.body.kind !== 'single') return;
        const { singleResult } = response.body;
        const named = singleResult.errors?.map((error) => ({
          ...error,
          extensions: { ...error.extensions, requestId },
        }));
        if (named) singleResult.errors = named;
      },
    };
  },
};

const retryAfter: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, errors }) {
        // What was thrown outside GraphQL's own code, an overflown stack for one, comes without extensions.
        if (!errors?.some(({ extensions }) => extensions?.code === 'SERVICE_UNAVAILABLE')) return;
        response.http.status = 503;
        response.http.headers.set('retry-after', '5');
      },
    };
  },
};
