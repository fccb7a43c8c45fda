import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findEmbedded } from '../../src/embedded/index.ts';
import { runCli } from '../rig/cli.ts';
import { testDatabase } from '../rig/database.ts';
import { escoFiles, uri, writeFolder, writeInto } from '../rig/esco-folder.ts';
import { until } from '../rig/hub.ts';

const CATALOGUE = 'provider_id,provider_name_en,credential_id,title_en';
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `p,Provider,c${from + index},Credential ${from + index}`);

describe('an import', () => {
  const database = testDatabase();
  const start = (...args: string[]) => runCli(['import', ...args], { DATABASE_URL: database.url });
  const summary = async (...args: string[]) => (await start(...args).ended).output;

  test('outlives the loss of its connections', async () => {
    const folder = writeFolder({ 'catalogue.csv': [CATALOGUE, ...rows(4_000)].join('\n') }, 'large');
    const run = start('--format', 'catalogue-csv', folder);
    const kill = async () =>
      (
        await database.sql`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'tessera-import' and datname = current_database()`
      ).count;
    const created = async () =>
      (await database.sql<{ created: number }[]>`select coalesce(max(created), 0)::int as created from import_run`)[0]
        ?.created ?? 0;
    for (const reached of [200, 1_000, 2_000]) {
      await until(created, (count) => count >= reached);
      expect(await kill()).toBeGreaterThan(0);
    }
    expect((await run.ended).output).toContain('COMPLETED: 4001 records seen, 4001 created');
  });

  test('leaves out the one record PostgreSQL refuses, and says why', async () => {
    const folder = writeFolder(escoFiles());
    await database.sql.unsafe(`alter table skill add constraint none_of_these check (uri <> '${uri.skill('s2')}')`);
    const output = await summary('--format', 'esco', '--framework', 'refused', folder);
    await database.sql`alter table skill drop constraint none_of_these`;
    expect(output).toContain('COMPLETED_WITH_ISSUES: 16 records seen, 12 created');
    expect(output).toMatch(
      /ERROR skills_en\.csv, line 4: the record cannot be stored: .*none_of_these.*\[RECORD_REFUSED\]/u,
    );
    // Mended, it comes in, and what depends on it.
    expect(await summary('--format', 'esco', '--framework', 'refused', folder)).toContain(
      'COMPLETED: 16 records seen, 4 created, 0 updated, 12 unchanged',
    );
  });

  test('counts the first of two equal keys, however far apart, at every reading', async () => {
    const folder = writeFolder(
      { 'catalogue.csv': [CATALOGUE, ...rows(450), 'p,Provider,c1,SECOND'].join('\n') },
      'twice',
    );
    const file = join(folder, 'catalogue.csv');
    const first = await summary('--format', 'catalogue-csv', file);
    expect(first).toContain('1 errors');
    expect(first).toMatch(/line 452: .*stands in this input twice; the first one counts \[DUPLICATE_KEY\]/u);
    expect(await summary('--format', 'catalogue-csv', file)).toContain('0 created, 0 updated');
    const [row] = await database.sql<{ title: string }[]>`
      select name ->> 'en' as title from credential where uri like '%:p:c1'`;
    expect(row?.title).toBe('Credential 1');
  });

  test('does not take everything for deleted when the input holds nothing', async () => {
    const folder = writeFolder({ 'catalogue.csv': [CATALOGUE, ...rows(3, 900)].join('\n') }, 'emptied');
    const file = join(folder, 'catalogue.csv');
    await summary('--format', 'catalogue-csv', file);
    writeInto(folder, { 'catalogue.csv': `${CATALOGUE}\n` });
    const output = await summary('--format', 'catalogue-csv', file);
    expect(output).toContain('COMPLETED_WITH_ISSUES: 0 records seen, 0 created, 0 updated, 0 unchanged, 0 gone');
    expect(output).toContain('[NOTHING_READ]');
  });

  test('told to stop, it says how to go on', async () => {
    const folder = writeFolder({ 'catalogue.csv': [CATALOGUE, ...rows(4_000, 20_000)].join('\n') }, 'stopped');
    const run = start('--format', 'catalogue-csv', folder);
    await until(
      async () => [...(await database.sql`select 1 from credential where uri like '%:p:c20001'`)].length,
      (found) => found > 0,
    );
    run.child.kill('SIGINT');
    const { status, output } = await run.ended;
    expect(status).toBe(1);
    expect(output).toMatch(/^stopped after \d+ records, which stay; run the same command again to go on\n$/u);
    expect(await summary('--format', 'catalogue-csv', folder)).toContain('COMPLETED: 4001 records seen, 4001 created');
  });
});

describe('a process that cannot go on', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tessera-hard-'));
  chmodSync(dataDir, 0o755);
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  test('told to stop while it makes the demo world, it leaves neither process nor port', async () => {
    const demo = runCli(['demo'], { TESSERA_DATA_DIR: dataDir, PORT: '0' });
    await demo.printed('Making the demo world');
    demo.child.kill('SIGINT');
    expect(await demo.ended).toMatchObject({ status: 0, signal: null });
    expect(await findEmbedded(dataDir)).toBeNull();
    // The next start goes on with it.
    const again = runCli(['demo'], { TESSERA_DATA_DIR: dataDir, PORT: '0' });
    await again.printed('Ctrl-C stops everything');
    // A third beside it would make its keys void.
    const beside = await runCli(['demo'], { TESSERA_DATA_DIR: dataDir, PORT: '0' }).ended;
    expect(beside).toMatchObject({ status: 1 });
    expect(beside.output).toContain('TESSERA_DATA_DIR: a demo runs over it already; stop it, or set another');
    again.child.kill('SIGINT');
    expect(await again.ended).toMatchObject({ status: 0 });
  });

  test.each(['api', 'start'])('%s on a port that is taken says so and stops what it started', async (command) => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const { status, output } = await runCli([command], { TESSERA_DATA_DIR: dataDir, PORT: port }).ended;
    taken.close();
    expect(status).toBe(1);
    expect(output).toContain(`PORT: ${port} is in use on 127.0.0.1; stop what listens there or set another`);
    expect(output).not.toContain('    at ');
    expect(await findEmbedded(dataDir)).toBeNull();
  });

  test('a worker that never reached its Redis ends when told to', async () => {
    const worker = runCli(['worker'], {
      TESSERA_DATA_DIR: dataDir,
      REDIS_URL: 'redis://127.0.0.1:1',
      LOG_LEVEL: 'info',
    });
    await worker.printed('workers take jobs');
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toMatchObject({ status: 0, signal: null });
    expect(await findEmbedded(dataDir)).toBeNull();
  });

  test.each([
    ['a database that is not there', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, 'The database is away'],
    [
      'an address that cannot be read',
      { DATABASE_URL: 'postgres://u:%zz@host/db' },
      'DATABASE_URL: must be an address',
    ],
    ['a data folder that is a file', { TESSERA_DATA_DIR: '/etc/hostname' }, '/etc/hostname'],
  ])('%s is told in a sentence', async (_case, environment, sentence) => {
    const { status, output } = await runCli(['migrate'], environment).ended;
    expect(status).toBe(1);
    expect(output).toContain(sentence);
    expect(output).not.toContain('    at ');
  });
});
