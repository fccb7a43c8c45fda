import { aliasedTable, getTableColumns, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { PgDialect, type PgTable } from 'drizzle-orm/pg-core';
import type { Db } from '../db/client.ts';
import type { Wanted } from './wanted.ts';

/** Columns of a source under one name in a statement. */
export type Columns = Readonly<Record<string, SQLWrapper>>;

/** Where rows come from: a table, or a subselect that stands for one. */
export interface Source {
  /** As a FROM item under a name. */
  from(name: string): SQL;
  columns(name: string): Columns;
  /** Columns read as `Date`. */
  readonly dates: ReadonlySet<string>;
}

/** Rows that hang from a row under the name of a field. */
export interface Nested {
  readonly shape: () => Shape;
  /** One row or null, else a list. */
  readonly isOne: boolean;
  readonly on: (parent: Columns, child: Columns) => SQL;
  readonly orderBy?: (child: Columns) => readonly SQLWrapper[];
  /** Rows of a list at most. */
  readonly limit?: number;
}

/**
 * How the rows of a type of the API are read: which columns its fields need, and which rows hang from it. A field that is not
 * stated needs the column of its name; one that has none, such as another domain's, needs them all.
 */
export interface Shape {
  readonly source: Source;
  readonly needs: Readonly<Record<string, readonly string[]>>;
  readonly nested: Readonly<Record<string, Nested>>;
}

export function shapeOf(source: Source, { needs = {}, nested = {} }: Partial<Omit<Shape, 'source'>> = {}): Shape {
  return { source, needs, nested };
}

export function rowsOfTable(table: PgTable): Source {
  const columns = getTableColumns(table);
  return {
    from: (name) => sql`${table} as ${sql.identifier(name)}`,
    columns: (name) => getTableColumns(aliasedTable(table, name)),
    dates: new Set(Object.keys(columns).filter((each) => columns[each]?.dataType === 'date')),
  };
}

/** @param columns  the subselect's columns by the names the API's rows have */
export function rowsOfQuery(query: SQL, columns: Readonly<Record<string, string>>): Source {
  return {
    from: (name) => sql`(${query}) as ${sql.identifier(name)}`,
    columns: (name) =>
      Object.fromEntries(
        Object.entries(columns).map(([key, column]) => [key, sql`${sql.identifier(name)}.${sql.identifier(column)}`]),
      ),
    dates: new Set(),
  };
}

export const one = (shape: () => Shape, on: Nested['on']): Nested => ({ shape, on, isOne: true });

export const many = (
  shape: () => Shape,
  on: Nested['on'],
  orderBy: NonNullable<Nested['orderBy']>,
  limit?: number,
): Nested => ({ shape, on, orderBy, isOne: false, ...(limit !== undefined && { limit }) });

/** The parts of a statement that reads a shape, as text without parameters; and what its rows become. */
interface Reading {
  readonly object: SQL;
  readonly joins: SQL;
  readonly read: (row: Row) => Row;
}
type Row = Record<string, unknown>;

/** Which rows of a shape's source, under the name it is read by. */
export interface Which {
  /** Name the conditions call the rows by. */
  readonly name: string;
  readonly where: SQL | undefined;
  readonly orderBy: readonly SQLWrapper[];
  readonly limit: number;
  /** Columns that are read whatever is wanted, for the cursor. */
  readonly also?: readonly string[];
}

/**
 * Reads rows and all that hangs from them in one statement: the page first, then each of its nested rows by a lateral join,
 * with the columns that are wanted and no others. Rows carry what was nested under the field's name.
 *
 * @param wanted  null for every column and nothing nested
 */
export async function findShaped<R>(db: Db, shape: Shape, wanted: Wanted | null, which: Which): Promise<R[]> {
  const { object, joins, read } = readingOf(shape, wanted, which);
  const order = which.orderBy.length > 0 ? sql` order by ${sql.join([...which.orderBy], sql`, `)}` : sql``;
  const name = sql.identifier(which.name);
  const page = sql`select * from ${shape.source.from(which.name)} where ${which.where ?? sql`true`}${order} limit ${which.limit}`;
  const rows = await db.execute(sql`select ${object} as data from (${page}) as ${name}${joins}${order}`);
  return rows.map(({ data }) => read(data as Row)) as R[];
}

/** A value, at once or later. */
export type Soon<V> = V | Promise<V>;

/** What a row carries under a field's name when its statement brought it along; loaded for a row from elsewhere. */
export function brought<V>(row: object, field: string, load: () => Soon<V>): Soon<V> {
  const held = (row as Record<string, V | undefined>)[field];
  return held === undefined ? load() : held;
}

const EVERYTHING: Wanted = new Map();
const readings = new WeakMap<Shape, WeakMap<Wanted, Map<string, Reading>>>();

/** Made once for what a document wants: compiled queries ask with the same object each time. */
function readingOf(shape: Shape, wanted: Wanted | null, { name, also = [] }: Which): Reading {
  const key = [wanted === null, name, ...also].join(' ');
  const ofShape = readings.get(shape) ?? new WeakMap<Wanted, Map<string, Reading>>();
  readings.set(shape, ofShape);
  const ofWanted = ofShape.get(wanted ?? EVERYTHING) ?? new Map<string, Reading>();
  ofShape.set(wanted ?? EVERYTHING, ofWanted);
  const known = ofWanted.get(key);
  if (known) return known;
  const made = makeReading(shape, wanted, name, also, { count: 0 });
  const asText = (part: SQL) => sql.raw(DIALECT.sqlToQuery(part).sql);
  const reading = { object: asText(made.object), joins: asText(made.joins), read: made.read };
  ofWanted.set(key, reading);
  return reading;
}

const DIALECT = new PgDialect({ casing: 'snake_case' });

function makeReading(
  shape: Shape,
  wanted: Wanted | null,
  name: string,
  also: readonly string[],
  names: { count: number },
): Reading {
  const columns = shape.source.columns(name);
  const keys = columnsFor(shape, wanted, Object.keys(columns), also);
  const pairs = keys.map((key) => sql`${sql.raw(`'${key}'`)}, ${columns[key]}`);
  const joins: SQL[] = [];
  const reads: ((row: Row) => void)[] = [];
  for (const key of keys) {
    if (!shape.source.dates.has(key)) continue;
    reads.push((row) => {
      if (row[key] !== null) row[key] = new Date(row[key] as string);
    });
  }
  for (const [field, nested] of Object.entries(shape.nested)) {
    const below = wanted?.get(field);
    if (!below) continue;
    names.count += 1;
    const child = `n${names.count}`;
    const inner = makeReading(nested.shape(), below, child, [], names);
    joins.push(lateral(nested, columns, child, inner));
    pairs.push(sql`${sql.raw(`'${field}'`)}, ${sql.identifier(child)}.data`);
    if (inner.read === asItIs) continue;
    reads.push((row) => {
      const held = row[field] as Row | Row[] | null;
      if (Array.isArray(held)) for (const each of held) inner.read(each);
      else if (held !== null) inner.read(held);
    });
  }
  return {
    object: objectOf(pairs),
    joins: sql.join(joins),
    read: reads.length === 0 ? asItIs : inTurn(reads),
  };
}

function inTurn(reads: readonly ((row: Row) => void)[]): (row: Row) => Row {
  return (row) => {
    for (const each of reads) each(row);
    return row;
  };
}

/** Keys and values a function of PostgreSQL takes at most, as pairs. */
const PAIRS_AT_ONCE = 50;

/** An object of pairs of key and value; of so many that one call does not take them, joined. */
function objectOf(pairs: readonly SQL[]): SQL {
  if (pairs.length <= PAIRS_AT_ONCE) return sql`json_build_object(${sql.join([...pairs], sql`, `)})`;
  const parts: SQL[] = [];
  for (let from = 0; from < pairs.length; from += PAIRS_AT_ONCE) {
    parts.push(sql`jsonb_build_object(${sql.join(pairs.slice(from, from + PAIRS_AT_ONCE), sql`, `)})`);
  }
  return sql`(${sql.join(parts, sql` || `)})::json`;
}

function asItIs(row: Row): Row {
  return row;
}

function lateral({ shape, isOne, on, orderBy, limit }: Nested, parent: Columns, child: string, inner: Reading): SQL {
  const name = sql.identifier(child);
  const columns = shape().source.columns(child);
  const from = shape().source.from(child);
  if (isOne) {
    return sql` left join lateral (select ${inner.object} as data from ${from}${inner.joins} where ${on(parent, columns)}) ${name} on true`;
  }
  const order = sql`order by ${sql.join([...(orderBy?.(columns) ?? [])], sql`, `)}`;
  const rows =
    limit === undefined
      ? sql`${from}${inner.joins} where ${on(parent, columns)}`
      : sql`(select * from ${from} where ${on(parent, columns)} ${order} limit ${sql.raw(String(limit))}) as ${name}${inner.joins}`;
  return sql` left join lateral (select coalesce(json_agg(${inner.object} ${order}), '[]') as data from ${rows}) ${name} on true`;
}

/** Columns to read for what is wanted; a row's id always, by which what was not foreseen is loaded. */
function columnsFor(
  { needs, nested }: Shape,
  wanted: Wanted | null,
  all: readonly string[],
  also: readonly string[],
): readonly string[] {
  if (wanted === null) return all;
  const keys = new Set<string>(also);
  if (all.includes('id')) keys.add('id');
  for (const field of wanted.keys()) {
    if (field in nested) continue;
    const stated = needs[field] ?? (all.includes(field) ? [field] : all);
    for (const each of stated) keys.add(each);
  }
  return [...keys];
}
