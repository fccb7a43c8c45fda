import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliRun, runCli } from '../rig/cli.ts';
import { findFreePort } from '../rig/free-port.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tessera-login-'));
chmodSync(dataDir, 0o755);
const held = {} as { demo: CliRun; api: string; login: string };

const found = (text: string, pattern: RegExp) => pattern.exec(text)?.[1] ?? '';
async function stop(run: CliRun): Promise<void> {
  run.child.kill('SIGINT');
  expect(await run.ended).toMatchObject({ status: 0, signal: null });
}

beforeAll(async () => {
  held.demo = runCli(['demo'], { TESSERA_DATA_DIR: dataDir, PORT: '0' });
  await held.demo.printed('Ctrl-C stops everything');
  held.api = found(held.demo.output(), /GraphQL {3}(\S+)/u);
  held.login = found(held.demo.output(), /Sign in {3}(\S+)/u);
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function ask(url: string, token: string, query: string) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: an answer's shape is its document's.
  return { status: response.status, ...((await response.json()) as any) };
}

const doorsOf = (page: string) =>
  [...page.matchAll(/href="([^"]+)"/gu)].map(([, href = '']) => new URL(href.replaceAll('&amp;', '&')));
const tokensOf = (page: string) => [...page.matchAll(/<code>([^<]+)<\/code>/gu)].map(([, token = '']) => token);

test('a click signs one in as anybody of the demo, into an explorer whose query answers', async () => {
  const page = await (await fetch(held.login)).text();
  const viewers = await Promise.all(
    doorsOf(page).map(async (door) => {
      expect([door.origin, door.pathname, door.search]).toEqual([new URL(held.api).origin, '/graphiql', '']);
      const filled = new URLSearchParams(door.hash.slice(1));
      const token = JSON.parse(filled.get('headers') ?? '').Authorization.replace('Bearer ', '');
      const answer = await ask(held.api, token, filled.get('query') ?? '');
      expect([answer.status, answer.errors]).toEqual([200, undefined]);
      return (await ask(held.api, token, '{ viewer { name role } }')).data.viewer;
    }),
  );
  expect(viewers).toEqual([
    { name: 'Amina Okafor', role: 'LEARNER' },
    { name: 'Lucas Tremblay', role: 'LEARNER' },
    { name: 'Grace Lam', role: 'EMPLOYER' },
    { name: 'Idris Cole', role: 'PORTAL' },
    { name: 'Renée Roy', role: 'PROVIDER' },
    { name: 'Ada Hub', role: 'ADMINISTRATOR' },
  ]);
});

test('a page elsewhere that points its name here is told nothing', async () => {
  const { port } = new URL(held.login);
  const status = await new Promise<number>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/dev/login', headers: { host: 'rebound.example' } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', reject);
  });
  expect(status).toBe(421);
});

test('start and api have no development issuer, on no path, and take none of its tokens', async () => {
  const [token = ''] = tokensOf(await (await fetch(held.login)).text());
  await stop(held.demo);
  for (const command of ['start', 'api']) {
    const port = await findFreePort();
    const run = runCli([command], { TESSERA_DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'info' });
    await run.printed(command === 'start' ? 'Tessera is ready' : 'API listens');
    const url = `http://127.0.0.1:${port}`;
    for (const path of ['/dev/login', '/dev/jwks', '/dev/.well-known/openid-configuration', '/dev/']) {
      expect([command, path, (await fetch(`${url}${path}`)).status]).toEqual([command, path, 404]);
    }
    await expect(fetch(`http://127.0.0.1:${port + 1}/dev/login`)).rejects.toThrow('fetch failed');
    expect((await ask(`${url}/graphql`, token, '{ viewer { role } }')).status).toBe(401);
    await stop(run);
  }
});
