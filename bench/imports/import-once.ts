import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createDatabase } from '../../src/db/client.ts';
import { openImport, prepareSource, runImport } from '../../src/imports/index.ts';
import { valueOrThrow } from '../../src/problem.ts';

export interface Measured {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly seen: number;
  readonly created: number;
  readonly updated: number;
  readonly issues: number;
}

/** Imports a location once, in a process of its own. */
export async function importInChild(url: string, format: string, location: string): Promise<Measured> {
  const child = fork(fileURLToPath(import.meta.url), [url, format, location]);
  const [measured] = await Promise.race([once(child, 'message'), once(child, 'exit').then(failed)]);
  await once(child, 'exit');
  return measured as Measured;
}

function failed(): never {
  throw new Error('the import ended without a word; its own message stands above');
}

/** Imports a location once, in this process. */
export async function importOnce(url: string, format: string, location: string): Promise<Measured> {
  const database = createDatabase(url);
  const started = performance.now();
  const source = valueOrThrow(await prepareSource(database, { location, format }, []));
  const run = valueOrThrow(await runImport(database, await openImport(database, source)));
  const seconds = (performance.now() - started) / 1_000;
  await database.close();
  const { seen, created, updated, issues } = run;
  return { ...{ seconds, seen, created, updated, issues }, peakMegabytes: process.resourceUsage().maxRSS / 1_024 };
}

const [url, format, location] = process.argv[1] === fileURLToPath(import.meta.url) ? process.argv.slice(2) : [];
if (url !== undefined && format !== undefined && location !== undefined) {
  process.send?.(await importOnce(url, format, location));
}
