import type { Context } from '../graphql/context.ts';
import type { Asked } from './asked.ts';
import type { Budget } from './budget.ts';
import { examine } from './examine.ts';
import { refusal } from './refusal.ts';
import { refuseForbidden } from './rights.ts';

/** Points an hour. */
export interface Allowance {
  readonly withKey: number;
  readonly anonymous: number;
}

/**
 * Lets an operation in or refuses it as a whole, whichever way it came: values no field can take, fields its sender may not
 * select, more than may be touched, more than is left of the client's budget. What it takes is told in `context.spending`.
 *
 * @throws GraphQLError BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, DOCUMENT_TOO_LARGE or RATE_LIMITED, with its HTTP status
 */
export type Admit = (asked: Asked, context: Context) => Promise<void>;

/** Takes points of the client's budget, for what is asked of the hub beside its GraphQL. @throws as `Admit` does */
export type Spend = (context: Context, points: number) => Promise<void>;

export function spending(budget: Budget, allowance: Allowance): Spend {
  return async (context, points) => {
    const { client, viewer } = context;
    if (client === null) return;
    const limit = viewer.role === 'ANONYMOUS' ? allowance.anonymous : allowance.withKey;
    const balance = await budget.take(client, points, limit);
    context.spending = { nodes: context.spending?.nodes ?? 0, points, budget: balance };
    if (balance.isEnough) return;
    const seconds = Math.max(1, Math.ceil((balance.resetsAt.getTime() - Date.now()) / 1_000));
    const message = `this takes ${points} of ${limit} points an hour, ${balance.remaining} are left; come back in ${seconds} s`;
    throw refusal('RATE_LIMITED', message, { status: 429, retryAfter: seconds });
  };
}

/** The one door to the API: over HTTP, over server-sent events and over WebSocket. */
export function admission(spend: Spend): Admit {
  return async (asked, context) => {
    const examined = examine(asked);
    refuseForbidden(examined.restricted, context.viewer);
    const cost = examined.cost();
    context.spending = { ...cost, budget: null };
    await spend(context, cost.points);
  };
}
