import { z } from 'zod';
import { idKey, readCursor, writeCursor } from '../graphql/connection.ts';
import { FEED_NOUNS, type FeedNoun } from './noun.ts';

/** Name of the field that hands out places in the feed and takes them back. */
const FIELD = 'changes';

/** A place in the feed: behind a transaction's change of one thing, or, with nothing named, before all of that transaction's. */
export interface Place {
  /** Which PostgreSQL's transaction numbers it counts in; another one's mean nothing here. */
  readonly incarnation: string;
  readonly era: number;
  /** Number of a transaction, in decimal digits. */
  readonly xid: string;
  readonly after: { readonly noun: FeedNoun; readonly id: number } | null;
}

/** PostgreSQL's xid8, of 64 bits. */
const xidKey = z.string().regex(/^(0|[1-9]\d{0,18})$/u);
const eraKey = z.int32().nonnegative();
const incarnationKey = z.string().regex(/^[0-9a-f]{16}$/u);
const placeKey = z.union([
  z.tuple([incarnationKey, eraKey, xidKey, z.enum(FEED_NOUNS), idKey()]),
  z.tuple([incarnationKey, eraKey, xidKey]),
]);

/** A place as its reader is given it: opaque. */
export function writePlace({ incarnation, era, xid, after }: Place): string {
  return writeCursor(FIELD, [incarnation, era, xid, ...(after ? [after.noun, after.id] : [])]);
}

/** The place a reader gave back; null for the beginning. @throws ProblemError BAD_CURSOR */
export function readPlace(since: string | null | undefined, argument = 'since'): Place | null {
  const key = readCursor(FIELD, since, placeKey, argument);
  if (key === null) return null;
  const [incarnation, era, xid, noun, id] = key;
  return { incarnation, era, xid, after: noun === undefined || id === undefined ? null : { noun, id } };
}
