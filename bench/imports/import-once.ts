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

/** How far an import is: records and bytes so far, all bytes, and the process's memory as it is. */
export interface Progress {
  readonly seen: number;
  readonly read: number;
  readonly total: number;
  readonly megabytes: number;
}

/** Imports a location once, in a process of its own. */
export async function importInChild(
  url: string,
  format: string,
  location: string,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Measured> {
  const child = fork(fileURLToPath(import.meta.url), [url, format, location]);
  const measured: Measured[] = [];
  child.on('message', (word: Measured | Progress) => {
    if ('total' in word) onProgress(word);
    else measured.push(word);
  });
  // Comes after the last word; its exit may come before.
  await once(child, 'disconnect');
  return measured[0] ?? failed();
}

function failed(): never {
  throw new Error('the import ended without a word; its own message stands above');
}

/** Imports a location once, in this process. */
export async function importOnce(
  url: string,
  format: string,
  location: string,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Measured> {
  const database = createDatabase(url);
  const started = performance.now();
  const source = valueOrThrow(await prepareSource(database, { location, format }, []));
  const run = valueOrThrow(
    await runImport(database, await openImport(database, source), {
      onProgress: ({ run: { seen }, ...bytes }) =>
        onProgress({ seen, ...bytes, megabytes: Math.round(process.memoryUsage.rss() / 1_048_576) }),
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  await database.close();
  const { seen, created, updated, issues } = run;
  return { ...{ seconds, seen, created, updated, issues }, peakMegabytes: process.resourceUsage().maxRSS / 1_024 };
}

const [url, format, location] = process.argv[1] === fileURLToPath(import.meta.url) ? process.argv.slice(2) : [];
if (url !== undefined && format !== undefined && location !== undefined) {
  const measured = await importOnce(url, format, location, (progress) => process.send?.(progress));
  process.send?.(measured);
}
