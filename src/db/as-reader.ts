import { sql } from 'drizzle-orm';
import { PgTransaction } from 'drizzle-orm/pg-core';
import { type Db, transaction } from './client.ts';
import { query } from './rows.ts';

/**
 * Whose eyes row-level security looks with. `system` is the hub's own work: imports, matching, signing in. Of a `link` the id
 * is its grant's.
 */
export type RowReader =
  | { readonly kind: 'system' | 'administrator' | 'anyone' }
  | { readonly kind: 'learner' | 'organization' | 'employer' | 'link'; readonly id: number };

/**
 * Runs `work` in a transaction in which PostgreSQL shows of learners' tables what the reader may see, and nothing where no
 * reader was told: the second lock, beside the reader that every statement names itself. Inside another transaction it is a
 * savepoint, after which that one's reader looks again.
 *
 * @throws Error when another reader looks in the same transaction at that moment: its eyes would see the other's rows
 */
export function asReader<T>(db: Db, reader: RowReader, work: (tx: Db) => Promise<T>): Promise<T> {
  return oneAtATime(db, async (tx) => {
    const before = isTransaction(db) ? await findReader(tx) : null;
    await tellReader(tx, reader.kind, 'id' in reader ? String(reader.id) : '');
    const result = await work(tx);
    if (before) await tellReader(tx, before.kind, before.id);
    return result;
  });
}

/** Transactions in which a reader looks within that of somebody else, or of nobody. */
const lookedIn = new WeakSet<object>();

/** `transaction` that is not begun in another one before the one begun there earlier has ended; of a pool, each is its own. */
async function oneAtATime<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  if (!isTransaction(db)) return transaction(db, work);
  if (lookedIn.has(db)) throw new Error('two readers at once in one transaction: let one end before the other begins');
  lookedIn.add(db);
  try {
    return await transaction(db, work);
  } finally {
    lookedIn.delete(db);
  }
}

const isTransaction = (db: Db): boolean => db instanceof PgTransaction;

/** `asReader` for the hub's own work in a process that answers requests: it sees everybody's rows. */
export function asSystem<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return asReader(db, { kind: 'system' }, work);
}

async function findReader(tx: Db): Promise<{ kind: string; id: string }> {
  const [row] = await query<{ kind: string; id: string }>(
    tx,
    sql`select coalesce(current_setting('tessera.reader', true), '') as kind,
               coalesce(current_setting('tessera.reader_id', true), '') as id`,
  );
  return row ?? { kind: '', id: '' };
}

/** Until the end of the transaction, or of the savepoint when that is rolled back. */
async function tellReader(tx: Db, kind: string, id: string): Promise<void> {
  await tx.execute(
    sql`select set_config('tessera.reader', ${kind}, true), set_config('tessera.reader_id', ${id}, true)`,
  );
}
