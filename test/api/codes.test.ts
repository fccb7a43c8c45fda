import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createDatabase } from '../../src/db/client.ts';
import { writePlace } from '../../src/feed/index.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { openImport, prepareSource } from '../../src/imports/index.ts';
import { createLogger } from '../../src/log.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { startHttp } from '../../src/server/http.ts';
import { recordUpload } from '../../src/uploads/index.ts';
import { writeFolder } from '../rig/esco-folder.ts';
import { ADMIN_KEY, testHub } from '../rig/hub.ts';
import { importInto } from '../rig/import-into.ts';
import { zipOf } from '../rig/read-badges.ts';

interface Told {
  readonly status: number;
  readonly code: unknown;
  /** Whether the answer's headers, and each error that is no user error, name the request. */
  readonly isNamed: boolean;
}
type Body = { errors?: { extensions: { code: string; requestId: string } }[]; data?: unknown };

describe('every code of docs/problems.md is met with its HTTP status, and names its request', () => {
  const hub = testHub({ environment: { TESSERA_POINTS_PER_HOUR: '100' } });
  const keys = { learner: '', auditor: '' };
  beforeAll(async () => {
    const { sql } = hub.database;
    const [row] = await sql<
      { id: number }[]
    >`insert into learner (key, display_name, pseudonym) values ('l', 'L', 'Learner') returning id`;
    keys.learner = await hub.makeKey({ name: 'l', role: 'LEARNER', learnerId: Number(row?.id) as never });
    keys.auditor = await hub.makeKey({ name: 'a', role: 'AUDITOR' });
  });

  /** What one answer tells; a mutation's first user error counts as its code. */
  async function send(
    init: RequestInit & { search?: string; url?: string },
    key: string | null = ADMIN_KEY,
  ): Promise<Told> {
    const { search = '', url = hub.url, ...rest } = init;
    const response = await fetch(`${url}/graphql${search}`, {
      ...{ method: 'POST', ...rest },
      headers: {
        ...(rest.method !== 'GET' && { 'content-type': 'application/json' }),
        ...{ 'apollo-require-preflight': 'x', ...(key !== null && { authorization: `Bearer ${key}` }) },
        ...rest.headers,
      },
    });
    const { errors, data } = (await response.json()) as Body;
    const requestId = response.headers.get('x-request-id');
    const [payload] = Object.values(data ?? {}) as { errors?: { code: string }[] }[];
    return {
      status: response.status,
      code: errors?.[0]?.extensions.code ?? payload?.errors?.[0]?.code,
      isNamed: requestId !== null && (errors ?? []).every(({ extensions }) => extensions.requestId === requestId),
    };
  }
  const ask = (query: string, variables: object = {}, key: string | null = ADMIN_KEY, headers = {}) =>
    send({ body: JSON.stringify({ query, variables }), headers }, key);
  const get = (query: string, headers = {}) =>
    send({ method: 'GET', search: `?query=${encodeURIComponent(query)}`, headers });
  const register = (location: string, format = '') =>
    ask(
      `mutation ($location: String!) { registerSource(input: { location: $location ${format} }) { errors { code } } }`,
      { location },
    );
  /** Asks while a table is not there: a fault that only we can be at. */
  async function without(table: string, asking: () => Promise<Told>): Promise<Told> {
    const { sql } = hub.database;
    await sql`alter table ${sql(table)} rename to mislaid`;
    try {
      return await asking();
    } finally {
      await sql`alter table mislaid rename to ${sql(table)}`;
    }
  }
  /** Asks something of a run that changed nothing and has ended. */
  async function onEndedRun(mutation: string): Promise<Told> {
    const { id } = await importInto(hub.database, 'catalogue-csv', { 'catalogue.csv': 'one,two\n1,2\n' });
    return ask(`mutation ($id: ID!) { ${mutation}(input: { id: $id }) { errors { code } } }`, {
      id: toGlobalId('ImportRun', id),
    });
  }
  const code = (found: string): Told => ({ status: 200, code: found, isNamed: true });

  const CASES: [code: string, status: number, provoke: () => Promise<Told>][] = [
    ['UNAUTHENTICATED', 401, () => ask('{ __typename }', {}, 'wrong')],
    [
      'UNAUTHENTICATED',
      200,
      () => ask('query ($id: ID!) { node(id: $id) { id } }', { id: toGlobalId('Source', 1) }, null),
    ],
    ['FORBIDDEN', 403, () => ask('{ sources { nodes { id } } }', {}, keys.auditor)],
    [
      'FORBIDDEN',
      200,
      () => ask('query ($id: ID!) { node(id: $id) { id } }', { id: toGlobalId('Source', 1) }, keys.auditor),
    ],
    [
      'NOT_FOUND',
      200,
      () =>
        ask('mutation ($id: ID!) { closeJob(input: { jobId: $id }) { errors { code } } }', {
          id: toGlobalId('Job', 9),
        }),
    ],
    ['BAD_USER_INPUT', 200, () => ask('{ skills(first: 0) { nodes { id } } }')],
    ['BAD_USER_INPUT', 400, () => ask('{ skill(uri: "\\u0000") { id } }')],
    ['BAD_USER_INPUT', 415, () => send({ body: '<query/>', headers: { 'content-type': 'text/xml' } })],
    ['BAD_CURSOR', 200, () => ask('{ skills(after: "x") { nodes { id } } }')],
    [
      'CURSOR_EXPIRED',
      200,
      () =>
        ask('query ($since: String) { changes(since: $since) { nodes { uri } } }', {
          since: writePlace({ incarnation: '0123456789abcdef', era: 1, xid: '7', after: null }),
        }),
    ],
    ['SOURCE_UNREADABLE', 200, () => register('/nowhere')],
    ['FORMAT_UNRECOGNISED', 200, () => register(writeFolder({ 'x.txt': 'words' }, 'unknown'))],
    [
      'HEADER_INVALID',
      200,
      async () => {
        const { id } = await importInto(hub.database, 'catalogue-csv', { 'catalogue.csv': 'one,two\n1,2\n' });
        const { data, status } = await hub.ask('query ($id: ID!) { importRun(id: $id) { failure { code } } }', {
          id: toGlobalId('ImportRun', id),
        });
        return { status, code: data.importRun.failure.code, isNamed: true };
      },
    ],
    [
      'RECORDS_LEFT_OUT',
      200,
      async () => {
        const { id } = await importInto(hub.database, 'framework-csv', {
          'skills.csv': 'framework_code,uri,kind,label_en\nx,,,\n',
        });
        const { data, status } = await hub.ask('query ($id: ID!) { importRun(id: $id) { failure { code } } }', {
          id: toGlobalId('ImportRun', id),
        });
        return { status, code: data.importRun.failure.code, isNamed: true };
      },
    ],
    [
      'BADGE_UNREADABLE',
      200,
      () => ask('mutation { importBadge(input: { document: {} }) { errors { code } } }', {}, keys.learner),
    ],
    [
      'RUN_IN_PROGRESS',
      200,
      async () => {
        const location = writeFolder({ 'skills.csv': 'uri,label_en\n' }, 'framework-csv');
        const source = valueOrThrow(await prepareSource(hub.database, { format: 'framework-csv', location }, []));
        await openImport(hub.database, source);
        return ask('mutation ($id: ID!) { startImport(input: { sourceId: $id, dryRun: true }) { errors { code } } }', {
          id: toGlobalId('Source', source.id),
        });
      },
    ],
    [
      'RUN_IN_PROGRESS',
      200,
      async () => {
        const location = writeFolder({ 'skills.csv': 'uri,label_en\n' }, 'framework-csv');
        const source = valueOrThrow(await prepareSource(hub.database, { format: 'framework-csv', location }, []));
        await openImport(hub.database, source);
        return ask('mutation ($id: ID!) { removeSource(input: { id: $id }) { errors { code } } }', {
          id: toGlobalId('Source', source.id),
        });
      },
    ],
    ['ADDRESS_REFUSED', 200, () => register('http://127.0.0.1/')],
    [
      'ARCHIVE_REFUSED',
      200,
      () => register(join(writeFolder({ 'x.zip': zipOf({ name: '../x.csv', content: 'a' }) }, 'zipped'), 'x.zip')),
    ],
    [
      'SOURCE_TOO_LARGE',
      200,
      async () => {
        const bomb = [gzipSync(Buffer.alloc(20_000_000))];
        const owner = { principal: 'somebody', learnerId: null };
        const { id } = valueOrThrow(await recordUpload(hub.database.db, owner, Readable.from(bomb), 1_000_000));
        return register(`upload:${id}`);
      },
    ],
    ['RUN_ENDED', 200, () => onEndedRun('cancelImport')],
    ['ROLL_BACK_REFUSED', 200, () => onEndedRun('rollBackImport')],
    [
      'TOO_MANY_KEYS',
      200,
      async () => {
        const made = await hub.ask(
          'mutation { createApiClient(input: { name: "x", role: AUDITOR }) { client { id } } }',
        );
        const rotate = 'mutation ($id: ID!) { rotateApiKey(input: { clientId: $id }) { errors { code } } }';
        await ask(rotate, made.data.createApiClient.client);
        return ask(rotate, made.data.createApiClient.client);
      },
    ],
    [
      'IDEMPOTENCY_CONFLICT',
      200,
      async () => {
        const create = (name: string) =>
          ask(
            'mutation ($name: String!) { createApiClient(input: { idempotencyKey: "one key for two things", name: $name, role: AUDITOR }) { errors { code } } }',
            { name },
          );
        await create('one');
        return create('other');
      },
    ],
    [
      'INDEX_NOT_READY',
      200,
      async () => {
        await hub.database.sql`insert into framework (code, name) values ('new', '{"en": "New"}')`;
        await hub.database.sql`insert into skill (framework_id, uri, labels)
                               select id, 'urn:new', '{"en": "new"}' from framework where code = 'new'`;
        return ask('{ suggestSkills(text: "new", framework: "new") { how } }');
      },
    ],
    ['DOCUMENT_TOO_LARGE', 400, () => ask(`{ ${'skills { nodes { id } } '.repeat(400)} }`)],
    [
      'DOCUMENT_TOO_LARGE',
      413,
      () => send({ body: JSON.stringify({ query: `{ __typename } #${'x'.repeat(102_400)}` }) }),
    ],
    [
      'RATE_LIMITED',
      429,
      () => ask('{ skills(first: 100) { nodes { framework { code } relations { kind } } } }', {}, keys.auditor),
    ],
    [
      'TIMEOUT',
      504,
      async () => {
        // Cancelled as a statement that takes too long is; how long that is, test/api/timeouts.test.ts says.
        const holder = hub.database.session();
        await holder`begin`;
        await holder`lock table occupation in access exclusive mode`;
        const asked = ask('{ occupations { nodes { id } } }');
        try {
          for (let cancelled = 0; cancelled === 0; ) {
            const rows = await hub.database.sql`
              select pg_cancel_backend(pid) from pg_stat_activity
              where datname = current_database() and wait_event_type = 'Lock'`;
            cancelled = rows.length;
          }
          return await asked;
        } finally {
          await holder`rollback`;
          await holder.end();
        }
      },
    ],
    [
      'SERVICE_UNAVAILABLE',
      503,
      async () => {
        const databaseUrl = 'postgres://nobody@127.0.0.1:1/nowhere';
        const database = createDatabase(databaseUrl);
        const config = readConfig({ PORT: '0', TESSERA_ADMIN_KEY: ADMIN_KEY });
        const api = await startHttp(config, { databaseUrl, database }, createLogger('silent'));
        try {
          return await send({ url: api.url, body: JSON.stringify({ query: '{ skill(uri: "x") { id } }' }) });
        } finally {
          await api.close();
          await database.close();
        }
      },
    ],
    ['BAD_REQUEST', 400, () => send({ body: '[]' })],
    ['BAD_REQUEST', 405, () => get('mutation { __typename }')],
    ['BAD_REQUEST', 406, () => ask('{ __typename }', {}, ADMIN_KEY, { accept: 'text/plain' })],
    ['BAD_REQUEST', 415, () => get('{ __typename }', { 'content-type': 'application/xml' })],
    ['GRAPHQL_PARSE_FAILED', 400, () => ask('{')],
    ['GRAPHQL_VALIDATION_FAILED', 400, () => ask('{ nothing }')],
    ['OPERATION_RESOLUTION_FAILURE', 400, () => ask('query a { __typename } query b { __typename }')],
    [
      'PERSISTED_QUERY_NOT_SUPPORTED',
      200,
      () => send({ body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }) }),
    ],
    ['INTERNAL_SERVER_ERROR', 200, () => without('framework', () => ask('{ frameworks { nodes { id } } }'))],
    ['INTERNAL_SERVER_ERROR', 500, () => without('api_key', () => ask('{ __typename }', {}, keys.learner))],
  ];

  test.each(CASES)('%s, %d', async (expected, status, provoke) => {
    expect(await provoke()).toEqual({ ...code(expected), status });
  });

  test('the documentation states these codes with these statuses, and no others', () => {
    const text = readFileSync(join(import.meta.dirname, '../../docs/problems.md'), 'utf8').split('## Import issues')[0];
    const stated = [...(text ?? '').matchAll(/^\| `([A-Z_]+)` *\| ([\d, –]+?) *\|/gmu)].map(([, name, statuses]) => [
      name,
      statuses === '–' ? [0] : statuses?.split(', ').map(Number),
    ]);
    const met = new Map<string, Set<number>>();
    for (const [name, status] of CASES) met.set(name, new Set([...(met.get(name) ?? []), status]));
    expect(Object.fromEntries(stated)).toEqual(
      Object.fromEntries([...met].map(([name, statuses]) => [name, [...statuses].sort((a, b) => a - b)])),
    );
  });
});
