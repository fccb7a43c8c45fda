import type { Context } from '../graphql/context.ts';
import type { Asked } from './asked.ts';
import { examine } from './examine.ts';
import { refuseForbidden } from './rights.ts';
import type { TakePoints } from './take-points.ts';

/**
 * Lets an operation in or refuses it as a whole, whichever way it came: values no field can take, fields its sender may not
 * select, more than may be touched, more than is left of the client's budget. What it takes is told in `context.spending`.
 *
 * @throws GraphQLError BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN, DOCUMENT_TOO_LARGE or RATE_LIMITED, with its HTTP status
 */
export type Admit = (asked: Asked, context: Context) => Promise<void>;

/** The one door to the API: over HTTP, over server-sent events and over WebSocket. */
export function admission(takePoints: TakePoints): Admit {
  return async (asked, context) => {
    const examined = examine(asked);
    refuseForbidden(examined.restricted, context.viewer);
    const cost = examined.cost();
    context.spending = { ...cost, budget: null };
    await takePoints(context, cost.points, (budget) => {
      context.spending = { ...cost, budget };
    });
  };
}
