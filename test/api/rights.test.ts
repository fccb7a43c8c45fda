import { beforeAll, describe, expect, test } from 'vitest';
import { testHub } from '../rig/hub.ts';
import { makeOrganizations } from '../rig/organizations.ts';

describe('rights to fields', () => {
  const hub = testHub();
  const world = { key: '' };
  beforeAll(async () => {
    const { portal } = await makeOrganizations(hub.database.db, { portal: 'PORTAL' });
    world.key = await hub.makeKey({ name: 'portal', role: 'PORTAL', organizationId: portal });
  });
  const errorOf = async (document: string, variables = {}, key: string | null = world.key) => {
    const { status, data, errors } = await hub.ask(document, variables, { key });
    return { status, data: data ?? null, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message };
  };

  test.each([
    ['a field', '{ viewer { role } sources(first: 1) { nodes { id } } }'],
    ['a field under another name', '{ viewer { role } skills: sources(first: 1) { nodes { id } } }'],
    ['a field in a fragment', '{ ...a } fragment a on Query { viewer { role } sources(first: 1) { nodes { id } } }'],
    [
      'a field in a fragment of a fragment',
      '{ ...a } fragment a on Query { ...b } fragment b on Query { sources(first: 1) { nodes { id } } }',
    ],
    ['a field in an inline fragment', '{ ... on Query { ... { sources(first: 1) { nodes { id } } } } }'],
    ['a field of a type no row may be of', '{ node(id: "T3JnYW5pemF0aW9uOjE") { id ... on Source { name } } }'],
    ['a field among mutations', 'mutation { registerSource(input: { location: "/x" }) { errors { code } } }'],
  ])('%s that is not yours refuses the whole document, and nothing of it runs', async (_case, document) => {
    const before = hub.database.statements.filter((text) => !text.includes('api_key')).length;
    const refused = await errorOf(document);
    expect(refused).toMatchObject({ status: 403, data: null, code: 'FORBIDDEN' });
    expect(refused.message).toMatch(/^[A-Z][A-Za-z]+\.[a-zA-Z]+: this is for administrator; your role is portal$/u);
    expect(hub.database.statements.filter((text) => !text.includes('api_key')).length).toBe(before);
  });

  test('without a key the answer says to send one', async () => {
    const refused = await errorOf('{ sources(first: 1) { nodes { id } } }', {}, null);
    expect(refused).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test.each([
    ['literally', 'query { viewer { role } sources(first: 1) @skip(if: true) { nodes { id } } }', {}],
    [
      'by a variable',
      'query ($a: Boolean!) { viewer { role } sources(first: 1) @include(if: $a) { nodes { id } } }',
      { a: false },
    ],
    [
      "by a variable's default",
      'query ($a: Boolean = false) { viewer { role } ...s @include(if: $a) } fragment s on Query { sources(first: 1) { nodes { id } } }',
      {},
    ],
  ])('a field left out %s is not asked for', async (_case, document, variables) => {
    expect(await errorOf(document, variables)).toMatchObject({ status: 200, data: { viewer: { role: 'PORTAL' } } });
  });

  test('a field left out in one place and named in another is asked for', async () => {
    const document =
      'query ($a: Boolean!) { ...s @include(if: $a) ...s } fragment s on Query { sources(first: 1) { nodes { id } } }';
    expect(await errorOf(document, { a: false })).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  test('a field left out by neither true nor false is asked for, and who may select it is told what is wrong', async () => {
    const document =
      'query ($a: Boolean = false) { viewer { role } sources(first: 1) @include(if: $a) { nodes { id } } }';
    expect(await errorOf(document, { a: null })).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    const { status, errors } = await hub.ask(document, { a: null });
    expect({ status, code: errors?.[0]?.extensions.code }).toEqual({ status: 400, code: 'BAD_USER_INPUT' });
  });

  test.each(['', 'b'])(
    'an operation named %j that the document lacks is told so, and nothing runs',
    async (operationName) => {
      const response = await fetch(`${hub.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${world.key}` },
        body: JSON.stringify({ query: '{ sources(first: 1) { nodes { id } } }', operationName }),
      });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        errors: [
          {
            message: `Unknown operation named "${operationName}".`,
            extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
          },
        ],
      });
    },
  );

  test('a right named by another operation of the document does not matter', async () => {
    const response = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${world.key}` },
      body: JSON.stringify({
        query: 'query a { viewer { role } } query b { sources(first: 1) { nodes { id } } }',
        operationName: 'a',
      }),
    });
    expect(await response.json()).toMatchObject({ data: { viewer: { role: 'PORTAL' } } });
  });
});
