import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, createdAt, instant, reference } from '../db/columns.ts';
import type { LearnerId } from '../db/ids.ts';
import { learner } from '../learners/tables.ts';

/** A file left here over HTTP, for a mutation to name; gone after a day. Its id is as hard to guess as a key. */
export const upload = pgTable(
  'upload',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Who left it, and alone may name it: a principal. */
    owner: text().notNull(),
    /** The learner who left it; null for anybody else's. */
    learnerId: reference<LearnerId>().references(() => learner.id, { onDelete: 'cascade' }),
    /** Bytes; null until all have come. */
    size: reference<number>(),
    expiresAt: instant().notNull(),
    createdAt: createdAt(),
  },
  (t) => [index().on(t.expiresAt), index().on(t.learnerId)],
);

/** A piece of an upload, in the order they came. */
export const uploadPart = pgTable(
  'upload_part',
  {
    uploadId: uuid()
      .notNull()
      .references(() => upload.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    bytes: bytes().notNull(),
  },
  (t) => [primaryKey({ columns: [t.uploadId, t.position] })],
);
