import type { ApolloServerPlugin } from '@apollo/server';
import type { Context } from '../graphql/context.ts';
import type { Admit } from './admission.ts';
import { refusal } from './refusal.ts';

/** Asks admission for each operation over HTTP, and tells what it took: `extensions.cost` and the headers `x-ratelimit-*`. */
export function admissionPlugin(admit: Admit): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ schema, document, operation, request, contextValue }) {
          const { operationName, variables } = request;
          if (operation?.operation === 'subscription') {
            const message =
              'one answer is no subscription; subscribe at /graphql/stream, or at /graphql over WebSocket';
            throw refusal('BAD_USER_INPUT', message, { status: 400 });
          }
          await admit({ schema, document, operationName, variables }, contextValue);
        },
        async willSendResponse({ response, contextValue: { spending } }) {
          if (!spending) return;
          const { nodes, points, budget } = spending;
          if (response.body.kind === 'single') {
            const { singleResult } = response.body;
            singleResult.extensions = { ...singleResult.extensions, cost: { nodes, points } };
          }
          if (!budget) return;
          const { headers } = response.http;
          headers.set('x-ratelimit-limit', String(budget.limit));
          headers.set('x-ratelimit-remaining', String(budget.remaining));
          headers.set('x-ratelimit-used', String(budget.used));
          headers.set('x-ratelimit-reset', String(Math.ceil(budget.resetsAt.getTime() / 1_000)));
        },
      };
    },
  };
}
