import { Extensions } from 'type-graphql';
import type { Result } from '../problem.ts';
import type { Context } from './context.ts';

/** What a mutation does before its transaction is opened; a problem ends it there. */
export type Prepare = (input: never, context: Context) => Promise<Result<unknown>>;

/**
 * For a mutation that waits for somebody else, such as for another host: `prepare` runs before the transaction is opened, since
 * none is to be held open meanwhile. What it returns the resolver takes with `preparedOf`. It must change nothing: the
 * transaction may still be refused.
 */
export function PreparedBy<Input>(
  prepare: (input: Input, context: Context) => Promise<Result<unknown>>,
): MethodDecorator {
  return Extensions({ prepare }) as MethodDecorator;
}

/** What the mutation's `prepare` returned. */
export function preparedOf<T>({ prepared }: Context): T {
  return prepared as T;
}
