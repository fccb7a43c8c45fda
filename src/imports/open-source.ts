import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Db } from '../db/client.ts';
import type { Format, Input, Issue } from '../formats/format.ts';
import { formatNamed, recogniseFormat } from '../formats/index.ts';
import type { Result } from '../problem.ts';
import type { LastFetch } from '../provenance/index.ts';
import { source as sourceTable } from '../provenance/tables.ts';
import type { SourceAccess } from './fetch-input.ts';
import { type NothingToRead, type OpenInput, type OpenRefusal, openInput } from './open-input.ts';
import type { ImportRun, Source } from './run-record.ts';
import { placeOf } from './source-location.ts';

/** Stands for the format of a source until its first reading tells it by content. */
export const TOLD_BY_CONTENT = 'auto';

/** A reading that is about to begin. */
export interface ReadingToOpen {
  readonly run: ImportRun;
  readonly source: Source;
  /** The reading before, of `findRunBefore`. */
  readonly before: ImportRun | null;
  readonly sources: SourceAccess | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * Opens what a run is to read, asked for as the last fetch left it. A file that did not change need not come, where the reading
 * before it left nothing out, or where a schedule asks: a person who asks anew has mended something.
 *
 * @param onBytes  told of every chunk that is read
 * @param asOf     now
 */
export function openSource(
  db: Db,
  { run, source, before, sources, signal }: ReadingToOpen,
  onBytes: (count: number) => void,
  asOf: Date,
): Promise<Result<OpenInput | NothingToRead, OpenRefusal>> {
  const { location, options, isPartial, fetching, credentials } = source;
  const lastFetch = source.lastFetch?.print === printOf(source) ? source.lastFetch : null;
  const isKnown = run.checkpoint === null && before !== null && before.id === lastFetch?.runId;
  const isWhole = before?.state === 'COMPLETED' || (before?.state === 'COMPLETED_WITH_ISSUES' && run.isScheduled);
  const keepsZips = formatNamed(source.format)?.readsZips ?? false;
  return openInput(
    {
      ...{ location, options, isPartial, fetching, credentials, lastFetch, keepsZips },
      isConditional: isKnown && isWhole,
    },
    { db, sources, signal },
    onBytes,
    asOf,
  );
}

/** Hash of all a reading depends on beside the file itself. */
function printOf({ format, options, isPartial, fetching }: Source): string {
  const version = formatNamed(format)?.version;
  return createHash('sha256').update(JSON.stringify({ format, version, options, isPartial, fetching })).digest('hex');
}

/** Keeps what a complete fetch leaves for the next; of a source that is no address there is nothing to keep. */
export async function recordFetch(
  db: Db,
  run: ImportRun,
  source: Source,
  fetched: Pick<OpenInput, 'validators' | 'isDelta'> | 'UNCHANGED' | 'NOTHING_NEW',
  asOf: Date,
): Promise<void> {
  if (placeOf(source.location).kind !== 'address') return;
  const last = source.lastFetch?.print === printOf(source) ? source.lastFetch : null;
  const isDelta = fetched === 'NOTHING_NEW' || (fetched !== 'UNCHANGED' && fetched.isDelta);
  const known = {
    ...(last?.etag && { etag: last.etag }),
    ...(last?.lastModified && { lastModified: last.lastModified }),
  };
  // What changed since a moment is another file at each moment.
  const validators = fetched === 'UNCHANGED' ? known : isDelta ? {} : fetched.validators;
  // What was left out must be asked for again once it is mended: the moment stands still until nothing is.
  const since = run.issues === 0 ? asOf.toISOString() : last?.since;
  const fullAt = isDelta ? last?.fullAt : asOf.toISOString();
  const lastFetch: LastFetch = {
    ...{ runId: run.id, print: printOf(source), ...validators },
    ...(since !== undefined && { since }),
    ...(fullAt !== undefined && { fullAt }),
  };
  await db.update(sourceTable).set({ lastFetch }).where(eq(sourceTable.id, source.id));
}

/** The source with the format its content tells, where it was registered without; kept from then on; as it is where none does. */
export async function withFormat(db: Db, source: Source, input: Input): Promise<Source> {
  if (source.format !== TOLD_BY_CONTENT) return source;
  const format = await recogniseFormat(input);
  if (!format) return source;
  await db.update(sourceTable).set({ format: format.name }).where(eq(sourceTable.id, source.id));
  return { ...source, format: format.name };
}

/** The format, telling first what is doubtful about the input before it is read. */
export function withDoubts(format: Format, doubts: readonly Issue[]): Format {
  if (doubts.length === 0) return format;
  return {
    ...format,
    async *read(input, report) {
      doubts.forEach(report);
      yield* format.read(input, report);
    },
  };
}
