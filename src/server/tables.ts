import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core';

/** What clients have taken from their budgets of points, where no Redis counts it; a row a client, gone an hour after its end. */
export const budget = pgTable('budget', {
  key: text().primaryKey(),
  points: integer().notNull().default(0),
  /** Milliseconds since 1970 at which the count begins anew. */
  expire: bigint({ mode: 'number' }),
});
