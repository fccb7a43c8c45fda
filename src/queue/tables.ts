import { sql } from 'drizzle-orm';
import { boolean, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant, json } from '../db/columns.ts';

/** What tells this database from any other, where several hubs share a Redis; one row. */
export const installation = pgTable('installation', {
  isOnly: boolean().primaryKey().default(true),
  name: uuid().notNull().defaultRandom(),
});

/**
 * A job someone's transaction asked for. Written with the change that caused it, handed to BullMQ by the relay, deleted
 * when the job is done. A row that was sent long ago and is still here is sent again: losing all of Redis loses nothing.
 */
export const outbox = pgTable(
  'outbox',
  {
    id: identity().primaryKey(),
    job: text().notNull(),
    /** Rows of one job with equal keys that are not yet sent are one piece of work. */
    key: text().notNull(),
    payload: json<unknown>().notNull(),
    createdAt: createdAt(),
    sentAt: instant(),
    /** Set when the job failed for good; the row stays as its record. */
    failedAt: instant(),
    failure: json<{ code: string; message: string }>(),
  },
  (t) => [
    uniqueIndex('outbox_unsent').on(t.job, t.key).where(sql`${t.sentAt} is null and ${t.failedAt} is null`),
    index('outbox_sent').on(t.sentAt).where(sql`${t.failedAt} is null`),
  ],
);
