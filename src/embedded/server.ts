import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import type { Binaries } from './binaries.ts';
import { handOver, type Owner, spawnOptions } from './owner.ts';
import { EmbeddedError } from './platform.ts';
import { isRunning } from './users.ts';

const USER = 'tessera';
const DATABASE = 'tessera';
const STARTING_MS = 60_000;
const STOPPING_MS = 20_000;
const LARGEST_LOG_BYTES = 10_000_000;

/** One cluster and everything needed to run it. */
export interface Cluster {
  readonly binaries: Binaries;
  readonly owner: Owner | null;
  /** The cluster's own folder, `…/postgres`. */
  readonly data: string;
  readonly log: string;
  readonly password: string;
}

/** A server found by its `postmaster.pid`. */
export interface Running {
  readonly pid: number;
  readonly port: number;
}

/** Makes the cluster unless it exists. One that was half made is made anew. */
export function makeCluster({ binaries, owner, data, password }: Cluster): void {
  if (existsSync(join(data, 'PG_VERSION'))) return;
  const unfinished = `${data}.unfinished`;
  const passwordFile = `${data}.password`;
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    handOver(passwordFile, owner);
    let fault = '';
    for (const locale of locales()) {
      rmSync(unfinished, { recursive: true, force: true });
      mkdirSync(unfinished, { mode: 0o700 });
      handOver(unfinished, owner);
      const { status, stderr, error } = spawnSync(
        binaries.initdb,
        [
          ...['--pgdata', unfinished, '--username', USER, '--auth', 'scram-sha-256', '--pwfile', passwordFile],
          ...['--encoding', 'UTF8', '--locale', locale, '--no-instructions'],
          // PostgreSQL's own collation: one order of text on every platform, whatever its C library.
          ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
        ],
        { ...spawnOptions(owner, unfinished), encoding: 'utf8', timeout: STARTING_MS },
      );
      if (status === 0) {
        renameSync(unfinished, data);
        return;
      }
      fault = error?.message ?? stderr.trim();
    }
    throw new EmbeddedError(`The embedded PostgreSQL could not make its database: ${fault}.`);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/**
 * Which characters are letters is still the C library's word in pg_trgm and full-text search; under `C` they would lose
 * every accented letter, so it is the last resort.
 */
function locales(): readonly string[] {
  if (process.platform === 'win32') return ['C'];
  return process.platform === 'darwin' ? ['en_US.UTF-8', 'C'] : ['C.UTF-8', 'en_US.UTF-8', 'C'];
}

/**
 * The running server of a cluster, whoever started it. A `postmaster.pid` that names a process which is not this cluster's
 * server is removed, for PostgreSQL would refuse to start over it; one that names no process is left to PostgreSQL, which
 * also knows of backends that outlived their server.
 */
export async function findRunning({ data, password }: Pick<Cluster, 'data' | 'password'>): Promise<Running | null> {
  const deadline = Date.now() + STARTING_MS;
  while (true) {
    const stated = readPidFile(data);
    if (!stated) return null;
    if (!isRunning(stated.pid)) {
      // A process that ended but was never collected by its parent still answers to PostgreSQL's own test.
      if (isStillListed(stated.pid)) rmSync(join(data, 'postmaster.pid'), { force: true });
      return null;
    }
    if (stated.port !== null && (await answers(stated.port, data, password)))
      return { pid: stated.pid, port: stated.port };
    if (isServerOf(stated.pid, data) === false) {
      rmSync(join(data, 'postmaster.pid'), { force: true });
      return null;
    }
    if (Date.now() > deadline) {
      throw new EmbeddedError(`Process ${stated.pid} holds the database in ${data} but does not answer.`);
    }
    await sleep(100);
  }
}

/** Starts the server on a free port of 127.0.0.1 and waits until it answers. */
export async function startServer(cluster: Cluster): Promise<Running> {
  let fault = '';
  // The free port may be taken by somebody else before PostgreSQL takes it; backends of a killed server need a moment to go.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const started = await tryStart(cluster, await freePort());
    if (typeof started !== 'string') return started;
    fault = started;
    if (!/could not bind|Address already in use|shared memory block/iu.test(fault)) break;
    await sleep(300);
  }
  throw new EmbeddedError(`The embedded PostgreSQL did not start; the end of ${cluster.log} says:\n${fault}\n`);
}

async function tryStart({ binaries, owner, data, log, password }: Cluster, port: number): Promise<Running | string> {
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_LOG_BYTES) renameSync(log, `${log}.old`);
  const output = openSync(log, 'a', 0o600);
  const before = statSync(log).size;
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    // The default is for spinning disks and makes a primary key look dearer than it is.
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const child = spawn(
    binaries.postgres,
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Its own process group: Ctrl-C in the terminal must reach Node first, which then stops the server in order.
    { ...spawnOptions(owner, data), detached: true, stdio: ['ignore', output, output] },
  );
  closeSync(output);
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('exit', (code, signal) => {
    ended ??= `ended with ${signal ?? code}`;
  });
  child.unref();

  const deadline = Date.now() + STARTING_MS;
  while (Date.now() < deadline) {
    const stated = readPidFile(data);
    if (stated && stated.pid === child.pid && stated.isReady && (await answers(port, data, password))) {
      return { pid: stated.pid, port };
    }
    if (ended !== null) return `${logSince(log, before)}${ended}`;
    await sleep(20);
  }
  child.kill('SIGQUIT');
  return `${logSince(log, before)}not ready after ${STARTING_MS / 1000} s`;
}

/** Stops a server: open transactions are rolled back, and it is gone when the promise resolves. */
export async function stopServer({ binaries, owner, data }: Cluster, pid: number): Promise<void> {
  if (process.platform === 'win32') {
    // Windows has no signals: `process.kill` would end the server like a power cut.
    spawnSync(binaries.pgCtl, ['stop', '-m', 'fast', '-w', '-D', data], spawnOptions(owner, data));
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isRunning(pid)) return;
    process.kill(pid, signal);
    const deadline = Date.now() + STOPPING_MS;
    while (Date.now() < deadline) {
      if (!isRunning(pid)) return;
      await sleep(10);
    }
  }
  throw new Error(`the embedded PostgreSQL (process ${pid}) does not stop`);
}

/** Makes the application's database unless it exists. */
export async function makeDatabase({ password }: Pick<Cluster, 'password'>, port: number): Promise<void> {
  const sql = connect(port, password, 'postgres');
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (!found) await sql`create database ${sql(DATABASE)}`;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

export function databaseUrl({ password }: Pick<Cluster, 'password'>, port: number): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

/** Whether the server at a port is the one over this folder and takes our password. */
async function answers(port: number, data: string, password: string): Promise<boolean> {
  const sql = connect(port, password, 'postgres');
  try {
    const [row] = await sql<{ folder: string }[]>`select current_setting('data_directory') as folder`;
    return row?.folder === data || process.platform === 'win32';
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function connect(port: number, password: string, database: string): postgres.Sql {
  return postgres({
    ...{ host: '127.0.0.1', port, username: USER, password, database },
    ...{ max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => {} },
  });
}

interface PidFile {
  readonly pid: number;
  /** Null while the server has not chosen one. */
  readonly port: number | null;
  readonly isReady: boolean;
}

function readPidFile(data: string): PidFile | null {
  let lines: string[];
  try {
    lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: port > 0 ? port : null, isReady: lines[7]?.trim() === 'ready' };
}

/** Whether a process is the server over a folder: it stands in that folder. Null where the system cannot say. */
function isServerOf(pid: number, data: string): boolean | null {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === data;
    } catch {
      // Another user's process, and PostgreSQL over this folder runs as ours.
      return false;
    }
  }
  if (process.platform === 'win32') return null;
  const { stdout, status } = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
  return status === 0 ? stdout.includes(data) : null;
}

function isStillListed(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

function logSince(log: string, offset: number): string {
  return readFileSync(log).subarray(offset).toString('utf8').slice(-2000);
}
