import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt } from '../db/columns.ts';

/** What clients have taken from their budgets of points, where no Redis counts it; a row a client, gone an hour after its end. */
export const budget = pgTable('budget', {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  /** Milliseconds since 1970 at which the count begins anew. */
  expire: bigint({ mode: 'number' }),
});

/**
 * What a mutation with an idempotency key answered, for a day: asked again it is told, and not done, again. A principal and
 * a key are one row, written in the mutation's own transaction.
 */
export const mutationAnswer = pgTable(
  'mutation_answer',
  {
    /** Whose key it is: `client 7`, `account 7 as …`, `administrator`. */
    principal: text().notNull(),
    /** Derived from the client's key, which is not stored. */
    keyHash: text().notNull(),
    mutation: text().notNull(),
    /** Tells other arguments from these, and does not tell these. */
    argumentsHash: text().notNull(),
    /** Sealed under the client's key; empty only inside the transaction that answers. */
    answer: text().notNull().default(''),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.principal, t.keyHash] }), index().on(t.createdAt)],
);
