import type { Db } from '../db/client.ts';
import { query } from '../db/rows.ts';
import { linesOf } from './bulk-lines.ts';
import { findNewestPlace } from './find-changes.ts';
import { FEED_NOUNS, type FeedNoun, TYPE_OF_NOUN } from './noun.ts';
import { writePlace } from './place.ts';

/** What can be downloaded whole, by the name of its file. */
export const BULK_FILES: Readonly<Record<string, readonly FeedNoun[]>> = {
  organizations: ['ORGANIZATION'],
  frameworks: ['FRAMEWORK'],
  skills: ['SKILL'],
  occupations: ['OCCUPATION'],
  credentials: ['CREDENTIAL'],
  jobs: ['JOB'],
  all: FEED_NOUNS,
};

/** Rows read at once: a few megabytes at most. */
const PAGE = 500;

/** A download under way. */
export interface Bulk {
  /** From here on `changes` tells what the download may have missed. */
  readonly cursor: string;
  /** The file, a piece of whole lines at a time. */
  readonly pieces: AsyncIterable<string>;
}

/**
 * Everything there is of some nouns as NDJSON: a first line with the feed's cursor, taken before anything is read; a line each
 * thing; a last line with their number, without which the file was cut off. Each piece is a statement of its own, so nothing is
 * held open for a slow reader: what changes meanwhile may be in it or not, and is told by the feed behind the cursor.
 */
export async function streamBulk(db: Db, nouns: readonly FeedNoun[], asOf: Date): Promise<Bulk> {
  const cursor = writePlace(await findNewestPlace(db));
  return { cursor, pieces: write(db, nouns, { type: 'BulkStart', cursor, at: asOf.toISOString() }) };
}

async function* write(db: Db, nouns: readonly FeedNoun[], head: object): AsyncGenerator<string> {
  let lines = 0;
  yield `${JSON.stringify(head)}\n`;
  for (const noun of nouns) {
    for (let after = 0; ; ) {
      const rows = await query<{ id: string; line: string }>(
        db,
        linesOf(noun, TYPE_OF_NOUN[noun], { after, first: PAGE }),
      );
      lines += rows.length;
      if (rows.length > 0) yield `${rows.map(({ line }) => line).join('\n')}\n`;
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) break;
      after = Number(last.id);
    }
  }
  yield `${JSON.stringify({ type: 'BulkEnd', lines })}\n`;
}
