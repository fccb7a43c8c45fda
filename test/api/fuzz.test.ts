import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { makeSchema } from '../../src/server/schema.ts';
import { testHub } from '../rig/hub.ts';

const hub = testHub();
const held: { schema?: GraphQLSchema; learner: string } = { learner: '' };
beforeAll(async () => {
  held.schema = await makeSchema();
  const [row] = await hub.database.sql<{ id: number }[]>`
    insert into learner (key, display_name, pseudonym) values ('l', 'L', 'Learner') returning id`;
  held.learner = await hub.makeKey({ name: 'l', role: 'LEARNER', learnerId: Number(row?.id) as never });
});

const NODES = ['Skill', 'Credential', 'Learner', 'Job', 'Organization', 'Badge', 'Source', 'ImportRun', 'ApiClient'];
const ids = fc
  .tuple(fc.constantFrom(...NODES, 'Nothing'), fc.constantFrom(0, 1, 2, 2 ** 31, 2 ** 53, -1))
  .map(([type, id]) => toGlobalId(type as never, id));
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    "'; drop table skill; --",
    '%',
    '_',
    '\\',
    '$1',
    '{}',
    'null',
    '\u{FFFF}',
    '-',
    'en',
    'x'.repeat(5_000),
  ),
  ids,
);
/** Values of nobody's type. */
const anything = fc.oneof(
  texts,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant([]),
  fc.constant({}),
);

/** Values of a type, of its edges, and now and then of none. */
function valuesOf(type: GraphQLInputType, depth = 0): fc.Arbitrary<unknown> {
  if (isNonNullType(type))
    return fc.oneof({ weight: 30, arbitrary: valuesOf(type.ofType, depth) }, { weight: 1, arbitrary: anything });
  if (isListType(type)) return fc.oneof(fc.constant(null), fc.array(valuesOf(type.ofType, depth), { maxLength: 3 }));
  if (isEnumType(type))
    return fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom(...type.getValues().map(({ name }) => name)) },
      { weight: 1, arbitrary: texts },
    );
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
    const fields = depth > 3 ? required : Object.values(type.getFields());
    const members = Object.fromEntries(fields.map((field) => [field.name, valuesOf(field.type, depth + 1)]));
    return fc.record(members, { requiredKeys: required.map(({ name }) => name) });
  }
  const { name } = getNamedType(type);
  if (name === 'Int') return fc.constantFrom(0, 1, -1, 5, 100, 101, 2 ** 31 - 1, -(2 ** 31), 1.5);
  if (name === 'Float')
    return fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, -0, 1, 0.5));
  if (name === 'Boolean') return fc.boolean();
  if (name === 'ID') return fc.oneof({ weight: 4, arbitrary: ids }, { weight: 1, arbitrary: texts });
  if (name === 'DateTime')
    return fc.oneof(
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.constantFrom('2026-02-30T00:00:00Z', '0000-01-01T00:00:00Z', '+275760-09-13T00:00:00.000Z', 'now'),
    );
  return name === 'JSONObject'
    ? fc.dictionary(
        texts.filter((key) => key !== '__proto__'),
        fc.json().map((text) => JSON.parse(text) as unknown),
      )
    : texts;
}

/** A document for one field of a root, with every argument as a variable. */
function documentOf(
  kind: 'query' | 'mutation',
  name: string,
  args: readonly GraphQLArgument[],
  isLeaf: boolean,
): string {
  const declared = args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selected = isLeaf ? '' : kind === 'mutation' ? '{ errors { code message field } }' : '{ __typename }';
  return args.length === 0
    ? `${kind} { ${name} ${selected} }`
    : `${kind} (${declared}) { ${name}(${passed}) ${selected} }`;
}

/** What tells of our insides: a stack, a file of ours, a statement, PostgreSQL's own words. */
const INSIDES =
  /node_modules|\.[jt]s:\d|\bselect .+ from\b|\binsert into\b|\bupdate .+ set\b|\bdelete from\b|Failed query|violates|syntax error at|invalid input|out of range for type/iu;

test('of 500 bad inputs to any field, none is a fault of ours and none shows our insides', async () => {
  const schema = held.schema as GraphQLSchema;
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  const fields = roots.flatMap(([kind, root]) =>
    Object.values((root as GraphQLObjectType).getFields()).map((field) => ({ kind, field })),
  );
  const asked = fc.constantFrom(...fields).chain(({ kind, field }) =>
    fc.record({
      document: fc.constant(documentOf(kind, field.name, field.args, isLeafType(getNamedType(field.type)))),
      variables: fc.record(Object.fromEntries(field.args.map((arg) => [arg.name, valuesOf(arg.type)]))),
      isLearner: fc.boolean(),
    }),
  );
  const seen = { codes: new Set<string>(), beyondTheDoor: 0 };
  await fc.assert(
    fc.asyncProperty(asked, async ({ document, variables, isLearner }) => {
      const { status, errors, data } = await hub.ask(document, variables, isLearner ? { key: held.learner } : {});
      const [payload] = Object.values(
        (data ?? {}) as Record<string, { errors?: { code: string; message: string }[] } | null>,
      );
      const told = [
        ...(errors ?? []).map(({ extensions, message }) => ({ code: extensions.code, message })),
        ...(Array.isArray(payload?.errors) ? payload.errors : []),
      ];
      for (const { code } of told) seen.codes.add(code);
      if (status === 200) seen.beyondTheDoor += 1;
      expect(status).toBeLessThan(500);
      expect(told.filter(({ code }) => code === 'INTERNAL_SERVER_ERROR')).toEqual([]);
      const ours = told.map(({ message }) => message.replaceAll("'; drop table skill; --", ''));
      expect(ours.filter((message) => INSIDES.test(message))).toEqual([]);
    }),
    { numRuns: 500 },
  );
  // It would prove nothing were all inputs refused at the door.
  expect(seen.codes.has('BAD_USER_INPUT')).toBe(true);
  expect(seen.beyondTheDoor).toBeGreaterThan(100);
});
