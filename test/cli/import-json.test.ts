import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../rig/cli.ts';
import { testDatabase } from '../rig/database.ts';
import { escoFiles, writeFolder, writeInto } from '../rig/esco-folder.ts';
import { until } from '../rig/hub.ts';
import { hubContents } from '../rig/hub-contents.ts';
import { catalogueTable } from '../rig/large-input.ts';

const database = testDatabase();
const HEADER = 'provider_id,provider_name_en,credential_id,title_en,cost';

const start = (...args: string[]) => runCli(['import', ...args], { DATABASE_URL: database.url });

async function importJson(...args: string[]) {
  const run = start('--json', ...args);
  let stdout = '';
  run.child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  const { status } = await run.ended;
  return {
    status,
    lines: stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  };
}

test('several paths print a line of JSON each and nothing else, in their order, also those that cannot be begun with', async () => {
  const esco = writeFolder(escoFiles());
  const catalogue = writeFolder({ 'c.csv': `${HEADER}\nj,J,a,A,much\nj,J,,Nameless,1\n` }, 'json');
  const unknown = writeFolder({ 'x.txt': 'words' }, 'unknown');
  const noHeader = writeFolder({ 'c.csv': 'one,two\n1,2\n' }, 'no-header');
  const noCounts = { seen: 0, created: 0, updated: 0, unchanged: 0, tombstoned: 0, issues: 0, warnings: 0 };
  const seconds = expect.any(Number);
  expect(await importJson(esco, unknown, catalogue)).toEqual({
    status: 1,
    lines: [
      {
        ...{ path: esco, format: 'esco', state: 'COMPLETED', ...noCounts, seen: 16, created: 16 },
        ...{ seconds, dryRun: false },
      },
      {
        ...{ path: unknown, format: null, state: 'FAILED', ...noCounts, seconds, dryRun: false },
        failure: { code: 'FORMAT_UNRECOGNISED', message: expect.stringContaining('no format recognises') },
      },
      {
        ...{ path: catalogue, format: 'catalogue-csv', state: 'COMPLETED_WITH_ISSUES', ...noCounts },
        ...{ seen: 3, created: 2, issues: 1, warnings: 1, seconds, dryRun: false },
      },
    ],
  });
  expect(await importJson('--format', 'catalogue-csv', noHeader)).toEqual({
    status: 1,
    lines: [
      {
        ...{ path: noHeader, format: 'catalogue-csv', state: 'FAILED', ...noCounts, issues: 4, seconds, dryRun: false },
        failure: { code: 'HEADER_INVALID', message: expect.stringContaining('c.csv') },
      },
    ],
  });
});

test('a dry run changes nothing, and the run after it has the counters it told', async () => {
  const location = writeFolder({ 'c.csv': catalogueTable(300, 'dry') }, 'dry');
  const before = await hubContents(database.sql);
  const dry = await importJson('--dry-run', location);
  expect(await hubContents(database.sql)).toEqual(before);
  const real = await importJson(location);
  const without = ({ seconds: _, dryRun: __, ...line }: Record<string, unknown>) => line;
  expect([dry.lines[0].dryRun, real.lines[0].dryRun]).toEqual([true, false]);
  expect(without(dry.lines[0])).toEqual(without(real.lines[0]));
});

test('a dry run that is stopped is over, and says that nothing was changed', async () => {
  const location = writeFolder({ 'c.csv': catalogueTable(4_000, 'stopped') }, 'stopped-dry');
  const run = start('--dry-run', location);
  await until(
    async () => [
      ...(await database.sql`select 1 from import_run where mode = 'DRY_RUN' and seen > 200 and ended_at is null`),
    ],
    ({ length }) => length > 0,
  );
  run.child.kill('SIGINT');
  expect(await run.ended).toMatchObject({ status: 1, output: 'stopped; nothing was changed\n' });
  const [row] = await database.sql`select state from import_run where mode = 'DRY_RUN' order by id desc limit 1`;
  expect(row).toEqual({ state: 'CANCELLED' });
});

test('issues are written as a table, and what was left out comes in once it is mended', async () => {
  const location = writeFolder({ 'c.csv': `${HEADER}\nm,M,a,A,=2\nm,M,,Nameless,1\n` }, 'mended');
  const table = join(location, '..', 'issues.csv');
  expect((await importJson('--issues', table, location)).lines[0]).toMatchObject({ issues: 1, warnings: 1 });
  expect(readFileSync(table, 'utf8').split('\r\n')).toEqual([
    'severity,code,file,line,column,pointer,message,raw',
    `WARNING,FIELD_INVALID,c.csv,2,cost,,"""=2"" is not an amount; write it like 325.00",'=2`,
    'ERROR,FIELD_MISSING,c.csv,3,credential_id,,credential_id is empty; every row needs it,',
    '',
  ]);
  writeInto(location, { 'c.csv': `${HEADER}\nm,M,a,A,=2\nm,M,n,Nameless,1\n` });
  expect((await importJson('--only-failed', location)).lines[0]).toMatchObject({
    ...{ state: 'COMPLETED', seen: 1, created: 1, tombstoned: 0, issues: 0, warnings: 0 },
  });
});

test.each([
  ['a dry run of what was left out', ['--dry-run', '--only-failed', '/x'], 'state one of --dry-run and --only-failed'],
  ['one table for several paths', ['--issues', '/x.csv', '/x', '/y'], '--issues takes the issues of one path'],
])('%s is refused with a sentence', async (_case, args, sentence) => {
  expect(await start(...args).ended).toMatchObject({ status: 1, output: `${sentence}\n` });
});

test('a folder of several formats is read file by file, with the folders inside it; a package of one format stays whole', async () => {
  const name = 'mixed';
  const folder = writeFolder({ '1.csv': `${HEADER}\nm,M,a,A,1\n`, '2.txt': 'words', 'v.json': '{' }, name);
  const packed = join(folder, 'esco-9.9.9');
  mkdirSync(packed);
  writeInto(packed, { ...escoFiles(), 'notes.csv': `${HEADER}\nn,N,a,A,1\n` });
  mkdirSync(join(folder, 'empty'));
  const { lines } = await importJson('--dry-run', folder);
  expect(lines.map(({ path, format }) => [path, format])).toEqual([
    [join(folder, '1.csv'), 'catalogue-csv'],
    [join(folder, '2.txt'), null],
    [join(folder, 'v.json'), null],
    [join(folder, 'empty'), null],
    [packed, 'esco'],
  ]);
});
