import { ApolloServer } from '@apollo/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChanges } from '../../src/db/changes.ts';
import { createLogger } from '../../src/log.ts';
import { apolloOptions } from '../../src/server/apollo.ts';
import { assertClosed } from '../../src/server/assert-closed.ts';
import { makeSchema } from '../../src/server/schema.ts';
import { type ApiProcess, startApiProcess } from '../rig/api-process.ts';
import { testDatabase } from '../rig/database.ts';

const database = testDatabase();

describe('an API in production', () => {
  const held: { api?: ApiProcess } = {};
  beforeAll(async () => {
    held.api = await startApiProcess(database.url, { NODE_ENV: 'production' });
  });
  afterAll(async () => {
    await held.api?.end('SIGKILL');
  });
  const send = async (method: string, type: string | null, body?: string, search = '') => {
    const response = await fetch(`${held.api?.url}/graphql${search}`, {
      method,
      headers: { ...(type !== null && { 'content-type': type }), 'apollo-require-preflight': 'x' },
      ...(body !== undefined && { body }),
    });
    return { status: response.status, text: await response.text() };
  };
  const post = (query: string, variables = {}) =>
    send('POST', 'application/json', JSON.stringify({ query, variables }));
  const get = (query: string, type: string | null = null) =>
    send('GET', type, undefined, `?query=${encodeURIComponent(query)}`);

  test('does not describe its schema', async () => {
    expect(await post('{ __schema { types { name } } }')).toMatchObject({ status: 400 });
    expect(await post('{ __type(name: "Query") { name } }')).toMatchObject({ status: 400 });
    expect((await fetch(`${held.api?.url}/graphiql`)).status).toBe(404);
  });

  test.each([
    ['a field', '{ viewr { role } }', {}],
    ['an argument', '{ skills(fist: 1) { nodes { id } } }', {}],
    ['an enum value', 'query ($o: CredentialOrder!) { credentials(orderBy: $o) { nodes { id } } }', { o: 'NAM' }],
    ['a field of an input', 'query ($f: SkillFilter!) { skills(filter: $f) { nodes { id } } }', { f: { labl: 'x' } }],
  ])('does not complete %s that was mistyped, and shows no stack', async (_what, query, variables) => {
    const { status, text } = await post(query, variables);
    expect(status).toBe(400);
    expect(text).not.toMatch(/Did you mean|stacktrace|node_modules|\.[jt]s:\d/u);
  });

  test('takes no form of another site, no change by GET, no odd media type and no batch', async () => {
    const plain = await fetch(`${held.api?.url}/graphql`, { method: 'POST', body: '{"query":"{ __typename }"}' });
    expect(plain.status).toBe(400);
    expect(await get('mutation { __typename }')).toMatchObject({ status: 405 });
    expect(await get('{ __typename }', 'application/xml')).toMatchObject({ status: 415 });
    expect(await send('POST', 'application/json', '[{"query":"{ __typename }"}]')).toMatchObject({ status: 400 });
    expect(await get('{ __typename }')).toMatchObject({ status: 200 });
  });
});

describe('the start', () => {
  const log = createLogger('silent');
  const changes = createChanges(database);
  const parts = async (isSchemaShown: boolean) => ({
    schema: await makeSchema(),
    admit: async () => {},
    isSchemaShown,
    log,
  });

  test.each([
    [{ introspection: true }, 'introspection'],
    [{ hideSchemaDetailsFromClientErrors: false, formatError: undefined }, 'hideSchemaDetailsFromClientErrors'],
    [{ includeStacktraceInErrorResponses: true }, 'includeStacktraceInErrorResponses'],
    [{ csrfPrevention: false }, 'csrfPrevention'],
    [{ allowBatchedHttpRequests: true }, 'allowBatchedHttpRequests'],
    [{ persistedQueries: {} }, 'persistedQueries'],
  ])('refuses a server with %o and names it', async (turned, named) => {
    const server = new ApolloServer({ ...apolloOptions(await parts(false)), ...turned } as never);
    await server.start();
    await expect(assertClosed(server as never, { isSchemaShown: false, database, changes })).rejects.toThrow(
      new RegExp(`would be open:\\n.*\\(${named}\\)$`, 'u'),
    );
    await server.stop();
  });

  test('says of two that are open that both are', async () => {
    const options = { ...apolloOptions(await parts(true)), csrfPrevention: false, allowBatchedHttpRequests: true };
    const server = new ApolloServer(options as never);
    await server.start();
    const refused = assertClosed(server as never, { isSchemaShown: true, database, changes });
    await expect(refused).rejects.toThrow(/csrfPrevention.*allowBatchedHttpRequests/su);
    await server.stop();
  });
});
