import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { readConfig } from '../../src/config.ts';
import { migrateDatabase } from '../../src/db/migrate.ts';
import { startEmbedded } from '../../src/embedded/index.ts';
import { createLogger } from '../../src/log.ts';
import { findFreePort } from './free-port.ts';

/** Every database of a test run; those of a run that was killed are removed by the next. */
const PREFIX = 'tessera_test_';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL that holds the migrated template; its own database is left alone. */
    readonly serverUrl: string;
    readonly template: string;
    /** Null where there is no Redis: the tests of that mode are skipped and say so. */
    readonly redisUrl: string | null;
    readonly queues: 'postgres' | 'redis';
  }
}

/** Real servers for the whole run: given ones, else the embedded PostgreSQL and Debian's redis-server. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const config = readConfig();
  const embedded = config.databaseUrl
    ? null
    : await startEmbedded({ dataDir: join(config.dataDir, 'test'), log: createLogger('warn') });
  const serverUrl = config.databaseUrl?.reveal() ?? embedded?.databaseUrl ?? '';
  const template = `${PREFIX}template_${process.pid}`;
  await withServer(serverUrl, async (sql) => {
    await dropLeftovers(sql);
    await sql`create database ${sql(template)}`;
  });
  await migrateDatabase(databaseUrlOf(serverUrl, template));
  const redis = config.redisUrl ? { url: config.redisUrl.reveal(), stop: async () => {} } : await startRedis();

  project.provide('serverUrl', serverUrl);
  project.provide('template', template);
  project.provide('redisUrl', redis?.url ?? null);
  if (!redis) process.stderr.write('redis-server is not on the path: tests of the Redis mode are skipped\n');
  return async () => {
    await withServer(serverUrl, dropLeftovers);
    await redis?.stop();
    await embedded?.stop();
  };
}

/** The address of another database on a server. */
export function databaseUrlOf(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function withServer(url: string, work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}

async function dropLeftovers(sql: postgres.Sql): Promise<void> {
  const found = await sql<{ datname: string }[]>`select datname from pg_database where datname like ${`${PREFIX}%`}`;
  for (const { datname } of found) await sql`drop database if exists ${sql(datname)} with (force)`;
}

async function startRedis(): Promise<{ url: string; stop(): Promise<void> } | null> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return null;
  const port = await findFreePort();
  const folder = mkdtempSync(join(tmpdir(), 'tessera-redis-'));
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const child: ChildProcess = spawn('redis-server', options, { stdio: 'ignore' });
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on('error', () => {});
  await client.ping();
  client.disconnect();
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      while (child.exitCode === null && child.signalCode === null) await sleep(10);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
