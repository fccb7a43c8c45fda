import type { ApolloServerPlugin } from '@apollo/server';
import type { Context } from '../graphql/context.ts';
import { ProblemError } from '../problem.ts';
import type { Balance, Budget } from './budget.ts';
import { type Cost, costOf } from './limits.ts';
import { refusal } from './refusal.ts';

/** Points an hour. */
export interface Allowance {
  readonly withKey: number;
  readonly anonymous: number;
}

/**
 * Counts every operation's cost before it runs, refuses what may touch too much or is beyond the client's budget, and tells
 * both in the answer: `extensions.cost` and the headers `x-ratelimit-*`.
 */
export function costPlugin(budget: Budget, allowance: Allowance): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      let cost: Cost | undefined;
      let balance: Balance | undefined;
      return {
        async didResolveOperation({ schema, document, request, contextValue }) {
          try {
            cost = costOf(schema, document, request.operationName, request.variables ?? {});
          } catch (error) {
            if (error instanceof ProblemError) throw refusal(error.problem.code, error.message, { status: 400 });
            // A variable or argument that is no value of its type: told here as execution would tell it.
            throw refusal('BAD_USER_INPUT', error instanceof Error ? error.message : String(error), { status: 400 });
          }
          const { client, viewer } = contextValue;
          if (client === null) return;
          const limit = viewer.role === 'ANONYMOUS' ? allowance.anonymous : allowance.withKey;
          balance = await budget.take(client, cost.points, limit);
          if (balance.isEnough) return;
          const seconds = Math.max(1, Math.ceil((balance.resetsAt.getTime() - Date.now()) / 1_000));
          const message = `this takes ${cost.points} of ${limit} points an hour, ${balance.remaining} are left; come back in ${seconds} s`;
          throw refusal('RATE_LIMITED', message, { status: 429, retryAfter: seconds });
        },
        async willSendResponse({ response }) {
          if (cost && response.body.kind === 'single') {
            const { singleResult } = response.body;
            singleResult.extensions = { ...singleResult.extensions, cost };
          }
          if (!balance) return;
          const { headers } = response.http;
          headers.set('x-ratelimit-limit', String(balance.limit));
          headers.set('x-ratelimit-remaining', String(balance.remaining));
          headers.set('x-ratelimit-used', String(balance.used));
          headers.set('x-ratelimit-reset', String(Math.ceil(balance.resetsAt.getTime() / 1_000)));
        },
      };
    },
  };
}
