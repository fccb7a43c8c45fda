import 'reflect-metadata';
import { crc32 } from 'node:zlib';
import { ArgsType, type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { resolvedBy } from './direct.ts';
import { refuse } from './problems.ts';

@ObjectType('PageInfo', { description: 'Where a page stands (Relay Cursor Connections).', simpleResolvers: true })
export class PageInfoType {
  @Field(() => Boolean, { description: 'Whether more follows.' }) hasNextPage: boolean;
  @Field(() => Boolean, { description: 'Always false: pages run forward.' }) hasPreviousPage: boolean;
  @Field(() => String, { nullable: true, description: 'Of the first row; null for an empty page.' }) startCursor:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'Pass it as `after` to go on; null for an empty page.' })
  endCursor: string | null;
}

/** `first` and `after` of every list. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'Rows of the page, 1 to 100.' }) first: number;
  @Field(() => String, { nullable: true, description: '`endCursor` of the page before.' }) after?: string | null;
}

export interface Connection<R> {
  readonly edges: { readonly cursor: string; readonly node: R }[];
  readonly nodes: R[];
  readonly pageInfo: PageInfoType;
  /** Counts when it is asked for, in a statement beside the page's; absent where counting is not cheap. */
  readonly totalCount?: () => Promise<number>;
}

const ofPages = { description: 'A list in pages (Relay Cursor Connections).', simpleResolvers: true };
const rows = { description: 'The rows of the page, each with its cursor.' };
const place = { description: 'Whether more follows, and how to go on.' };

/** The connection and edge types of a node type. */
export function connectionType<T extends object>(name: string, node: ClassType<T>, counted = true): ClassType<object> {
  @ObjectType(`${name}Edge`, { description: 'A row of a page and its place.', simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'Opaque; as `after` it goes on behind this row.' }) cursor: string;
    @Field(() => node, { description: 'The row itself.' }) node: T;
  }
  if (counted) {
    @ObjectType(`${name}Connection`, ofPages)
    class Counted {
      @Field(() => [Edge], rows) edges: Edge[];
      @Field(() => [node], { description: 'The nodes without their cursors.' }) nodes: T[];
      @Field(() => PageInfoType, place) pageInfo: PageInfoType;
      @resolvedBy((page) => (page as Connection<T>).totalCount?.())
      @Field(() => Int, { description: 'Rows of all pages.' })
      totalCount: number;
    }
    return Counted;
  }
  @ObjectType(`${name}Connection`, ofPages)
  class Uncounted {
    @Field(() => [Edge], rows) edges: Edge[];
    @Field(() => [node], { description: 'The nodes without their cursors.' }) nodes: T[];
    @Field(() => PageInfoType, place) pageInfo: PageInfoType;
  }
  return Uncounted;
}

/** `first` within its range. @throws ProblemError BAD_USER_INPUT */
export function firstOf({ first }: PageArgs): number {
  if (first >= 1 && first <= 100) return first;
  return refuse('BAD_USER_INPUT', `first is ${first}; ask for 1 to 100 rows a page`, 'first');
}

const VERSION = 2;

/**
 * A row's place in a field's order: opaque, and of this version only. The checksum tells a damaged cursor from another place;
 * it is no signature, since a cursor says nothing that its reader may not ask for.
 */
export function writeCursor(field: string, key: readonly unknown[]): string {
  const text = JSON.stringify([VERSION, field, ...key]);
  return Buffer.from(`${checksumOf(text)}${text}`).toString('base64url');
}

const CHECKSUM_LENGTH = 8;

function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(CHECKSUM_LENGTH, '0');
}

/** What a cursor holds. @throws where it is none, or not as it was written */
function parseCursor(cursor: string): unknown[] {
  const bytes = Buffer.from(cursor, 'base64url');
  // Decoding passes over what is not of its alphabet.
  if (bytes.toString('base64url') !== cursor) throw new SyntaxError('no base64url');
  const decoded = bytes.toString();
  const text = decoded.slice(CHECKSUM_LENGTH);
  if (checksumOf(text) !== decoded.slice(0, CHECKSUM_LENGTH)) throw new SyntaxError('damaged');
  return JSON.parse(text) as unknown[];
}

/** A row's id as a part of a sort key. */
export const idKey = <Id extends number>() =>
  z
    .int()
    .positive()
    .transform((id) => id as Id);

/** A text as a part of a sort key, such as PostgreSQL can compare. */
export const textKey = z.string().refine((text) => text.isWellFormed() && !text.includes('\0'));

/**
 * The sort key a cursor of a field stands for; null for the first page.
 *
 * @param key       shape of the field's sort key: a cursor is the caller's text, whatever it decodes to
 * @param argument  the field's name for it
 * @throws ProblemError BAD_CURSOR
 */
export function readCursor<K>(
  field: string,
  after: string | null | undefined,
  key: z.ZodType<K>,
  argument = 'after',
): K | null {
  if (after == null) return null;
  try {
    const [version, name, ...parts] = parseCursor(after);
    const read = key.safeParse(parts);
    if (version === VERSION && name === field && read.success) return read.data;
  } catch {
    // Not a cursor of ours: told below.
  }
  return refuse('BAD_CURSOR', `${argument} was not issued by ${field}; start again without it`, argument);
}

/** `readCursor` of a list in the order of its ids. */
export function readIdCursor<Id extends number>(field: string, after: string | null | undefined): Id | null {
  const [id = null] = readCursor(field, after, z.tuple([idKey<Id>()])) ?? [];
  return id;
}

/**
 * A page made from the rows that follow the cursor in order.
 *
 * @param rows   at most `first + 1`: the last tells whether more follows
 * @param keyOf  the row's sort key, unique and as the next page's statement compares it
 */
export function pageOf<R>(
  field: string,
  rows: readonly R[],
  first: number,
  keyOf: (row: R) => readonly unknown[],
  totalCount?: () => Promise<number>,
): Connection<R> {
  const edges = rows.slice(0, first).map((node) => ({
    node,
    cursor: writeCursor(field, keyOf(node)),
  }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: false,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    ...(totalCount && { totalCount }),
  };
}
