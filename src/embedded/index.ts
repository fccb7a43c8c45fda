import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../log.ts';
import { prepareBinaries } from './binaries.ts';
import { findHome, findOwner, makeDataDir } from './owner.ts';
import {
  type Cluster,
  databaseUrl,
  findRunning,
  makeCluster,
  makeDatabase,
  startServer,
  stopServer,
} from './server.ts';
import { openUsers } from './users.ts';

export { EmbeddedError } from './platform.ts';

/** The embedded PostgreSQL, in use by this process. */
export interface Embedded {
  /** Names the superuser `tessera` and holds its password: never log it. */
  readonly databaseUrl: string;
  /** Ends this process's use; the last live user's stop also stops the server. Close all connections first. */
  stop(): Promise<void>;
}

/**
 * The PostgreSQL of a data folder: made on first use, started when it does not run, shared by every process that asks for
 * the same folder. A server that outlived its process is taken over.
 *
 * @param dataDir  made when missing; holds `postgres/`, `postgres.log`, `postgres-password` and `users/`
 * @throws EmbeddedError when PostgreSQL cannot be run here, with the way out
 */
export async function startEmbedded({ dataDir, log }: { dataDir: string; log: Logger }): Promise<Embedded> {
  const folder = makeDataDir(dataDir);
  const users = openUsers(folder);

  return await users.exclusively(async () => {
    const leave = users.join();
    try {
      const owner = findOwner();
      const home = findHome(folder, owner);
      if (home.isElsewhere) {
        log.warn(
          { dataDir: folder, folder: home.folder },
          `PostgreSQL must not run as root, and its user cannot reach the data folder: the database lies in ${home.folder}`,
        );
      }
      const cluster: Cluster = {
        binaries: prepareBinaries(home.folder, owner, log),
        owner,
        data: join(home.folder, 'postgres'),
        log: join(folder, 'postgres.log'),
        password: readOrMakePassword(folder),
      };
      makeCluster(cluster);
      const found = await findRunning(cluster);
      const server = found ?? (await startServer(cluster));
      await makeDatabase(cluster, server.port);
      log.info(
        { dataDir: folder, port: server.port, pid: server.pid },
        found ? 'joined the embedded PostgreSQL' : 'started the embedded PostgreSQL',
      );

      let stopping: Promise<void> | null = null;
      const stop = () =>
        users.exclusively(async () => {
          leave();
          if (!users.isEmpty()) return;
          const running = await findRunning(cluster);
          if (running) await stopServer(cluster, running.pid);
        });
      return {
        databaseUrl: databaseUrl(cluster, server.port),
        stop: () => {
          stopping ??= stop();
          return stopping;
        },
      };
    } catch (error) {
      leave();
      throw error;
    }
  });
}

/** The address of a data folder's server when one runs, or null. Starts nothing and is not counted as a user. */
export async function findEmbedded(dataDir: string): Promise<string | null> {
  if (!existsSync(join(dataDir, 'postgres-password'))) return null;
  const folder = realpathSync(dataDir);
  const cluster = {
    data: join(findHome(folder, findOwner()).folder, 'postgres'),
    password: readOrMakePassword(folder),
  };
  const running = await findRunning(cluster);
  return running && databaseUrl(cluster, running.port);
}

function readOrMakePassword(dataDir: string): string {
  const file = join(dataDir, 'postgres-password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
}
