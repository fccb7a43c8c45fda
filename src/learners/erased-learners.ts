import { createHmac } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import { erasedLearner, erasureSecret } from './tables.ts';

/** A name somebody is known by: the key of their portal, or an address or DID badges are issued to. */
export interface ErasedName {
  readonly type: string;
  readonly value: string;
}

/**
 * What is kept of a name. Without a secret, whoever reads the table could try addresses until one fits. The secret lies in the
 * same database: one outside of it, once lost, would let everybody erased come back.
 */
function hashErased(secret: string, { type, value }: ErasedName): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([type, value.trim().toLowerCase()]))
    .digest('hex');
}

async function findSecret(db: Db): Promise<string> {
  await db.insert(erasureSecret).values({}).onConflictDoNothing();
  const [row] = await db.select({ secret: erasureSecret.secret }).from(erasureSecret);
  if (!row) throw new Error('the secret of erasures was not written');
  return row.secret;
}

/** Notes that whoever is known by these names was erased. */
export async function recordErased(db: Db, names: readonly ErasedName[]): Promise<void> {
  const secret = await findSecret(db);
  const rows = names.map((name) => ({ hash: hashErased(secret, name) }));
  if (rows.length > 0) await db.insert(erasedLearner).values(rows).onConflictDoNothing();
}

/** Those of the names that somebody erased was known by. */
export async function findErased<N extends ErasedName>(db: Db, names: readonly N[]): Promise<N[]> {
  if (names.length === 0) return [];
  const secret = await findSecret(db);
  const byHash = new Map(names.map((name) => [hashErased(secret, name), name]));
  const found = await db
    .select({ hash: erasedLearner.hash })
    .from(erasedLearner)
    .where(inArray(erasedLearner.hash, [...byHash.keys()]));
  return found.flatMap(({ hash }) => byHash.get(hash) ?? []);
}

/** Forgets that they were erased: for somebody who asked to come back. */
export async function forgetErased(db: Db, names: readonly ErasedName[]): Promise<void> {
  const secret = await findSecret(db);
  const hashes = names.map((name) => hashErased(secret, name));
  if (hashes.length > 0) await db.delete(erasedLearner).where(inArray(erasedLearner.hash, hashes));
}
