import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { isConnectionLost } from '../db/client.ts';
import type { Context } from '../graphql/context.ts';
import type { Logger } from '../log.ts';
import { ProblemError } from '../problem.ts';

/** The Apollo server over a schema, with errors of the documented codes only. */
export function makeApollo(schema: GraphQLSchema, log: Logger): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    csrfPrevention: true,
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
      retryAfter,
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
  if (formatted.extensions?.code === 'INTERNAL_SERVER_ERROR') {
    log.error({ err: error }, 'a resolver threw');
    return {
      ...formatted,
      message: 'something went wrong here; it was logged',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  }
  return formatted;
}

const retryAfter: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response, errors }) {
        if (!errors?.some(({ extensions }) => extensions.code === 'SERVICE_UNAVAILABLE')) return;
        response.http.status = 503;
        response.http.headers.set('retry-after', '5');
      },
    };
  },
};
