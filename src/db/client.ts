import { setTimeout as sleep } from 'node:timers/promises';
import type { PgDatabase } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import { databaseCode, guardTransactions, isConnectionLost } from './guard.ts';
import { countRepeated, prepareRepeated } from './prepare-repeated.ts';

export { databaseCode, isCancelled, isConnectionLost } from './guard.ts';

/** A pool or an open transaction; no function asks which. Whoever opens a transaction owns it. */
export type Db = PgDatabase<PostgresJsQueryResultHKT, Record<string, never>>;

/** The process's way to PostgreSQL, made once by a root and passed down. */
export interface Database {
  readonly db: Db;
  /** The driver under it, for LISTEN and COPY. Its transactions are guarded too. */
  readonly sql: Sql;
  /**
   * A connection outside the pool, opened by its first statement: for what lasts longer than a statement and must die with
   * its connection, such as a lock. Whoever asks for it ends it.
   */
  session(): Sql;
  /** Waits for statements in flight, at most 5 s, then closes all connections. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections at most; 10 unless told. */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName?: string;
  /**
   * As whom statements are sent. `requests` sees of learners nothing until `asReader` says for whom; `system` is the hub's
   * own work and sees everybody; both are held to row-level security. `owner` made the tables: for migrations, and for
   * tests that build a world.
   */
  readonly as?: 'requests' | 'system' | 'owner';
  /**
   * Milliseconds after which PostgreSQL cancels a statement, and ends a session that leaves a transaction idle; without it
   * neither is bounded.
   */
  readonly statementTimeoutMs?: number;
  /** Told the text of every statement sent, for counting them. */
  readonly onStatement?: (text: string) => void;
}

/** What a connection is told at its start. The role can neither bypass row-level security nor owns a table. */
const ROLES = {
  requests: { role: 'tessera_runtime' },
  system: { role: 'tessera_runtime', 'tessera.reader': 'system' },
  owner: {},
} as const;

/** Opens no connection until the first statement. */
export function createDatabase(url: string, options: DatabaseOptions = {}): Database {
  const common = {
    onnotice: () => {},
    // The driver asks a new connection for its array types and nobody hears of it when that fails: a backend killed at that
    // moment ends the process. Arrays of columns are read by Drizzle; a statement of ours that returns a list returns JSON.
    fetch_types: false,
    // After an outage the next try comes at once, not after the driver's growing pause of up to 20 s.
    backoff: (failures: number) => Math.min(failures * 0.1, 1),
    connection: {
      application_name: options.applicationName ?? 'tessera',
      ...ROLES[options.as ?? 'owner'],
      ...(options.statementTimeoutMs !== undefined && {
        statement_timeout: options.statementTimeoutMs,
        idle_in_transaction_session_timeout: options.statementTimeoutMs,
      }),
    },
    ...(options.onStatement && { debug: (_connection: number, text: string) => options.onStatement?.(text) }),
  };
  const client = postgres(url, { ...common, max: options.max ?? 10 });
  const isPrepared = countRepeated();
  guardTransactions(client, isPrepared);
  prepareRepeated(client, isPrepared);
  return {
    db: drizzle(client, { casing: 'snake_case' }) as unknown as Db,
    sql: client,
    session: () => postgres(url, { ...common, max: 1 }),
    close: () => client.end({ timeout: 5 }),
  };
}

/** Deadlock and serialisation failure: PostgreSQL undid the transaction and asks for it again. */
const CONFLICT_CODES = new Set(['40001', '40P01']);

/**
 * Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. Inside another transaction it is
 * a savepoint of that one.
 *
 * @param options.attempts  how often the whole is tried when the connection is lost or PostgreSQL reports a conflict; more
 *   than 1 (the default) only for work that may run twice, since a commit whose answer was lost may have happened
 */
export async function transaction<T>(
  db: Db,
  work: (tx: Db) => Promise<T>,
  options: { readonly attempts?: number } = {},
): Promise<T> {
  const attempts = options.attempts ?? 1;
  for (let attempt = 1; ; attempt += 1) {
    let hasBegun = false;
    try {
      return await db.transaction((tx) => {
        hasBegun = true;
        return work(tx as unknown as Db);
      });
    } catch (error) {
      const isTransient = isConnectionLost(error) || CONFLICT_CODES.has(databaseCode(error) ?? '');
      // A pool hands out a dead connection once; a BEGIN that failed did nothing, so it may always be repeated.
      const limit = hasBegun ? attempts : Math.max(attempts, 3);
      if (!isTransient || attempt >= limit) throw error;
      await sleep(50 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}
