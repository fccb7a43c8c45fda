import { ANONYMOUS, type Viewer } from '../accounts/index.ts';
import type { Context } from '../graphql/context.ts';
import type { Reader } from './reader.ts';

/** A request that looks at learners' data with the eyes of somebody who did not send it. */
export interface Looking extends Context {
  readonly reader?: Reader;
  /** Whether the learner themselves look: then it is nobody's access. */
  readonly isPreview?: boolean;
}

/** The request's context for what is looked at with other eyes: its own loaders, so that no row is mistaken for another's. */
export function lookWith(context: Context, reader: Reader, { isPreview = false } = {}): Looking {
  return { ...context, viewer: viewerOf(reader), reader, isPreview, loaders: new Map() };
}

/** Rows by the context they were read in, where that is not the request's own. */
const readIn = new WeakMap<object, Context>();

/** Notes in which context rows were read, so that what hangs from them is read with the same eyes. */
export function keepLooking<V>(context: Looking, values: readonly V[]): readonly V[] {
  if (context.reader === undefined) return values;
  for (const row of values.flat()) if (typeof row === 'object' && row !== null) readIn.set(row, context);
  return values;
}

/** The context to read in what hangs from a row: the one the row was read in. */
export function contextOf(row: object, context: Context): Looking {
  return readIn.get(row) ?? context;
}

/** As whom a reader would send a request. */
function viewerOf(reader: Reader): Viewer {
  if (reader.kind !== 'ORGANIZATION') return ANONYMOUS;
  const { organizationId, isEmployer } = reader;
  return {
    ...{ role: isEmployer ? 'EMPLOYER' : 'PORTAL', name: 'a preview', scopes: ['READ'] },
    ...{ organizationId, clientId: null, accountId: null, learnerId: null },
  };
}
