import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { Viewer } from '../../../src/accounts/index.ts';
import { refusalOf } from '../../../src/graphql/policy.ts';
import { POLICY } from '../../../src/server/policy.ts';

type Given = GraphQLArgument | GraphQLInputField;

/** A place in an operation that takes an id. */
export interface IdPlace {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly field: GraphQLField<unknown, unknown>;
  /** From an argument down to the id, through inputs. */
  readonly path: readonly Given[];
  /** As the schema names it: `Query.skillGap(learnerId)`, `LinkLearnerInput.learnerId`. */
  readonly coordinate: string;
}

/** Every place of every query, mutation and subscription that takes an id, nested inputs too. */
export function idPlaces(schema: GraphQLSchema): IdPlace[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).flatMap((field) =>
      field.args.flatMap((argument) =>
        idsIn(argument, `${type?.name}.${field.name}(${argument.name})`, []).map((place) => ({
          kind,
          field,
          ...place,
        })),
      ),
    ),
  );
}

function idsIn(given: Given, coordinate: string, above: readonly Given[]): Pick<IdPlace, 'path' | 'coordinate'>[] {
  const path = [...above, given];
  const type = getNamedType(given.type);
  if (type.name === 'ID') return [{ path, coordinate }];
  // An input within itself takes what it takes at its first place.
  if (!isInputObjectType(type) || above.some((each) => getNamedType(each.type) === type)) return [];
  return Object.values(type.getFields()).flatMap((field) => idsIn(field, `${type.name}.${field.name}`, path));
}

/** Coordinates of every argument and input field of the schema that is an id, wherever it is. */
export function idCoordinates(schema: GraphQLSchema): string[] {
  const isId = ({ type }: Given) => getNamedType(type).name === 'ID';
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => {
      if (isInputObjectType(type))
        return Object.values(type.getFields())
          .filter(isId)
          .map(({ name }) => `${type.name}.${name}`);
      if (!isObjectType(type) && !isInterfaceType(type)) return [];
      return Object.values(type.getFields()).flatMap((field) =>
        field.args.filter(isId).map(({ name }) => `${type.name}.${field.name}(${name})`),
      );
    })
    .sort();
}

/** Names a place in a list, and a request. */
const BESIDE_THE_POINT = ['after', 'idempotencyKey'];

/** Which id each other argument takes, by its name; a new name must be told here. */
const TYPE_OF_NAME: Readonly<Record<string, string>> = {
  ...{
    learnerId: 'Learner',
    badgeId: 'Badge',
    badgeIds: 'Badge',
    skillIds: 'Skill',
    clientId: 'ApiClient',
    keyId: 'ApiKey',
  },
  ...{ membershipId: 'Membership', sourceId: 'Source', jobId: 'Job', employerId: 'Organization' },
  ...{ organizationId: 'Organization', providerId: 'Organization', occupationId: 'Occupation' },
  ...{ credentialId: 'Credential', skillId: 'Skill', levelId: 'Level', shareLinkId: 'ShareLink' },
  ...{ fromId: 'Level', toId: 'Level' },
  // Of a review of words, beside the skill that is tried: nobody but administrators decides on any.
  ...{ id: 'Skill' },
};

/**
 * Values of a field's arguments with an id in one place: what is required beside it, and then each thing that may be given
 * beside it, one at a time.
 */
export function argumentsWith(
  { field, path }: Pick<IdPlace, 'field' | 'path'>,
  id: string,
  ids: Readonly<Record<string, string>>,
): Record<string, unknown>[] {
  const fill = (given: readonly Given[], within: readonly Given[]): Record<string, unknown>[] => {
    const [next, ...below] = within;
    if (!next) return [];
    const inner = getNamedType(next.type);
    const values = isInputObjectType(inner) ? fill(Object.values(inner.getFields()), below) : [id];
    const beside = given.filter((each) => each !== next);
    const required = Object.fromEntries(beside.filter(isRequired).map((each) => [each.name, givenFor(each, ids)]));
    const listed = (value: unknown) => (isListType(getNullableType(next.type)) ? [value] : value);
    const all = values.map((value) => ({ ...required, [next.name]: listed(value) }));
    const [first] = all;
    const more = beside.filter((each) => !isRequired(each) && !BESIDE_THE_POINT.includes(each.name));
    return first ? [...all, ...more.map((each) => ({ ...first, [each.name]: givenFor(each, ids) }))] : [];
  };
  return fill(field.args, path);
}

const isRequired = (given: Given) =>
  'args' in given
    ? false
    : isRequiredArgument(given as GraphQLArgument) || isRequiredInputField(given as GraphQLInputField);

function givenFor({ name, type }: Given, ids: Readonly<Record<string, string>>): unknown {
  const inner = getNullableType(type) as GraphQLInputType;
  if (isListType(inner)) return [scalarOf(name, getNamedType(inner), ids)];
  return scalarOf(name, getNamedType(inner), ids);
}

function scalarOf(name: string, type: GraphQLNamedType, ids: Readonly<Record<string, string>>): unknown {
  if (type.name === 'RequirementInput') return { all: [{ skill: 'words no framework has' }] };
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter(isRequiredInputField)
        .map((each) => [each.name, givenFor(each, ids)]),
    );
  if (isEnumType(type)) return type.getValues()[0]?.name;
  switch (type.name) {
    case 'ID': {
      const id = ids[TYPE_OF_NAME[name] ?? ''];
      if (!id) throw new Error(`say in TYPE_OF_NAME what ${name} is the id of`);
      return id;
    }
    case 'Boolean':
      return true;
    case 'Int':
    case 'Float':
      return 1;
    case 'DateTime':
      // To come, and within what a consent may last.
      return new Date(Date.now() + 30 * 86_400_000).toISOString();
    case 'JSONObject':
      return {};
    case 'String':
      return name === 'issuer' ? 'https://issuer.example' : 'x';
    default:
      throw new Error(`there is no value of a ${type.name} to send; add one`);
  }
}

/** A document that asks a field for every scalar and one level of objects that the viewer may select. */
export function documentOf(schema: GraphQLSchema, { kind, field }: IdPlace, viewer: Viewer, type: string): string {
  const variables = field.args.map((argument) => `$${argument.name}: ${argument.type}`).join(', ');
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const answered = getNamedType(field.type);
  return `${kind} (${variables}) { ${field.name}(${given}) ${selectionOfAny(schema, answered, viewer, type)} }`;
}

/** Of an interface, the fields of the type the id is of. */
function selectionOfAny(schema: GraphQLSchema, answered: GraphQLNamedType, viewer: Viewer, type: string): string {
  if (!isInterfaceType(answered)) return selectionOf(answered, viewer, 2);
  const possible = schema.getPossibleTypes(answered).find(({ name }) => name === type);
  return `{ __typename id ${possible ? `... on ${type} ${selectionOf(possible, viewer, 1)}` : ''} }`;
}

function selectionOf(type: GraphQLNamedType, viewer: Viewer, levels: number): string {
  if (!isObjectType(type) && !isInterfaceType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field): string[] => {
    const rule = POLICY[type.name]?.[field.name];
    if (!rule || refusalOf(rule, viewer) !== null) return [];
    if (field.args.some((argument) => isRequiredArgument(argument) && argument.name !== 'first')) return [];
    const paged = field.args.some(({ name }) => name === 'first') ? '(first: 2)' : '';
    const named = getNamedType(field.type);
    if (isLeafType(named)) return [`${field.name}${paged}`];
    if (levels === 0 && !carries(named)) return [];
    // What only carries is no level.
    const inner = selectionOf(named, viewer, carries(named) ? levels : levels - 1);
    return inner === '' ? [] : [`${field.name}${paged} ${inner}`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

const carries = ({ name }: GraphQLNamedType) => /(?:Connection|Edge|PageInfo|Payload)$/u.test(name);
