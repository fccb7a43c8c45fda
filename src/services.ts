import type { Config } from './config.ts';
import { checkLocks } from './db/check-locks.ts';
import { createDatabase, type Database } from './db/client.ts';
import { migrateDatabase } from './db/migrate.ts';
import { startEmbedded } from './embedded/index.ts';
import type { Logger } from './log.ts';
import { createQueueBackend, type QueueBackend } from './queue/backend.ts';
import { findNamespace } from './queue/find-namespace.ts';

/** PostgreSQL and the queues, given or embedded, ready to be used by a process. */
export interface Services {
  readonly databaseUrl: string;
  readonly database: Database;
  readonly queues: QueueBackend;
  /** Closes connections, then the embedded server unless another process uses it. */
  close(): Promise<void>;
}

/**
 * Opens what a process stands on: the PostgreSQL of `DATABASE_URL`, or the embedded one of `TESSERA_DATA_DIR` (started, or
 * joined where it runs), brought up to this release's schema; and the queues of `REDIS_URL`, or in that same PostgreSQL.
 *
 * @param as  whose statements they are: answers to requests, which are cancelled when they take too long, or the hub's own work
 * @throws EmbeddedError where no embedded PostgreSQL can run; OpenLocks where learners' data is not locked
 */
export async function openServices(
  config: Config,
  log: Logger,
  applicationName: string,
  as: 'requests' | 'system',
): Promise<Services> {
  const embedded = config.databaseUrl ? null : await startEmbedded({ dataDir: config.dataDir, log });
  const databaseUrl = config.databaseUrl?.reveal() ?? embedded?.databaseUrl ?? '';
  const database = createDatabase(databaseUrl, {
    ...{ max: config.databasePool, applicationName, as },
    ...(as === 'requests' && { statementTimeoutMs: config.statementTimeoutMs }),
  });
  try {
    const applied = await migrateDatabase(databaseUrl);
    if (applied > 0) log.info({ applied }, 'migrated the database');
    await checkLocks(database.db);
    const namespace = await findNamespace(database.db);
    const queues = createQueueBackend({ databaseUrl, redisUrl: config.redisUrl?.reveal(), namespace });
    return {
      databaseUrl,
      database,
      queues,
      async close() {
        await database.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await database.close();
    await embedded?.stop();
    throw error;
  }
}
