import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { expect, test } from 'vitest';
import { PUBLIC } from '../../src/accounts/index.ts';
import { ruled } from '../../src/graphql/policy.ts';
import { POLICY } from '../../src/server/policy.ts';
import { compileRights } from '../../src/server/rights.ts';
import { makeSchema } from '../../src/server/schema.ts';

const text = { type: GraphQLString };
const schemaOf = (...fields: string[]) =>
  new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: Object.fromEntries(fields.map((field) => [field, text])) }),
  });

test('every field of the API has a rule, and every rule a field', async () => {
  expect(await makeSchema()).toBeInstanceOf(GraphQLSchema);
  expect(Object.values(POLICY).flatMap((fields) => Object.keys(fields)).length).toBeGreaterThan(300);
});

test('a field without a rule stops the start, and the message says where to state one', () => {
  expect(() => compileRights(schemaOf('open', 'secret'), { Query: ruled(PUBLIC, 'open') })).toThrow(
    'Query.secret has no rule; state one in the policy.ts of its domain',
  );
});

test('a rule of a field that is gone stops the start', () => {
  expect(() => compileRights(schemaOf('open'), { Query: ruled(PUBLIC, 'open', 'gone') })).toThrow(
    'Query.gone has a rule and is no field',
  );
});
