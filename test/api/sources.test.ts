import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { testHub, until } from '../rig/hub.ts';
import { sourceHost } from '../rig/source-host.ts';

const SOURCE =
  'id name location format isPartial schedule nextRunAt hasCredentials isStale removedAt lastRun { state }';
const REGISTER = `mutation ($input: RegisterSourceInput!) {
  registerSource(input: $input) { source { ${SOURCE} } errors { code message field } }
}`;
const UPDATE = `mutation ($input: UpdateSourceInput!) {
  updateSource(input: $input) { source { ${SOURCE} } errors { code message field } }
}`;
const REMOVE = `mutation ($id: ID!) {
  removeSource(input: { id: $id }) { source { ${SOURCE} } errors { code message field } }
}`;
const START = 'mutation ($id: ID!) { startImport(input: { sourceId: $id }) { importRun { id } errors { code } } }';

describe('a source', () => {
  const hub = testHub({
    workers: true,
    environment: { TESSERA_SOURCE_SECRET: 'a secret of thirty-two characters or more' },
  });
  const canary = sourceHost();
  beforeEach(() => {
    canary.asked = [];
  });
  afterAll(() => expect(canary.asked).toEqual([]));

  const register = async (input: object) => (await hub.ask(REGISTER, { input })).data.registerSource;
  const update = async (input: object) => (await hub.ask(UPDATE, { input })).data.updateSource;
  const location = 'https://registry.example/graph.json';

  test('is registered with all that is stated of it, and gives no secret back', async () => {
    const { source, errors } = await register({
      ...{ location, name: 'Registry', schedule: '30 4 * * *', isPartial: true },
      credentials: { basic: { username: 'hub', password: 'pass-word' } },
    });
    expect({ source, errors }).toEqual({
      source: {
        ...{ id: expect.any(String), name: 'Registry', location, format: 'auto', isPartial: true },
        ...{ schedule: '30 4 * * *', nextRunAt: expect.stringMatching(/T04:30:00/u), hasCredentials: true },
        ...{ isStale: false, removedAt: null, lastRun: null },
      },
      errors: [],
    });
    const [row] = await hub.database.sql`select row_to_json(source)::text as text from source`;
    expect(row?.text).not.toMatch(/pass-word|aHViOnBhc3Mtd29yZA/u);
  });

  test('is changed in what is stated anew, and keeps the rest', async () => {
    const { source } = await register({ location, schedule: '@daily' });
    const paging = { style: 'OFFSET', size: 50 };
    const changed = await update({ id: source.id, paging, schedule: null });
    expect(changed).toMatchObject({
      source: { name: 'Registry', schedule: null, nextRunAt: null, hasCredentials: true, isPartial: true },
      errors: [],
    });
    expect(await update({ id: source.id, credentials: null, name: 'R' })).toMatchObject({
      source: { hasCredentials: false, name: 'R' },
    });
    const [row] = await hub.database.sql`select fetching from source where location = ${location}`;
    expect(row?.fetching).toEqual({ paging });
  });

  test('that is removed is read no more and stays the origin of its records, until it is registered again', async () => {
    const { source } = await register({ location: 'https://registry.example/old.json', schedule: '@daily' });
    const { data } = await hub.ask(REMOVE, { id: source.id });
    expect(data.removeSource).toMatchObject({
      source: { id: source.id, schedule: null, nextRunAt: null, removedAt: expect.any(String) },
      errors: [],
    });
    const listed = await hub.ask('{ sources(first: 100) { nodes { id } } }');
    expect(listed.data.sources.nodes).not.toContainEqual({ id: source.id });
    expect((await hub.ask(START, { id: source.id })).data.startImport.errors).toEqual([{ code: 'NOT_FOUND' }]);
    expect(await update({ id: source.id, name: 'x' })).toMatchObject({ errors: [{ code: 'NOT_FOUND' }] });
    expect((await hub.ask(REMOVE, { id: source.id })).data.removeSource.errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await register({ location: 'https://registry.example/old.json' })).toMatchObject({
      source: { id: source.id, removedAt: null },
    });
  });

  test.each([
    'http://127.0.0.1/',
    'http://0x7f000001/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://10.0.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fe80::1]/',
    'https://user:password@registry.example/',
    'https://registry.example:8443/',
    'http://registry.example/',
    'https://registry.example/?api_key=x',
    'https://registry.example/?access_token=x',
    'file:///etc/passwd',
    'file:/etc/passwd',
    'ftp://registry.example/',
    'gopher://registry.example/',
    'https://',
  ])('at %s is refused when it is registered', async (address) => {
    expect(await register({ location: address, format: 'esco' })).toMatchObject({
      source: null,
      errors: [{ code: 'ADDRESS_REFUSED', field: 'location' }],
    });
  });

  test('whose name stands for this machine is refused when it is asked', async () => {
    const { source } = await register({ location: 'https://localhost/', format: 'framework-csv' });
    await hub.ask(START, { id: source.id });
    const read = 'query ($id: ID!) { node(id: $id) { ... on Source { lastRun { state failure { code } } } } }';
    const { data } = await until(
      () => hub.ask(read, { id: source.id }),
      ({ data }) => data.node.lastRun.state === 'FAILED',
    );
    expect(data.node.lastRun.failure).toEqual({ code: 'ADDRESS_REFUSED' });
  });

  test.each([
    ['a schedule of seconds', { schedule: '* * * * * *' }, 'schedule'],
    ['a schedule that is none', { schedule: '99 * * * *' }, 'schedule'],
    [
      'two kinds of credentials',
      { credentials: { bearer: 'a', header: { name: 'X', value: 'b' } } },
      'input.credentials',
    ],
    ['a header of HTTP itself', { credentials: { header: { name: 'Host', value: 'b' } } }, 'credentials'],
    ['a header that splits the request', { credentials: { bearer: 'a\r\nx: y' } }, 'credentials'],
    ['pages of no size', { paging: { style: 'PAGE', size: 0 } }, 'input.paging.size'],
    ['a pointer that is none', { paging: { style: 'CURSOR', next: 'next' } }, 'input.paging.next'],
    ['a moment that goes nowhere', { since: { parameter: 'from', template: 'x' } }, 'input.since.template'],
    ['a name without words', { name: '  ' }, 'name'],
    ['pages of a folder', { location: '/tmp', paging: { style: 'LINK' } }, 'paging'],
    ['credentials for a folder', { location: '/tmp', credentials: { bearer: 'a' } }, 'credentials'],
    ['a schedule of an upload', { location: 'upload:x', schedule: '@daily' }, 'schedule'],
  ])('with %s is refused', async (_what, input, field) => {
    expect(await register({ location, format: 'esco', ...input })).toMatchObject({
      source: null,
      errors: [{ code: 'BAD_USER_INPUT', field }],
    });
  });

  test('of a file that nobody left is refused', async () => {
    for (const location of ['upload:x', 'upload:../../etc/passwd', 'upload:00000000-0000-4000-8000-000000000000']) {
      expect((await register({ location })).errors).toMatchObject([{ code: 'SOURCE_UNREADABLE', field: 'uploadId' }]);
    }
  });
});

describe('a hub that has nothing to seal credentials with', () => {
  const hub = testHub();

  test('takes none', async () => {
    const input = { location: 'https://registry.example/', credentials: { bearer: 'a' } };
    expect((await hub.ask(REGISTER, { input })).data.registerSource.errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('TESSERA_SOURCE_SECRET') },
    ]);
  });
});
