import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { SourceSettings } from '../config.ts';
import { type Database, transaction } from '../db/client.ts';
import type { ImportRunId } from '../db/ids.ts';
import { formatNamed, formats, recogniseFormat } from '../formats/index.ts';
import { fail, ok, type Result, valueOrThrow } from '../problem.ts';
import type { ImportOptions } from '../provenance/index.ts';
import { importRun } from '../provenance/tables.ts';
import { runImport as runImportJob } from '../queue/jobs.ts';
import { enqueue } from '../queue/outbox.ts';
import { cancelImport } from './cancel-import.ts';
import { lockSource } from './lock-source.ts';
import { type InputAccess, isInside, type OpenRefusal, openInput } from './open-input.ts';
import { openRun, type RunToOpen, WHOLE } from './open-run.ts';
import { TOLD_BY_CONTENT } from './open-source.ts';
import { findFormatOf, registerSource } from './register-source.ts';
import type { Source } from './run-record.ts';
import { faultOfSourceAddress, placeOf } from './source-location.ts';
import { type StatedTerms, termsOf } from './source-terms.ts';

export interface ImportRequest extends StatedTerms {
  /** Path of a file or folder this machine can read, an upload (`upload:ID`), or an address. */
  readonly location: string;
  /** Name of a format; recognised from the input when absent, of an address at its first reading. */
  readonly format?: string | undefined;
  readonly options?: ImportOptions | undefined;
}

type Refusal = 'FORMAT_UNRECOGNISED' | 'BAD_USER_INPUT' | OpenRefusal;

/**
 * Registers where records come from; the same format and location is the same source.
 *
 * @param folders   where inputs may lie; anywhere when empty
 * @param settings  which hosts may be asked, and what seals credentials
 */
export async function prepareSource(
  database: Database,
  request: ImportRequest,
  folders: readonly string[],
  settings: SourceSettings = {},
): Promise<Result<Source, Refusal>> {
  const { options = {} } = request;
  const { kind } = placeOf(request.location);
  // One folder is one source, however its path was written.
  const location = kind === 'path' ? resolve(request.location) : request.location;
  if (kind === 'path' && !isInside(await realPath(location), await Promise.all(folders.map(realPath)))) {
    return fail('SOURCE_UNREADABLE', `${location} is in none of the folders open to imports`, 'location');
  }
  const fault = kind === 'address' ? faultOfSourceAddress(location, settings.fetchAllowHosts ?? []) : null;
  if (fault !== null) return fail('ADDRESS_REFUSED', `${location} may not be asked: ${fault}`, 'location');
  const terms = termsOf(request, location, settings);
  if (!terms.ok) return terms;
  const format = await chooseFormat({ ...request, location }, { db: database.db });
  if (!format.ok) return format;
  return ok(await registerSource(database.db, { ...terms.value, format: format.value, location, options }));
}

/** Queues a run of a source; one that has not ended and does the same is that run. */
export async function requestImport(
  database: Database,
  source: Pick<Source, 'id'>,
  what: RunToOpen = WHOLE,
): Promise<Result<ImportRunId, 'RUN_IN_PROGRESS'>> {
  await cancelAbandoned(database, source, what);
  return transaction(
    database.db,
    async (tx) => {
      const run = await openRun(tx, source.id, what);
      if (!run.ok) return run;
      await enqueue(tx, runImportJob, { runId: run.value.id });
      return ok(run.value.id);
    },
    { attempts: 3 },
  );
}

/** `requestImport` of the whole source. @throws ProblemError RUN_IN_PROGRESS */
export async function startImport(database: Database, source: Pick<Source, 'id'>): Promise<ImportRunId> {
  return valueOrThrow(await requestImport(database, source));
}

/** Opens a run for this process to read itself, with `runImport`. @throws ProblemError RUN_IN_PROGRESS */
export async function openImport(
  database: Database,
  source: Pick<Source, 'id'>,
  what: RunToOpen = WHOLE,
): Promise<ImportRunId> {
  await cancelAbandoned(database, source, what);
  return valueOrThrow(await openRun(database.db, source.id, what)).id;
}

/** A dry run whose reader died has nothing to go on from: it does not keep another run waiting. */
async function cancelAbandoned(database: Database, { id }: Pick<Source, 'id'>, what: RunToOpen): Promise<void> {
  const abandoned = and(
    ...[eq(importRun.sourceId, id), eq(importRun.mode, 'DRY_RUN'), isNull(importRun.endedAt), gt(importRun.attempt, 0)],
  );
  const [run] = await database.db.select({ id: importRun.id }).from(importRun).where(abandoned);
  if (!run || what.mode === 'DRY_RUN') return;
  const release = await lockSource(database, id);
  if (!release) return;
  try {
    await cancelImport(database.db, run.id);
  } finally {
    await release();
  }
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
  // Workers alone ask other hosts: the first reading tells.
  if (placeOf(location).kind === 'address') return ok((await findFormatOf(access.db, location)) ?? TOLD_BY_CONTENT);
  const opened = await openInput({ location, options, isGlance: true }, access);
  if (!opened.ok) return opened;
  if (opened.value.state !== 'OPEN') throw new Error(`${location} is no address, and was not opened`);
  try {
    const recognised = await recogniseFormat(opened.value.input);
    if (recognised) return ok(recognised.name);
    return fail('FORMAT_UNRECOGNISED', `no format recognises ${location}; name one of ${names}`, 'format');
  } finally {
    await opened.value.close();
  }
}

/** Where a path leads once links are followed; itself while nothing is there. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
