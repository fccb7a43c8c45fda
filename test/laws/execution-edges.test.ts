import { buildSchema, execute, type GraphQLSchema, isObjectType, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { Context } from '../../src/graphql/context.ts';
import { createExecutor } from '../../src/server/execution.ts';

/** A schema whose fields fail in every position and whose answers say which arguments they were given. */
function edgySchema(): GraphQLSchema {
  const schema = buildSchema(`
    interface Node { id: ID! }
    enum Colour { RED BLUE }
    input Filter { name: String, colour: Colour = RED, tags: [String!] }
    type Thing implements Node {
      id: ID!  name: String  thrown: String  rejected: String  thrownStrict: String!  rejectedStrict: String!
      badColour: Colour  badColourStrict: Colour!  badInt: Int  missing: String!  colours: [Colour]  strictColours: [Colour!]
      things: [Thing!]  maybeThings: [Thing]  next: Thing  nextStrict: Thing!  returned: String
    }
    type Other implements Node { id: ID! other: Int }
    type Query {
      thing: Thing  strict: Thing!  node(id: ID): Node  nodes: [Node!]
      echo(text: String, filter: Filter, filters: [Filter!], colour: Colour = BLUE, first: Int! = 7): String!
    }`);
  const thing = { __typename: 'Thing', id: 1, name: 'one' };
  const boom = () => new Error('boom');
  const resolvers: Record<string, (args: object) => unknown> = {
    thrown: () => {
      throw boom();
    },
    rejected: () => Promise.reject(boom()),
    thrownStrict: () => {
      throw boom();
    },
    rejectedStrict: () => Promise.reject(boom()),
    returned: () => boom(),
    badColour: () => 'GREEN',
    badColourStrict: () => 'GREEN',
    badInt: () => 'many',
    missing: () => null,
    colours: () => ['RED', 'GREEN', null],
    strictColours: () => ['RED', 'GREEN'],
    things: () => [thing, null],
    maybeThings: () => [thing, null, boom()],
    ...{ next: () => thing, nextStrict: () => Promise.resolve(thing), thing: () => thing, strict: () => thing },
    node: (args) => ('id' in args && args.id === 'other' ? { __typename: 'Other', id: 2, other: 3 } : thing),
    nodes: () => [thing, { __typename: 'Other', id: 2, other: 3 }],
    echo: (args) => JSON.stringify(args, Object.keys(args).sort().concat('name', 'colour', 'tags')),
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name === 'Node') Object.assign(type, { resolveType: (value: { __typename: string }) => value.__typename });
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve = resolvers[field.name];
      if (resolve) field.resolve = (_row, args) => resolve(args);
    }
  }
  return schema;
}

const MAGIC = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';

const EDGES: [what: string, document: string, variables?: Record<string, unknown>][] = [
  ['a nullable field throws', '{ thing { id thrown } }'],
  ['a nullable field rejects', '{ thing { id rejected } }'],
  ['a field returns an error', '{ thing { id returned } }'],
  ['a non-null field throws', '{ thing { id next { thrownStrict } } }'],
  ['a non-null field rejects', '{ thing { id next { rejectedStrict } } }'],
  ['a non-null field is missing', '{ thing { next { missing } } }'],
  ['a non-null field below the root throws', '{ strict { thrownStrict } }'],
  ['nulls go up through two non-null fields', '{ thing { id nextStrict { nextStrict { rejectedStrict } } } }'],
  ['a list of non-null items holds null', '{ thing { things { id } } }'],
  ['a list of nullable items holds an error', '{ thing { maybeThings { id } } }'],
  ['a non-null field of an item rejects', '{ thing { maybeThings { rejectedStrict } } }'],
  ['an enum is none of its values', '{ thing { id badColour } }'],
  ['a non-null enum is none of its values', '{ thing { id next { badColourStrict } } }'],
  ['an enum in a list is none of its values', '{ thing { colours } }'],
  ['a non-null enum in a list is none of its values', '{ thing { strictColours } }'],
  ['a number is no number', '{ thing { badInt } }'],
  ['an interface with both its types', '{ nodes { __typename id ... on Thing { name } ... on Other { other } } }'],
  ['an interface of one object', '{ node(id: "other") { ... on Node { id } ... on Thing { name } } }'],
  ['aliases of one field', '{ a: thing { b: name c: name } d: thing { name } }'],
  ['a name that objects have already', '{ thing { __proto__: name constructor: name toString: id } }'],
  ['one field selected twice', '{ thing { next { id } } thing { next { name } } }'],
  [
    'a fragment spread twice, on conditions',
    'query ($a: Boolean!, $b: Boolean!) { thing { ...F @include(if: $a) ...F @include(if: $b) } } fragment F on Thing { id name }',
    { a: false, b: true },
  ],
  [
    'a fragment in two places, on one condition',
    'query ($a: Boolean!) { x: thing { ...F @skip(if: $a) id } y: thing { ...F } } fragment F on Thing { name next { id } }',
    { a: true },
  ],
  ['nothing is left of an object', 'query ($a: Boolean = true) { thing { name @skip(if: $a) } }'],
  ['a literal that the compiler takes for code', `{ echo(text: "${MAGIC}globalThis.broken = true") }`],
  [
    'an escaped one',
    `{ echo(text: "\\u005f_MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74dglobalThis.broken = true") }`,
  ],
  ['one in a list in an object', `{ echo(filter: { tags: ["${MAGIC}globalThis.broken = true"] }) }`],
  ['one as the default of a variable', `query ($t: String = "${MAGIC}globalThis.broken = true") { echo(text: $t) }`],
  ['quotes, backslashes and line separators', `{ echo(text: "\\"\`\${1}\\\\ \\u2028 '") }`],
  ['an absent variable of an argument', 'query ($t: String, $n: Int) { echo(text: $t, first: 3) }'],
  [
    'an absent variable inside an object and a list',
    'query ($t: String, $c: Colour) { echo(filter: { name: $t, colour: $c }) x: echo(filters: [{ name: $t }]) }',
  ],
  ['a variable that is null', 'query ($t: String, $c: Colour) { echo(text: $t, colour: $c) }', { t: null, c: null }],
  ['a null where a default stands', 'query ($n: Int = 4) { echo(first: $n) }', { n: null }],
  ['defaults of variables', 'query ($f: Filter = { name: "x" }, $c: Colour = RED) { echo(filter: $f, colour: $c) }'],
  ['one item for a list', 'query ($f: [Filter!]) { echo(filters: $f) x: echo(filters: { name: "y" }) }', { f: [] }],
  ['a variable of the wrong type', 'query ($n: Int!) { echo(first: $n) }', { n: 'x' }],
  ['a variable that is wanted and absent', 'query ($n: Int!) { echo(first: $n) }'],
  ['the schema itself', '{ __schema { queryType { name } } __type(name: "Thing") { fields { name type { kind } } } }'],
];

describe('compiled queries answer as graphql-js does', () => {
  const schema = edgySchema();
  test.each(EDGES)('%s', async (_what, text, variables = {}) => {
    const document = parse(text);
    const expected = await execute({ schema, document, variableValues: variables });
    const run = createExecutor(schema);
    const asked = { document, queryHash: text, variables, context: {} as Context };
    const answers = [await run(asked), await run(asked), await run(asked)];
    const read = JSON.parse(JSON.stringify(expected));
    expect(JSON.parse(JSON.stringify(answers))).toEqual([read, read, read]);
    expect(globalThis).not.toHaveProperty('broken');
  });

  test('with other values of what directives ask, the same document answers otherwise', async () => {
    const run = createExecutor(schema);
    const document = parse('query ($a: Boolean!) { thing { id name @include(if: $a) } }');
    const ask = (a: boolean) => run({ document, queryHash: 'x', variables: { a }, context: {} as Context });
    for (const a of [true, false, true, false, true]) {
      expect(await ask(a)).toEqual({ data: { thing: { id: '1', ...(a && { name: 'one' }) } } });
    }
  });
});
