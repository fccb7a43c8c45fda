import { customType, index, integer, pgEnum, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, reference } from '../db/columns.ts';
import type { ImportRunId } from '../db/ids.ts';
import { FEED_NOUNS } from './noun.ts';

export const feedNoun = pgEnum('feed_noun', FEED_NOUNS);

/** A transaction's number, which never wraps; as text, since it may pass what a number holds. */
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

/**
 * A stretch of time in which transaction numbers of one PostgreSQL count on. A restored dump, a copied database and a server
 * that took over begin another: places in the feed that were handed out before mean nothing then.
 */
export const changeEra = pgTable('change_era', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  /** What `tessera_incarnation()` told when it began. */
  incarnation: text().notNull(),
  openedAt: createdAt(),
});

/**
 * That something the hub publishes was changed, by which transaction. Written by triggers (`tessera_follow_noun`,
 * `tessera_follow_part`) in that transaction, so that nothing can be forgotten; a newer row of the same thing takes the place of
 * those before it, so that there are hardly more rows than things. What it became is read from its own table when it is told.
 */
export const change = pgTable(
  'change',
  {
    era: integer().notNull(),
    /** The transaction. Numbers are given out at a transaction's first write, and commit in any order. */
    xid: xid8().notNull(),
    noun: feedNoun().notNull(),
    nounId: reference().notNull(),
    /** Its identity, where its row was deleted and can no longer tell. */
    uri: text(),
    /** When the transaction began. */
    changedAt: createdAt(),
    /** The import run it came through; null for what was changed otherwise. */
    runId: reference<ImportRunId>(),
  },
  (t) => [primaryKey({ columns: [t.era, t.xid, t.noun, t.nounId] }), index('change_of_noun').on(t.noun, t.nounId)],
);
