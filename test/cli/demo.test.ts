import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, expect, test } from 'vitest';
import { findEmbedded } from '../../src/embedded/index.ts';
import { runCli } from '../rig/cli.ts';
import { until } from '../rig/hub.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tessera-demo-'));
chmodSync(dataDir, 0o755);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const READY = 'Ctrl-C stops everything';
const demo = () => runCli(['demo'], { TESSERA_DATA_DIR: dataDir, PORT: '0' });

function found(output: string, pattern: RegExp): string {
  const [, value] = pattern.exec(output) ?? [];
  if (value === undefined) throw new Error(`${pattern} is not in\n${output}`);
  return value;
}

async function ask(output: string, query: string) {
  const response = await fetch(found(output, /GraphQL {3}(\S+)/u), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${found(output, /learner Amina Okafor +(\S+)/u)}`,
    },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as {
    data: { skillGap?: { requiredTotal: number }; job?: { matchedAt: string | null } };
  };
}

function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

test('the demo answers the query it prints, and Ctrl-C leaves neither process nor port; the data stays', async () => {
  const first = demo();
  await first.printed(READY);
  const printed = first.output();
  const query = found(printed, /-d '(.*)'\n/u);
  expect((await ask(printed, JSON.parse(query).query)).data.skillGap?.requiredTotal).toBe(4);
  const jobId = found(printed, /jobId: "(\w+)"/u);
  // The worker process takes the jobs the seeding asked for.
  await until(
    () => ask(printed, `{ job(id: "${jobId}") { matchedAt } }`),
    ({ data }) => data.job?.matchedAt != null,
  );

  const databaseUrl = (await findEmbedded(dataDir)) ?? '';
  const ports = [Number(new URL(databaseUrl).port), Number(new URL(found(printed, /GraphQL {3}(\S+)/u)).port)];
  first.child.kill('SIGINT');
  expect(await first.ended).toMatchObject({ status: 0, signal: null });
  expect(await findEmbedded(dataDir)).toBeNull();
  expect(await Promise.all(ports.map(isPortFree))).toEqual([true, true]);

  const second = demo();
  await second.printed(READY);
  expect(second.output()).not.toContain('Making the demo world');
  expect((await ask(second.output(), JSON.parse(query).query)).data.skillGap?.requiredTotal).toBe(4);

  // kill -9: the worker process goes with its parent, the database is taken over by the next start.
  second.child.kill('SIGKILL');
  await second.ended;
  const third = demo();
  await third.printed(READY);
  expect((await ask(third.output(), JSON.parse(query).query)).data.skillGap?.requiredTotal).toBe(4);
  third.child.kill('SIGINT');
  expect(await third.ended).toMatchObject({ status: 0 });
  expect(await findEmbedded(dataDir)).toBeNull();
});

test('the command line joins the running services of a data folder', async () => {
  const running = runCli(['start'], { TESSERA_DATA_DIR: dataDir, PORT: '0' });
  await running.printed('Tessera is ready');
  const url = (await findEmbedded(dataDir)) ?? '';
  const migrated = await runCli(['migrate'], { TESSERA_DATA_DIR: dataDir }).ended;
  expect(migrated).toMatchObject({ status: 0, output: 'The database is up to date.\n' });
  // The command's end did not stop the server others use.
  expect(await findEmbedded(dataDir)).toBe(url);
  const sql = postgres(url, { max: 1 });
  expect((await sql`select count(*)::int as jobs from job`)[0]?.jobs).toBe(10);
  await sql.end();
  running.child.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ status: 0 });
});

test('settings that cannot be used are all named in one message', async () => {
  const { status, output } = await runCli(['start'], {
    PORT: 'many',
    DATABASE_URL: 'mysql://x',
    TESSERA_ADMIN_KEY: 'short',
  }).ended;
  expect(status).toBe(1);
  for (const name of ['PORT', 'DATABASE_URL', 'TESSERA_ADMIN_KEY']) expect(output).toContain(`${name}: must`);
});
