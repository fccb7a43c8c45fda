import type { Database } from '../../src/db/client.ts';
import {
  type ImportRequest,
  type ImportRun,
  openImport,
  prepareSource,
  type RunToOpen,
  runImport,
} from '../../src/imports/index.ts';
import { valueOrThrow } from '../../src/problem.ts';

/** Runs an import of a file or folder in this process, and returns the ended run. */
export async function runOf(database: Database, request: ImportRequest, what?: RunToOpen): Promise<ImportRun> {
  const source = valueOrThrow(await prepareSource(database, request, []));
  return valueOrThrow(await runImport(database, await openImport(database, source, what)));
}

/** The counters of a run that a dry run and its real run must agree on. */
export function countsOf(run: ImportRun) {
  const { state, seen, created, updated, unchanged, tombstoned, issues, warnings } = run;
  return { state, seen, created, updated, unchanged, tombstoned, issues, warnings };
}
