import { isNull, sql } from 'drizzle-orm';
import type { Secret } from '../config.ts';
import type { Db } from '../db/client.ts';
import { transaction } from '../db/client.ts';
import { makeKeyPair } from '../verification/index.ts';
import type { PublishedKey } from './did.ts';
import { sealKey } from './seal-key.ts';
import { signingKey } from './tables.ts';

/**
 * Makes a new key to sign with and retires the one before, whose private part is dropped. Run it as the system. Two at once take
 * turns, so that one key is live after both.
 */
export async function rotateSigningKey(db: Db, secret: Secret): Promise<PublishedKey> {
  const pair = await makeKeyPair();
  return transaction(db, async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('tessera signing key', 0))`);
    // Of the statement and not of the transaction: that began before the other one let go.
    const retiredAt = sql`statement_timestamp()`;
    await tx.update(signingKey).set({ sealed: null, retiredAt }).where(isNull(signingKey.retiredAt));
    const { publicKeyMultibase } = pair;
    const [made] = await tx
      .insert(signingKey)
      .values({ publicKeyMultibase, sealed: sealKey(secret, pair), createdAt: retiredAt })
      .returning();
    if (!made) throw new Error('the new signing key was not written');
    return made;
  });
}
