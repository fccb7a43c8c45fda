import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Database, transaction } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import { formatNamed, formats, recogniseFormat } from '../formats/index.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { ImportOptions } from '../provenance/index.ts';
import { runImport as runImportJob } from '../queue/jobs.ts';
import { enqueue } from '../queue/outbox.ts';
import { type InputAccess, isInside, isPath, openInput } from './open-input.ts';
import { openRun, registerSource, type Source } from './run-record.ts';

export interface ImportRequest {
  /** Path of a file or folder this machine can read, an upload (`upload:ID`), or an address. */
  readonly location: string;
  /** Name of a format; recognised from the input when absent. */
  readonly format?: string | undefined;
  readonly options?: ImportOptions | undefined;
}

type Refusal = 'FORMAT_UNRECOGNISED' | 'SOURCE_UNREADABLE';

/**
 * Registers where records come from; the same format and location is the same source.
 *
 * @param folders  where inputs may lie; anywhere when empty
 */
export async function prepareSource(
  database: Database,
  request: ImportRequest,
  folders: readonly string[],
): Promise<Result<Source, Refusal>> {
  const { options = {} } = request;
  const isLocal = isPath(request.location);
  // One folder is one source, however its path was written.
  const location = isLocal ? resolve(request.location) : request.location;
  if (isLocal && !isInside(await realPath(location), await Promise.all(folders.map(realPath)))) {
    return fail('SOURCE_UNREADABLE', `${location} is in none of the folders open to imports`, 'location');
  }
  const format = await chooseFormat({ ...request, location }, { db: database.db });
  if (!format.ok) return format;
  return ok(await registerSource(database.db, { format: format.value, location, options }));
}

/** Queues a run of a source, and returns it; a run of it that has not ended is that run. */
export async function startImport(database: Database, source: Pick<Source, 'id'>): Promise<ImportRunId> {
  return transaction(
    database.db,
    async (tx) => {
      const run = await openRun(tx, source.id);
      await enqueue(tx, runImportJob, { runId: run.id });
      return run.id;
    },
    { attempts: 3 },
  );
}

/** Opens a run for this process to read itself, with `runImport`. */
export async function openImport(database: Database, source: Pick<Source, 'id'>): Promise<ImportRunId> {
  return (await openRun(database.db, source.id)).id;
}

async function chooseFormat(
  { location, format, options = {} }: ImportRequest,
  access: InputAccess,
): Promise<Result<string, Refusal>> {
  const names = formats.map(({ name }) => name).join(', ');
  if (format !== undefined) {
    if (formatNamed(format)) return ok(format);
    return fail('FORMAT_UNRECOGNISED', `there is no format called ${format}; there are ${names}`, 'format');
  }
  const opened = await openInput(location, options, access);
  if (!opened.ok) return opened;
  const recognised = await recogniseFormat(opened.value.input);
  if (recognised) return ok(recognised.name);
  return fail('FORMAT_UNRECOGNISED', `no format recognises ${location}; name one of ${names}`, 'format');
}

/** Where a path leads once links are followed; itself while nothing is there. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
