import { beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { type Answer, testHub } from '../rig/hub.ts';
import { makeOrganizations } from '../rig/organizations.ts';

const CREATE = `mutation ($input: CreateApiClientInput!) {
  createApiClient(input: $input) { client { id name role } key { id prefix scopes expiresAt } secret errors { code field } }
}`;
const ROTATE = `mutation ($clientId: ID!) {
  rotateApiKey(input: { clientId: $clientId }) { key { id scopes } secret errors { code field } }
}`;
const REVOKE =
  'mutation ($keyId: ID!) { revokeApiKey(input: { keyId: $keyId }) { key { revokedAt } errors { code } } }';
const DAY_MS = 86_400_000;

describe('API keys', () => {
  const hub = testHub();
  const input = { name: 'a portal', role: 'PORTAL', organizationId: '' };
  beforeAll(async () => {
    const { portal } = await makeOrganizations(hub.database.db, { portal: 'PORTAL' });
    input.organizationId = toGlobalId('Organization', portal);
  });

  const create = async (terms: object = {}) =>
    (await hub.ask(CREATE, { input: { ...input, ...terms } })).data.createApiClient;
  const viewerOf = (key: string): Promise<Answer> =>
    hub.ask('{ viewer { role scopes organization { id } } }', {}, { key });
  const isAccepted = async (key: string) => (await viewerOf(key)).status === 200;
  const keysOf = async (clientId: string) => {
    const { data } = await hub.ask(
      '{ apiClients(first: 100) { nodes { id keys { id prefix revokedAt lastUsedAt } } } }',
    );
    return data.apiClients.nodes.find(({ id }: { id: string }) => id === clientId).keys;
  };

  test('a key acts as its client from the moment it is made, and its secret is nowhere but in that answer', async () => {
    const { client, key, secret, errors } = await create();
    expect(errors).toEqual([]);
    expect(secret).toMatch(new RegExp(`^tessera_${key.prefix}_[\\w-]{43}$`, 'u'));
    expect(client).toMatchObject({ name: 'a portal', role: 'PORTAL' });
    expect(Math.round((Date.parse(key.expiresAt) - Date.now()) / DAY_MS)).toBe(365);
    expect((await viewerOf(secret)).data.viewer).toEqual({
      ...{ role: 'PORTAL', scopes: ['READ'] },
      organization: { id: input.organizationId },
    });

    const tables = await hub.database.sql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`;
    const random = secret.slice(-43);
    for (const { name } of tables) {
      const [row] = await hub.database.sql`
        select count(*)::int as found from ${hub.database.sql.unsafe(name)} as every where every::text like ${`%${random}%`}`;
      expect({ name, found: row?.found }).toEqual({ name, found: 0 });
    }
  });

  test('a client has two live keys while it changes over, never three, and keeps its scopes', async () => {
    const first = await create({ role: 'EMPLOYER', scopes: ['PUBLISH'] });
    const second = (await hub.ask(ROTATE, { clientId: first.client.id })).data.rotateApiKey;
    expect(second).toMatchObject({ key: { scopes: ['PUBLISH'] }, errors: [] });
    expect(await Promise.all([first.secret, second.secret].map(isAccepted))).toEqual([true, true]);

    const third = (await hub.ask(ROTATE, { clientId: first.client.id })).data.rotateApiKey;
    expect(third).toEqual({ key: null, secret: null, errors: [{ code: 'TOO_MANY_KEYS', field: 'clientId' }] });

    await hub.ask(REVOKE, { keyId: first.key.id });
    expect(await Promise.all([first.secret, second.secret].map(isAccepted))).toEqual([false, true]);
    expect((await hub.ask(ROTATE, { clientId: first.client.id })).data.rotateApiKey.errors).toEqual([]);
  });

  test('of many rotations at once one makes a key', async () => {
    const { client } = await create();
    const answers = await Promise.all(Array.from({ length: 8 }, () => hub.ask(ROTATE, { clientId: client.id })));
    expect(answers.filter(({ data }) => data.rotateApiKey.secret !== null)).toHaveLength(1);
    expect(await keysOf(client.id)).toHaveLength(2);
  });

  test('revoking a key again changes nothing', async () => {
    const { client, key } = await create();
    await hub.ask(REVOKE, { keyId: key.id });
    const before = await keysOf(client.id);
    expect((await hub.ask(REVOKE, { keyId: key.id })).data.revokeApiKey.errors).toEqual([]);
    expect(await keysOf(client.id)).toEqual(before);
  });

  test('a key past its expiry is refused, and makes room for another', async () => {
    const { client, key, secret } = await create();
    await hub.database.sql`update api_key set expires_at = now() - interval '1 second' where prefix = ${key.prefix}`;
    const answer = await viewerOf(secret);
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    await hub.ask(ROTATE, { clientId: client.id });
    expect((await hub.ask(ROTATE, { clientId: client.id })).data.rotateApiKey.errors).toEqual([]);
  });

  test.each([
    ['one character off', (secret: string) => `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`],
    ['with another prefix', (secret: string) => secret.replace(/_[0-9a-f]{8}_/u, '_00000000_')],
    ['cut short', (secret: string) => secret.slice(0, -1)],
    ['without its prefix', (secret: string) => secret.slice(17)],
    ['that is SQL', () => "tessera_'or'1'='1"],
  ])('a key %s is refused as a whole', async (_case, change) => {
    const { secret } = await create();
    const answer = await viewerOf(change(secret));
    expect([answer.status, answer.errors?.[0]?.extensions.code, answer.data]).toEqual([
      401,
      'UNAUTHENTICATED',
      undefined,
    ]);
  });

  test('its use is noted at most once a minute', async () => {
    const { client, key, secret } = await create();
    expect((await keysOf(client.id))[0].lastUsedAt).toBeNull();
    await viewerOf(secret);
    const [{ lastUsedAt }] = await keysOf(client.id);
    expect(Date.now() - Date.parse(lastUsedAt)).toBeLessThan(60_000);
    await viewerOf(secret);
    expect((await keysOf(client.id))[0].lastUsedAt).toBe(lastUsedAt);
    await hub.database.sql`
      update api_key set last_used_at = now() - interval '61 seconds' where prefix = ${key.prefix}`;
    await viewerOf(secret);
    expect(Date.parse((await keysOf(client.id))[0].lastUsedAt)).toBeGreaterThanOrEqual(Date.parse(lastUsedAt));
  });

  test.each([
    ['a life of no day', { expiresInDays: 0 }, 'BAD_USER_INPUT', 'expiresInDays'],
    ['a life longer than a year', { expiresInDays: 366 }, 'BAD_USER_INPUT', 'expiresInDays'],
    ['a scope its role has no use for', { scopes: ['READ', 'IMPORT'] }, 'BAD_USER_INPUT', 'scopes'],
    ['no scope', { scopes: [] }, 'BAD_USER_INPUT', 'scopes'],
    ['no name', { name: ' ' }, 'BAD_USER_INPUT', 'name'],
    [
      'an employer without its organisation',
      { role: 'EMPLOYER', organizationId: null },
      'BAD_USER_INPUT',
      'organizationId',
    ],
    ['an administrator of an organisation', { role: 'ADMINISTRATOR' }, 'BAD_USER_INPUT', 'organizationId'],
    ['a learner without themselves', { role: 'LEARNER', organizationId: null }, 'BAD_USER_INPUT', 'learnerId'],
    [
      'an organisation that is not here',
      { organizationId: toGlobalId('Organization', 999_999) },
      'NOT_FOUND',
      'organizationId',
    ],
    [
      'a learner who is not here',
      { role: 'LEARNER', organizationId: null, learnerId: toGlobalId('Learner', 999_999) },
      'NOT_FOUND',
      'learnerId',
    ],
  ])('a client with %s is not made', async (_case, terms, code, field) => {
    expect(await create(terms)).toEqual({ client: null, key: null, secret: null, errors: [{ code, field }] });
  });

  test.each([
    ['apiClients', '{ apiClients { nodes { id } } }'],
    ['createApiClient', 'mutation { createApiClient(input: { name: "x", role: ADMINISTRATOR }) { secret } }'],
    ['rotateApiKey', 'mutation { rotateApiKey(input: { clientId: "x" }) { secret } }'],
    ['revokeApiKey', 'mutation { revokeApiKey(input: { keyId: "x" }) { key { id } } }'],
    [
      'addMember',
      'mutation { addMember(input: { issuer: "https://x", subject: "x", role: ADMINISTRATOR }) { errors { code } } }',
    ],
    ['removeMember', 'mutation { removeMember(input: { membershipId: "x" }) { errors { code } } }'],
    [
      'linkLearner',
      'mutation { linkLearner(input: { learnerId: "x", issuer: "https://x", subject: "x" }) { errors { code } } }',
    ],
    ['unlinkLearner', 'mutation { unlinkLearner(input: { learnerId: "x" }) { errors { code } } }'],
  ])('%s is refused to a portal key and to nobody known', async (_field, document) => {
    const { secret } = await create();
    expect((await hub.ask(document, {}, { key: secret })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await hub.ask(document, {}, { key: null })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('every change of a key is in the audit trail, and no secret is', async () => {
    const { client, key } = await create();
    await hub.ask(ROTATE, { clientId: client.id });
    await hub.ask(REVOKE, { keyId: key.id });
    const rows = await hub.database.sql<{ actor: string; action: string }[]>`
      select actor, action from audit_event order by id desc limit 3`;
    expect(rows.map(({ action }) => action)).toEqual(['revokeApiKey', 'rotateApiKey', 'createApiClient']);
    expect(new Set(rows.map(({ actor }) => actor))).toEqual(new Set(['ADMINISTRATOR  administrator']));
  });
});
