import type { Database } from '../../src/db/client.ts';
import { type ImportRun, openImport, prepareSource, type RunToOpen, runImport } from '../../src/imports/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { writeFolder } from './esco-folder.ts';

/** Imports files of the test's own words, as the command line would, and returns the ended run. */
export async function importInto(
  database: Database,
  format: string,
  files: Readonly<Record<string, string>>,
  what?: RunToOpen,
): Promise<ImportRun> {
  const location = writeFolder(files, format);
  const source = valueOrThrow(await prepareSource(database, { format, location }, []));
  return valueOrThrow(await runImport(database, await openImport(database, source, what)));
}
