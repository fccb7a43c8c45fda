import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { Context } from '../graphql/context.ts';
import type { Logger } from '../log.ts';
import type { Admit } from './admission.ts';
import { admissionPlugin } from './admission-plugin.ts';
import { executingGateway } from './execution.ts';
import { errorFormatter } from './format-error.ts';
import { LIMIT_RULES, LIMITS } from './limits.ts';

export interface ApolloParts {
  readonly schema: GraphQLSchema;
  readonly admit: Admit;
  /** Whether strangers may read the schema: by introspection, and by what mistyped names are near to. */
  readonly isSchemaShown: boolean;
  readonly log: Logger;
}

/** The Apollo server over a schema: bounded documents, counted costs, errors of the documented codes only. */
export function makeApollo(parts: ApolloParts): ApolloServer<Context> {
  return new ApolloServer<Context>(apolloOptions(parts));
}

/** The options of that server; what must be closed among them is tried at each start (`assertClosed`). */
export function apolloOptions({ schema, admit, isSchemaShown, log }: ApolloParts) {
  return {
    gateway: executingGateway(schema),
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: [...LIMIT_RULES],
    maxRecursiveSelections: LIMITS.nodes,
    hideSchemaDetailsFromClientErrors: !isSchemaShown,
    includeStacktraceInErrorResponses: false,
    introspection: isSchemaShown,
    persistedQueries: false,
    // The process stops its parts in order; Apollo would send the signal a second time, which means "at once".
    stopOnTerminationSignals: false,
    formatError: errorFormatter(isSchemaShown, log),
    plugins: [
      // Cache hints cost a third of the throughput and nothing here may be cached by strangers.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      admissionPlugin(admit),
      doingAfterwards(log),
      statuses,
      namingRequests,
    ],
    logger: { debug: () => {}, info: () => {}, warn: (text) => log.warn(text), error: (text) => log.error(text) },
  } satisfies ApolloServerOptions<Context>;
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

/** Does what a request left for when its answer is made, before the answer is sent: such as the access logs of who was read. */
const doingAfterwards = (log: Logger): ApolloServerPlugin<Context> => ({
  async requestDidStart() {
    return {
      async willSendResponse({ contextValue: { afterwards, db, requestId } }) {
        for (const work of afterwards.values()) {
          // What was read may be told all the same; that it is not noted must be.
          await work(db).catch((error: unknown) => log.error({ err: error, requestId }, 'an access was not noted'));
        }
      },
    };
  },
});

/** An outage and a cancelled statement are told by the HTTP status too, though they happened at a field. */
const statuses: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        const { errors = [] } = response.body.kind === 'single' ? response.body.singleResult : {};
        const codes = errors.map(({ extensions }) => extensions?.code);
        if (codes.includes('TIMEOUT')) response.http.status = 504;
        if (!codes.includes('SERVICE_UNAVAILABLE')) return;
        response.http.status = 503;
        response.http.headers.set('retry-after', '5');
      },
    };
  },
};
