import { sql } from 'drizzle-orm';
import { check, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, identity, instant } from '../db/columns.ts';

/**
 * A key the hub signs with, or once did. One at most is live; of the others the public part alone is kept, so that what they
 * signed can still be checked and nothing more is signed with them.
 */
export const signingKey = pgTable(
  'signing_key',
  {
    id: identity().primaryKey(),
    /** As a Multikey states it. Source: Controlled Identifiers 1.0, 2.2.2. */
    publicKeyMultibase: text().notNull().unique('signing_key_public_key'),
    /** The private part, sealed under the secret of the settings; null once it is retired. */
    sealed: text(),
    createdAt: createdAt(),
    retiredAt: instant(),
  },
  (t) => [
    uniqueIndex('signing_key_one_is_live').on(sql`(true)`).where(sql`${t.retiredAt} is null`),
    check('signing_key_sealed_while_live', sql`(${t.sealed} is null) = (${t.retiredAt} is not null)`),
  ],
);
