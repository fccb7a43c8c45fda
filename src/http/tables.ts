import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes, instant } from '../db/columns.ts';

/** What an address of somebody else's last answered, for all processes: status lists, keys, hosted badges. */
export const fetchedAnswer = pgTable(
  'fetched_answer',
  {
    /** SHA-256 of what was asked for, address and media type: addresses may be longer than an index takes. */
    key: text().primaryKey(),
    /** The address that answered, behind redirects. */
    url: text().notNull(),
    body: bytes().notNull(),
    fetchedAt: instant().notNull(),
  },
  (t) => [index().on(t.fetchedAt)],
);
