import { type GraphQLSchema, getNamedType, isInterfaceType, isLeafType, isObjectType } from 'graphql';
import type { Hub } from '../hub.ts';
import { firstEvent } from '../subscriber.ts';
import { argumentsOf, CALLS, waysOf } from './ways.ts';
import { type Credentials, type MatrixViewer, type MatrixWorld, VIEWERS } from './world.ts';

/**
 * What a viewer gets of a field: `refused` before or where it is read; `nothing` where the row is not there for them;
 * `blank` where it is and the field is null, though an administrator reads a value; `shown` otherwise.
 */
export type Cell = 'refused' | 'nothing' | 'blank' | 'shown';
export type Matrix = ReadonlyMap<string, Readonly<Record<MatrixViewer, Cell>>>;

/** Asks the hub for every field of the given types as every viewer. Keys are coordinates, such as `Badge.document`. */
export async function askAll(
  hub: Hub,
  schema: GraphQLSchema,
  world: MatrixWorld & { readonly viewers: Credentials },
  types: readonly string[],
): Promise<Matrix> {
  const ways = waysOf(world);
  const given = argumentsOf(world);
  const matrix = new Map<string, Readonly<Record<MatrixViewer, Cell>>>();
  for (const name of types) {
    const [type, way] = [schema.getType(name), ways[name]];
    if (!way || !(isObjectType(type) || isInterfaceType(type)))
      throw new Error(`there is no way to a ${name}; add one to ways.ts`);
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${name}.${field.name}`;
      const paged = field.args.some((argument) => argument.name === 'first') ? 'first: 1' : '';
      const stated = [given[coordinate], paged].filter(Boolean).join(', ');
      const named = getNamedType(field.type);
      const inside = isLeafType(named)
        ? ''
        : isObjectType(named) && named.name.endsWith('Connection')
          ? '{ nodes { __typename } }'
          : '{ __typename }';
      const document = way.document(`__typename ${field.name}${stated && `(${stated})`} ${inside}`);
      const seen = await Promise.all(
        VIEWERS.map(
          async (viewer) => [viewer, await ask(hub, document, world.viewers[viewer], way.parent, field.name)] as const,
        ),
      );
      const cells = Object.fromEntries(seen) as Record<MatrixViewer, Cell>;
      matrix.set(coordinate, withoutUsualBlanks(cells));
    }
  }
  return matrix;
}

/** Makes every mutation's call as every viewer: `shown` is who may make it. */
export async function callAll(hub: Hub, schema: GraphQLSchema, viewers: Credentials): Promise<Matrix> {
  const matrix = new Map<string, Readonly<Record<MatrixViewer, Cell>>>();
  for (const name of Object.keys(schema.getMutationType()?.getFields() ?? {})) {
    if (!CALLS[name]) throw new Error(`there is no call of ${name}; add one to ways.ts`);
    const document = `mutation { ${name}(input: ${CALLS[name]}) { errors { code } } }`;
    const cells = VIEWERS.map(async (viewer): Promise<[MatrixViewer, Cell]> => {
      const { key, as } = viewers[viewer];
      const { data, errors } = await hub.ask(document, {}, { key, ...(as !== undefined && { as }) });
      const refused = errors?.some(({ extensions: { code } }) => code === 'FORBIDDEN' || code === 'UNAUTHENTICATED');
      if (data?.[name]?.errors.length === 0) throw new Error(`${document} changed something`);
      return [viewer, refused ? 'refused' : 'shown'];
    });
    matrix.set(`Mutation.${name}`, Object.fromEntries(await Promise.all(cells)) as Record<MatrixViewer, Cell>);
  }
  return matrix;
}

async function ask(
  hub: Hub,
  document: string,
  credentials: Credentials[MatrixViewer],
  parent: readonly (string | number)[],
  field: string,
): Promise<Cell> {
  const { key, as } = credentials;
  const { data, errors } = document.startsWith('subscription')
    ? await firstEvent(hub.url, document, credentials)
    : await hub.ask(document, {}, { key, ...(as !== undefined && { as }) });
  const codes = errors?.map(({ extensions }) => extensions.code) ?? [];
  if (codes.some((code) => code === 'FORBIDDEN' || code === 'UNAUTHENTICATED')) return 'refused';
  if (codes.some((code) => code !== 'NOT_FOUND')) throw new Error(`${document}: ${JSON.stringify(errors)}`);
  const row = parent.reduce<Record<string | number, unknown> | null>(
    (at, step) => (at?.[step] ?? null) as Record<string | number, unknown> | null,
    data ?? null,
  );
  if (row === null) return 'nothing';
  const value = row[field];
  const isEmpty = Array.isArray(value) || isPage(value) ? listOf(value).length === 0 : value == null;
  return isEmpty ? 'blank' : 'shown';
}

const isPage = (value: unknown): value is { nodes: unknown[] } =>
  typeof value === 'object' && value !== null && 'nodes' in value;
const listOf = (value: unknown[] | { nodes: unknown[] }) => (Array.isArray(value) ? value : value.nodes);

/** A field that is empty in this world even for the administrator, or else its learner, says nothing when it is blank. */
function withoutUsualBlanks(cells: Record<MatrixViewer, Cell>): Record<MatrixViewer, Cell> {
  if (Object.values(cells).includes('shown')) return cells;
  const entries = Object.entries(cells) as [MatrixViewer, Cell][];
  return Object.fromEntries(entries.map(([viewer, cell]) => [viewer, cell === 'blank' ? 'shown' : cell])) as Record<
    MatrixViewer,
    Cell
  >;
}
