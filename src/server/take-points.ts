import type { Context } from '../graphql/context.ts';
import type { Balance, Budget } from './budget.ts';
import { refusal } from './refusal.ts';

/** Points an hour. */
export interface Allowance {
  readonly withKey: number;
  readonly anonymous: number;
}

/**
 * Takes what a request costs from its client's budget; `told` hears what that leaves before a refusal is thrown. Null for who
 * has no budget to keep to.
 *
 * @throws GraphQLError RATE_LIMITED, with its HTTP status
 */
export type TakePoints = (
  context: Pick<Context, 'client' | 'viewer'>,
  points: number,
  told?: (balance: Balance) => void,
) => Promise<void>;

export function pointsTaker(budget: Budget, allowance: Allowance): TakePoints {
  return async ({ client, viewer }, points, told = () => {}) => {
    if (client === null) return;
    const limit = viewer.role === 'ANONYMOUS' ? allowance.anonymous : allowance.withKey;
    const balance = await budget.take(client, points, limit);
    told(balance);
    if (balance.isEnough) return;
    const seconds = Math.max(1, Math.ceil((balance.resetsAt.getTime() - Date.now()) / 1_000));
    const message = `this takes ${points} of ${limit} points an hour, ${balance.remaining} are left; come back in ${seconds} s`;
    throw refusal('RATE_LIMITED', message, { status: 429, retryAfter: seconds });
  };
}
