import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { expect, test } from 'vitest';
import { makeSchema } from '../../src/server/schema.ts';

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** Every type, field, argument, input field and enum value of the API, by its path, such as `Query.skills(first)`. */
function* membersOf(schema: GraphQLSchema): Generator<readonly [path: string, member: Described]> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || isSpecifiedScalarType(type)) continue;
    const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
    if (!isRoot) yield [type.name, type];
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field];
    }
    if (isEnumType(type)) {
      for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value];
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field];
      for (const argument of field.args) yield [`${type.name}.${field.name}(${argument.name})`, argument];
    }
  }
}

test('no description only says the name again', async () => {
  const words = (text: string) => text.toLowerCase().replace(/\b(the|a|an|its|of|this)\b|[^a-z]/gu, '');
  const members = [...membersOf(await makeSchema())];

  expect(members.length).toBeGreaterThan(500);
  expect(
    members.filter(([, { name, description }]) => words(description ?? '') === words(name)).map(([path]) => path),
  ).toEqual([]);
});
