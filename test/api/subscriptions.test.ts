import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { openImport, prepareSource, runImport } from '../../src/imports/index.ts';
import { recordMatches } from '../../src/matching/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { type ApiProcess, startApiProcess } from '../rig/api-process.ts';
import { writeFolder } from '../rig/esco-folder.ts';
import { findFreePort } from '../rig/free-port.ts';
import { ADMIN_KEY, testHub, until } from '../rig/hub.ts';
import { AUDIENCE, testIssuer } from '../rig/issuer.ts';
import { makeOrganizations } from '../rig/organizations.ts';
import { type Heard, subscribe, TRANSPORTS, type Transport } from '../rig/subscriber.ts';

const RUN = 'subscription ($id: ID!) { importRunProgressed(id: $id) { id state seen endedAt } }';
const MATCHES = 'subscription ($id: ID!) { matchesChanged(jobId: $id) { job { id title } matchedAt } }';
const port = await findFreePort();

describe('subscriptions', () => {
  const issuer = testIssuer(port);
  const hub = testHub({ environment: { TESSERA_OIDC_ISSUERS: issuer.url, TESSERA_OIDC_AUDIENCE: AUDIENCE } });
  const held = { job: '', jobId: 0, firm: 0, other: 0, open: [] as Heard[] };
  beforeAll(async () => {
    const { firm, other } = await makeOrganizations(hub.database.db, { firm: 'EMPLOYER', other: 'EMPLOYER' });
    Object.assign(held, { firm, other });
    const published = await hub.ask(
      `mutation ($firm: ID!) { publishJob(input: { employerId: $firm, positionId: "p", title: "A job", requirement: { skill: "urn:x" } }) { job { id } } }`,
      { firm: toGlobalId('Organization', firm) },
    );
    held.job = published.data.publishJob.job.id;
    const [row] = await hub.database.sql<{ id: string }[]>`select id from job`;
    held.jobId = Number(row?.id);
  });
  afterAll(() => {
    for (const each of held.open) each.stop();
  });

  const follow = (transport: Transport, query: string, id: string, key: string | null = ADMIN_KEY, as?: string) => {
    const heard = subscribe(transport, {
      url: hub.url,
      key,
      query,
      variables: { id },
      ...(as !== undefined && { as }),
    });
    held.open.push(heard);
    return heard;
  };
  const heardOf = (heard: Heard, count: number) =>
    until(
      async () => heard.events.length,
      (events) => events >= count,
    );
  const ended = (heard: Heard) =>
    until(
      async () => heard.end,
      (end) => end !== null,
    );
  const rematch = () => recordMatches(hub.database, held.jobId as never);
  const employerKey = () => hub.makeKey({ name: 'firm', role: 'EMPLOYER', organizationId: held.firm as never });

  test.each(TRANSPORTS)('over %s a run is told as it is, and again as it moves on, to its end', async (transport) => {
    const location = writeFolder(
      { 'skills.csv': 'framework_code,uri,kind,label_en\nt,urn:a,SKILL,A\nt,urn:b,SKILL,B\n' },
      transport,
    );
    const source = valueOrThrow(await prepareSource(hub.database, { format: 'framework-csv', location }, []));
    const runId = await openImport(hub.database, source);
    const heard = follow(transport, RUN, toGlobalId('ImportRun', runId));
    await heardOf(heard, 1);
    expect(heard.events[0]?.data.importRunProgressed).toMatchObject({ state: 'QUEUED', seen: 0, endedAt: null });
    valueOrThrow(await runImport(hub.database, runId));
    await until(
      async () => heard.events.at(-1)?.data.importRunProgressed.state,
      (state) => state === 'COMPLETED',
    );
    expect(heard.events.at(-1)?.data.importRunProgressed).toMatchObject({ seen: 2, endedAt: expect.any(String) });
    expect(heard.events.flatMap(({ errors = [] }) => errors)).toEqual([]);
    heard.stop();
  });

  test.each(TRANSPORTS)('over %s an employer hears that matches changed, of its own jobs only', async (transport) => {
    const key = await employerKey();
    const heard = follow(transport, MATCHES, held.job, key);
    await heardOf(heard, 1);
    await rematch();
    await heardOf(heard, 2);
    expect(heard.events.at(-1)?.data.matchesChanged).toEqual({
      job: { id: held.job, title: 'A job' },
      matchedAt: expect.any(String),
    });
    heard.stop();

    const other = await hub.makeKey({ name: 'other', role: 'EMPLOYER', organizationId: held.other as never });
    const refused = follow(transport, MATCHES, held.job, other);
    await ended(refused);
    expect(refused.events.flatMap(({ data }) => data ?? [])).toEqual([]);
  });

  test.each(TRANSPORTS)('over %s a key that is revoked hears nothing more, and the stream ends', async (transport) => {
    const key = await employerKey();
    const heard = follow(transport, MATCHES, held.job, key);
    await heardOf(heard, 1);
    const before = heard.events.filter(({ data }) => data).length;
    await hub.database
      .sql`update api_key set revoked_at = now() where revoked_at is null and client_id = (select max(id) from api_client)`;
    await rematch();
    expect(await ended(heard)).toBe(transport === 'ws' ? '4403' : 'completed');
    await rematch();
    expect(heard.events.filter(({ data }) => data).length).toBe(before);
    expect(heard.events.at(-1)?.errors?.[0]?.extensions).toEqual({
      code: 'UNAUTHENTICATED',
      requestId: expect.any(String),
    });
  });

  test('nothing happens, and still a stream ends within seconds of its key, token or membership', async () => {
    const key = await employerKey();
    const [account] = await hub.database.sql<{ id: string }[]>`
      insert into account (issuer, subject) values (${issuer.url}, 'member') returning id`;
    const membership = async () =>
      hub.database
        .sql`insert into membership (account_id, organization_id, role) values (${account?.id ?? ''}, ${held.firm}, 'EMPLOYER')`;
    await membership();
    const token = await issuer.sign({ sub: 'member' });
    // Of the hour before but for a second more than the hub's tolerance of clocks.
    const brief = await issuer.sign({ sub: 'member', exp: Math.floor(Date.now() / 1_000) - 55 });
    const streams = [
      follow('sse', MATCHES, held.job, key),
      follow('ws', MATCHES, held.job, token),
      follow('ws', MATCHES, held.job, brief),
    ];
    await Promise.all(streams.map((heard) => heardOf(heard, 1)));
    await hub.database
      .sql`update api_key set revoked_at = now() where revoked_at is null and client_id = (select max(id) from api_client)`;
    await hub.database.sql`delete from membership`;
    expect(await Promise.all(streams.map(ended))).toEqual(['completed', '4403', '4403']);
    for (const { events } of streams) expect(events.filter(({ data }) => data)).toHaveLength(1);
  });

  test.each<[string, string, string | null, string]>([
    ['nobody known', MATCHES, null, 'UNAUTHENTICATED'],
    ['a wrong key', MATCHES, 'wrong', 'UNAUTHENTICATED'],
    ['a field that is not theirs', RUN, 'employer', 'FORBIDDEN'],
    [
      'too deep a document',
      `subscription ($id: ID!) { matchesChanged(jobId: $id) { job { requirement { ${'children { '.repeat(12)}label${' }'.repeat(12)} } } } }`,
      ADMIN_KEY,
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'many tokens',
      `subscription ($id: ID!) { matchesChanged(jobId: $id) { ${'matchedAt '.repeat(1_100)} } }`,
      ADMIN_KEY,
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'many aliases',
      `subscription ($id: ID!) { matchesChanged(jobId: $id) { ${Array.from({ length: 20 }, (_, at) => `a${at}: matchedAt`).join(' ')} } }`,
      ADMIN_KEY,
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'a fragment bomb',
      `subscription ($id: ID!) { matchesChanged(jobId: $id) { ...f0 } } ${Array.from({ length: 60 }, (_, at) => `fragment f${at} on MatchChange { ...f${at + 1} ...f${at + 1} }`).join(' ')} fragment f60 on MatchChange { matchedAt }`,
      ADMIN_KEY,
      'DOCUMENT_TOO_LARGE',
    ],
    [
      'two fields at once',
      'subscription ($id: ID!) { a: matchesChanged(jobId: $id) { matchedAt } b: matchesChanged(jobId: $id) { matchedAt } }',
      ADMIN_KEY,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a query', 'query ($id: ID!) { job(id: $id) { id } }', ADMIN_KEY, 'BAD_REQUEST'],
    ['a mutation', 'mutation ($id: ID!) { closeJob(input: { jobId: $id }) { job { id } } }', ADMIN_KEY, 'BAD_REQUEST'],
    ['no document', '{', ADMIN_KEY, 'GRAPHQL_PARSE_FAILED'],
    ['a job that is not there', MATCHES.replace('$id: ID!', '$id: ID = "x"'), ADMIN_KEY, 'BAD_USER_INPUT'],
  ])('%s is refused alike over both transports', async (_what, query, stated, code) => {
    const key = stated === 'employer' ? await employerKey() : stated;
    const id = code === 'BAD_USER_INPUT' ? 'x' : held.job;
    const socket = follow('ws', query, id, key);
    await ended(socket);
    expect(socket.events.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([code]);
    const response = await fetch(`${hub.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...(key !== null && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ query, variables: { id } }),
    });
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    expect({ isRefused: response.status >= 400, code: errors[0]?.extensions.code }).toEqual({ isRefused: true, code });
    const [row] = await hub.database.sql<{ state: string }[]>`select state from job`;
    expect(row?.state).toBe('OPEN');
  });

  test('a client has a bounded number open, and one that ends makes room', async () => {
    const key = await employerKey();
    const streams = Array.from({ length: 21 }, () => follow('ws', MATCHES, held.job, key));
    await until(
      async () => streams.filter(({ events }) => events.length > 0).length,
      (count) => count === 21,
    );
    const codes = streams.flatMap(({ events }) => events[0]?.errors?.map(({ extensions }) => extensions.code) ?? []);
    expect(codes).toEqual(['RATE_LIMITED']);
    for (const each of streams) each.stop();
    await until(
      async () => {
        const again = follow('ws', MATCHES, held.job, key);
        await heardOf(again, 1);
        again.stop();
        return again.events[0]?.data !== undefined;
      },
      (isOpen) => isOpen,
    );
  });

  test('each event takes its cost of the budget', async () => {
    const key = await employerKey();
    const heard = follow('sse', MATCHES, held.job, key);
    await heardOf(heard, 1);
    await rematch();
    await heardOf(heard, 2);
    const { headers } = await hub.ask('{ __typename }', {}, { key });
    expect(Number(headers.get('x-ratelimit-used'))).toBe(3);
  });

  test('a subscription by POST to /graphql is refused, and told where it goes', async () => {
    const { status, errors } = await hub.ask(MATCHES, { id: held.job });
    expect({ status, code: errors?.[0]?.extensions.code }).toEqual({ status: 400, code: 'BAD_USER_INPUT' });
    expect(errors?.[0]?.message).toContain('/graphql/stream');
  });

  test('changes are heard again after the listening connection was lost', async () => {
    const heard = follow('ws', MATCHES, held.job);
    await heardOf(heard, 1);
    await hub.database.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%' and pid <> pg_backend_pid()`;
    await until(
      async () => {
        await rematch();
        return heard.events.length;
      },
      (count) => count > 1,
    );
    expect(heard.end).toBeNull();
  });

  test('a process told to stop ends what is open, and itself', async () => {
    const api: ApiProcess = await startApiProcess(hub.database.url);
    const streams = TRANSPORTS.map((transport) =>
      subscribe(transport, { url: api.url, key: ADMIN_KEY, query: MATCHES, variables: { id: held.job } }),
    );
    await Promise.all(streams.map((heard) => heardOf(heard, 1)));
    expect(await api.end('SIGTERM')).toBe(0);
    await Promise.all(streams.map(ended));
    for (const each of streams) each.stop();
  });
});
