import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { ZipFile } from 'yazl';
import { readConfig } from '../../src/config.ts';
import { idOf } from '../../src/graphql/global-id.ts';
import { resealCredentials, startDueImports } from '../../src/imports/index.ts';
import { testHub, until } from '../rig/hub.ts';
import { zipOf } from '../rig/read-badges.ts';
import { sourceHost } from '../rig/source-host.ts';

const REGISTER = `mutation ($input: RegisterSourceInput!) {
  registerSource(input: $input) { source { id format nextRunAt hasCredentials } errors { code message field } }
}`;
const START = 'mutation ($id: ID!) { startImport(input: { sourceId: $id }) { importRun { id } errors { code } } }';
const RUNS = `query ($id: ID!) { node(id: $id) { ... on Source { format importRuns(first: 100) { nodes {
  state seen created updated unchanged tombstoned issueCount warningCount isScheduled failure { code message }
  issues(first: 5) { nodes { code } }
} } } } }`;

const SECRET = 'a secret of thirty-two characters or more';
const environment = {
  ...{ TESSERA_FETCH_ALLOW_HOSTS: '127.0.0.1', TESSERA_SOURCE_SECRET: SECRET, TESSERA_FETCH_PER_SECOND: '1000' },
  ...{ TESSERA_FETCH_RETRIES: '1', TESSERA_FETCH_IDLE_SECONDS: '1', TESSERA_FETCH_MAX_BYTES: '2000000' },
};
const numberOf = (id: string): number => idOf('Source', id, 'id');
const rows = (...labels: string[]) =>
  [
    'framework_code,uri,kind,label_en',
    ...labels.map((label) => `welding,https://skills.example/${label},SKILL,${label}`),
  ].join('\n');

describe.skipIf(inject('queues') === 'redis' && inject('redisUrl') === null)('a source at an address', () => {
  const hub = testHub({ workers: true, environment });
  const host = sourceHost();
  const canary = sourceHost('127.0.0.2');
  let count = 0;
  beforeEach(() => {
    host.asked = [];
    count += 1;
  });
  /** An address no other test has asked. */
  const address = (query = '') => host.url(`/${count}/skills.csv${query}`);

  async function register(more: object = {}): Promise<string> {
    const { data } = await hub.ask(REGISTER, { input: { location: address(), ...more } });
    expect(data.registerSource.errors).toEqual([]);
    return data.registerSource.source.id;
  }
  /** The source's runs, oldest first, once so many have ended. */
  async function runsOf(id: string, ended: number) {
    const answer = await until(
      () => hub.ask(RUNS, { id }),
      ({ data }) =>
        data.node.importRuns.nodes.filter(({ state }: { state: string }) => /COMPLETED|FAILED/u.test(state)).length >=
        ended,
    );
    return [...answer.data.node.importRuns.nodes].reverse();
  }
  /** Brings the moment of its schedule. */
  const fire = (id: string) => hub.database.sql`update source set next_run_at = now() where id = ${numberOf(id)}`;
  async function start(id: string, ended = 1) {
    await hub.ask(START, { id });
    return (await runsOf(id, ended)).at(-1);
  }

  test('is fetched on its schedule, and again only when it changed', async () => {
    let state = { etag: '"1"', body: rows('a', 'b') };
    let bodies = 0;
    host.answer = (request, response) => {
      if (request.headers['if-none-match'] === state.etag) return void response.writeHead(304).end();
      bodies += 1;
      response.writeHead(200, { etag: state.etag }).end(state.body);
    };
    const id = await register({ schedule: '0 4 1 1 *' });
    await fire(id);
    await runsOf(id, 1);
    await fire(id);
    await runsOf(id, 2);
    expect(bodies).toBe(1);
    state = { etag: '"2"', body: rows('b', 'c') };
    await fire(id);
    const runs = await runsOf(id, 3);
    expect(bodies).toBe(2);
    const counted = { isScheduled: true, state: 'COMPLETED', failure: null };
    expect(runs).toMatchObject([
      { ...counted, created: 2, unchanged: 0 },
      { ...counted, seen: 2, created: 0, unchanged: 2 },
      { ...counted, created: 1, tombstoned: 1 },
    ]);
    const { data } = await hub.ask('query ($id: ID!) { node(id: $id) { ... on Source { format } } }', { id });
    expect(data.node.format).toBe('framework-csv');
  });

  test('has one run a moment, however many processes look', async () => {
    host.answer = (_request, response) => void response.end(rows('one'));
    const id = await register({ schedule: '0 4 1 1 *' });
    await fire(id);
    await Promise.all([1, 2, 3, 4].map(() => startDueImports(hub.database.db, new Date())));
    await runsOf(id, 1);
    await Promise.all([1, 2].map(() => startDueImports(hub.database.db, new Date())));
    expect(await runsOf(id, 1)).toHaveLength(1);
  });

  test('costs nothing when its host breaks off: what was imported stays as it is', async () => {
    const whole = rows('x', 'y', 'z');
    let isDying = false;
    host.answer = (_request, response) => {
      response.writeHead(200, { 'content-length': whole.length });
      if (!isDying) return void response.end(whole);
      response.write(whole.slice(0, 40), () => setImmediate(() => response.destroy()));
    };
    const id = await register();
    expect(await start(id)).toMatchObject({ state: 'COMPLETED', created: 3 });
    isDying = true;
    expect(await start(id, 2)).toMatchObject({
      ...{ state: 'FAILED', seen: 0, tombstoned: 0, failure: { code: 'SOURCE_UNREADABLE' } },
    });
    const gone = await hub.database.sql`
      select 1 from source_record where tombstoned_at is not null and source_id = ${numberOf(id)}`;
    expect([...gone]).toEqual([]);
    isDying = false;
    expect(await start(id, 3)).toMatchObject({ state: 'COMPLETED', unchanged: 3, tombstoned: 0 });
  });

  test('is told by its content when no format was named, and a zip is the files in it', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(rows('zipped', 'packed')), 'folder/skills.csv');
    zip.end();
    const body = await buffer(zip.outputStream);
    host.answer = (_request, response) => void response.end(body);
    expect(await start(await register())).toMatchObject({ state: 'COMPLETED', created: 2 });
  });

  test.each([
    ['a name that leads elsewhere', [{ name: '../skills.csv', content: 'a' }]],
    ['a name from the root', [{ name: '/etc/skills.csv', content: 'a' }]],
    ['a file longer than it says', [{ name: 'skills.csv', content: rows('long'), claimedSize: 10 }]],
    ['bytes that are not those of its checksum', [{ name: 'skills.csv', content: rows('changed') }]],
    ['a zip in it', [{ name: 'inner.zip', content: zipOf({ name: 'a', content: 'a' }) }]],
    ['more than 1,000 files', Array.from({ length: 1_001 }, (_, index) => ({ name: `${index}.csv`, content: '' }))],
  ])('that is a zip with %s is refused as a whole', async (_what, files) => {
    host.answer = (_request, response) => void response.end(zipOf(...files));
    expect(await start(await register())).toMatchObject({
      ...{ state: 'FAILED', seen: 0, failure: { code: 'ARCHIVE_REFUSED' } },
    });
  });

  test('gives its pages one after the other, and a page that comes twice ends them without taking anything for gone', async () => {
    const page = (number: number) => JSON.stringify([{ type: 'Person', number }]);
    host.answer = ({ url = '' }, response) => {
      const number = Number(new URL(url, 'http://x').searchParams.get('page') ?? 1);
      const link = `<${host.url(`/${count}/skills.csv?page=${number + 1}`)}>; rel="next"`;
      response.writeHead(200, number < 3 ? { link } : {}).end(page(number));
    };
    const paging = { style: 'LINK' };
    expect(await start(await register({ format: 'open-badges', paging }))).toMatchObject({ seen: 3 });
    expect(host.asked.map(({ path }) => path.split('?')[1])).toEqual([undefined, 'page=2', 'page=3']);

    count += 1;
    host.answer = ({ url = '' }, response) => {
      const link = `<${host.url(`/${count}/skills.csv?n=${url.length}`)}>; rel="next"`;
      response.writeHead(200, { link }).end(page(1));
    };
    expect(await start(await register({ format: 'open-badges', paging }))).toMatchObject({
      ...{ seen: 1, warningCount: 1, issues: { nodes: expect.arrayContaining([{ code: 'PAGES_INCOMPLETE' }]) } },
    });
  });

  test('with pages at another host is refused, unless that host is set up here', async () => {
    host.answer = (_request, response) =>
      void response.writeHead(200, { link: `<${canary.url('/page')}>; rel="next"` }).end('[]');
    const run = await start(await register({ format: 'open-badges', paging: { style: 'LINK' } }));
    expect(run).toMatchObject({ state: 'FAILED', failure: { code: 'ADDRESS_REFUSED' } });
    expect(canary.asked).toEqual([]);
  });

  test('that tells what changed is asked for that, and loses nothing by it', async () => {
    host.answer = ({ url = '' }, response) => void response.end(url.includes('from=') ? rows('new') : rows('o', 'p'));
    const id = await register({ since: { parameter: 'from', overlapMinutes: 0 } });
    expect(await start(id)).toMatchObject({ state: 'COMPLETED', created: 2 });
    expect(await start(id, 2)).toMatchObject({ state: 'COMPLETED', created: 1, tombstoned: 0 });
    expect(host.asked.map(({ path }) => /from=\d{4}-\d\d-\d\dT/u.test(path))).toEqual([false, true]);
    host.answer = (_request, response) => void response.end('{"data":[]}');
    expect(await start(id, 3)).toMatchObject({ state: 'COMPLETED', seen: 0, tombstoned: 0 });
  });

  test('that states some of its records alone never loses any', async () => {
    let body = rows('k', 'l');
    host.answer = (_request, response) => void response.end(body);
    const id = await register({ isPartial: true });
    await start(id);
    body = rows('l');
    expect(await start(id, 2)).toMatchObject({ state: 'COMPLETED', tombstoned: 0 });
  });

  test('is asked with its credentials, which lie sealed and are sealed anew when the secret changes', async () => {
    host.answer = (request, response) =>
      void (request.headers['x-api-key'] === 's3cret-key' ? response.end(rows('m')) : response.writeHead(401).end());
    const credentials = { header: { name: 'X-Api-Key', value: 's3cret-key' } };
    const id = await register({ credentials });
    expect(await start(id)).toMatchObject({ state: 'COMPLETED' });
    const sealed = async () => {
      const [row] = await hub.database.sql<
        { credentials: string }[]
      >`select credentials from source where id = ${numberOf(id)}`;
      return row?.credentials ?? '';
    };
    const before = await sealed();
    expect(before).not.toContain('s3cret');
    const changed = readConfig({ TESSERA_SOURCE_SECRET: SECRET.toUpperCase(), TESSERA_SOURCE_SECRET_BEFORE: SECRET });
    expect(await resealCredentials(hub.database.db, changed)).toBe(1);
    expect(await resealCredentials(hub.database.db, changed)).toBe(0);
    expect(await sealed()).not.toBe(before);
    // This hub's workers have the secret before alone.
    expect(await start(id, 2)).toMatchObject({ failure: { message: expect.stringContaining('state them again') } });
  });

  const bomb = gzipSync(Buffer.alloc(1_900_000));
  test.each([
    ['a redirect to a host that may not be asked', 'ADDRESS_REFUSED', 'redirect'],
    ['a body that never ends', 'SOURCE_TOO_LARGE', 'endless'],
    ['a body that is dripped', 'SOURCE_UNREADABLE', 'drip'],
    ['a gzip bomb', 'SOURCE_TOO_LARGE', 'gzip'],
    ['a zip bomb', 'ARCHIVE_REFUSED', 'zip'],
  ])('%s ends the run with %s, and nothing is imported', async (_what, code, kind) => {
    host.answer = (_request, response) => {
      if (kind === 'redirect') return void response.writeHead(302, { location: canary.url('/') }).end();
      if (kind === 'gzip') return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
      if (kind === 'zip') return void response.end(zipOf({ name: 'a.csv', content: Buffer.alloc(20_000_000) }));
      if (kind === 'endless') {
        const more = () => void (response.destroyed || response.write(Buffer.alloc(65_536), more));
        return more();
      }
      response.writeHead(200, { 'content-length': '1000' });
      const drip = setInterval(() => (response.destroyed ? clearInterval(drip) : response.write('x')), 50);
    };
    const run = await start(await register({ format: 'framework-csv' }));
    expect(run).toMatchObject({ state: 'FAILED', seen: 0, failure: { code } });
    expect(canary.asked).toEqual([]);
  });
});
