import type { Viewer } from '../accounts/index.ts';
import { asReader, type RowReader } from '../db/as-reader.ts';
import type { Db } from '../db/client.ts';
import type { LearnerId } from '../db/ids.ts';
import type { Reader } from './reader.ts';
import { readerIn } from './reader-of.ts';

/**
 * Runs `work` in a transaction in which PostgreSQL, too, shows of learners' data what the reader may see. Statements that
 * read such data run inside one: outside of it there is none to see.
 */
export function asSeenBy<T>(db: Db, reader: Reader, work: (tx: Db) => Promise<T>): Promise<T> {
  return asReader(db, rowReaderOf(reader), work);
}

/** `asSeenBy` for the viewer of a request, or for whose eyes it looks with. */
export function asViewer<T>(
  context: { readonly db: Db; readonly viewer: Viewer; readonly reader?: Reader },
  work: (tx: Db) => Promise<T>,
): Promise<T> {
  return asSeenBy(context.db, readerIn(context), work);
}

/** `asSeenBy` for a learner who changes what is theirs. */
export function asLearner<T>(db: Db, learnerId: LearnerId, work: (tx: Db) => Promise<T>): Promise<T> {
  return asReader(db, { kind: 'learner', id: learnerId }, work);
}

function rowReaderOf(reader: Reader): RowReader {
  switch (reader.kind) {
    case 'ADMINISTRATOR':
      return { kind: 'administrator' };
    case 'LEARNER':
      return { kind: 'learner', id: reader.learnerId };
    case 'ORGANIZATION':
      return { kind: reader.isEmployer ? 'employer' : 'organization', id: reader.organizationId };
    case 'LINK':
      return { kind: 'link', id: reader.grantId };
    case 'ANYONE':
      return { kind: 'anyone' };
  }
}
