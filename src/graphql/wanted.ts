import type { GraphQLResolveInfo } from 'graphql';
import { type FieldsByTypeName, parseResolveInfo, type ResolveTree } from 'graphql-parse-resolve-info';

/**
 * What a document selects on an object: fields by name, each with what is selected below it, out of whatever fragments. The
 * aliases of a field are one, so it serves for fields whose rows do not depend on arguments.
 */
export interface Wanted extends ReadonlyMap<string, Wanted> {}

/** Compiled queries hand over the same nodes each time, with no conditions left in them. */
const known = new WeakMap<object, Wanted>();

/** What is selected on the object a field returns; of a connection, on its rows, as nodes or at edges. */
export function wantedOf(info: GraphQLResolveInfo): Wanted {
  const found = known.get(info.fieldNodes);
  if (found) return found;
  const tree = parseResolveInfo(info) as ResolveTree | null;
  const wanted = tree ? merged(tree.fieldsByTypeName) : new Map();
  const rows = isConnection(info) ? rowsOf(wanted) : wanted;
  known.set(info.fieldNodes, rows);
  return rows;
}

function isConnection({ returnType }: GraphQLResolveInfo): boolean {
  return String(returnType).replace('!', '').endsWith('Connection');
}

function rowsOf(page: Wanted): Wanted {
  const rows: Map<string, Wanted> = new Map(page.get('nodes'));
  add(rows, page.get('edges')?.get('node') ?? new Map());
  return rows;
}

function merged(fields: FieldsByTypeName): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const selected of Object.values(fields)) {
    for (const { name, fieldsByTypeName } of Object.values(selected)) {
      add(wanted, new Map([[name, merged(fieldsByTypeName)]]));
    }
  }
  return wanted;
}

function add(into: Map<string, Wanted>, more: Wanted): void {
  for (const [name, below] of more) {
    const both: Map<string, Wanted> = new Map(into.get(name));
    add(both, below);
    into.set(name, both);
  }
}
