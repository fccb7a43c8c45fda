import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliRun, runCli } from '../rig/cli.ts';
import { testDatabase } from '../rig/database.ts';
import { findFreePort } from '../rig/free-port.ts';
import { AUDIENCE, testIssuer } from '../rig/issuer.ts';

const ADMIN_KEY = 'first-administrator-of-two-processes';
const issuer = testIssuer(await findFreePort());

describe('two API processes over one database', () => {
  const database = testDatabase();
  const processes: { run: CliRun; url: string }[] = [];
  beforeAll(async () => {
    for (const _ of [1, 2]) {
      const run = runCli(['api'], {
        ...{ DATABASE_URL: database.url, PORT: '0', TESSERA_ADMIN_KEY: ADMIN_KEY, LOG_LEVEL: 'trace' },
        ...{ TESSERA_OIDC_ISSUERS: issuer.url, TESSERA_OIDC_AUDIENCE: AUDIENCE },
      });
      await run.printed('API listens');
      const [, url = ''] = /"url":"([^"]+)"/u.exec(run.output()) ?? [];
      processes.push({ run, url });
    }
  });
  afterAll(async () => {
    for (const { run } of processes) run.child.kill('SIGTERM');
    await Promise.all(processes.map(({ run }) => run.ended));
  });

  async function ask(at: number, key: string, query: string) {
    const response = await fetch(processes[at]?.url ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: an answer's shape is its document's.
    return { status: response.status, ...((await response.json()) as { data: any }) };
  }

  const create = 'mutation { createApiClient(input: { name: "x", role: AUDITOR }) { key { id } secret } }';
  const statuses = (key: string) =>
    Promise.all([0, 1].map(async (at) => (await ask(at, key, '{ viewer { role } }')).status));

  test('a key revoked at one is refused by both on the next request', async () => {
    const { data } = await ask(0, ADMIN_KEY, create);
    const { key, secret } = data.createApiClient;
    expect(await statuses(secret)).toEqual([200, 200]);
    await ask(1, ADMIN_KEY, `mutation { revokeApiKey(input: { keyId: "${key.id}" }) { errors { code } } }`);
    expect(await statuses(secret)).toEqual([401, 401]);
  });

  test('no key or token stands in a log, not even of requests that fail, at the most talkative level', async () => {
    const { data } = await ask(0, ADMIN_KEY, create);
    const { secret } = data.createApiClient;
    const token = await issuer.sign({ name: 'Somebody With A Name' });
    const forged = await issuer.sign({}, { kid: 'unknown' });
    const wrong = secret.replace(/.{8}$/u, 'AAAAAAAA');
    for (const key of [secret, token, forged, wrong]) {
      await ask(0, key, '{ viewer { role } }');
      await ask(0, key, '{ no such field');
    }
    // A key's look-up that throws is the likeliest place for one to leak.
    await database.sql`alter table api_key rename to api_key_gone`;
    try {
      expect((await ask(0, secret, '{ viewer { role } }')).status).toBe(500);
    } finally {
      await database.sql`alter table api_key_gone rename to api_key`;
    }
    issuer.isAway = true;
    await ask(1, token, '{ viewer { role } }');
    issuer.isAway = false;

    const logs = processes.map(({ run }) => run.output()).join('\n');
    expect(logs).toContain('nobody can be signed in');
    expect(logs).toContain('api_key');
    for (const hidden of [ADMIN_KEY, secret.slice(-43), wrong.slice(-43), 'Somebody With A Name']) {
      expect(logs).not.toContain(hidden);
    }
    for (const part of [...token.split('.'), ...forged.split('.')].slice(1)) expect(logs).not.toContain(part);
  });
});
