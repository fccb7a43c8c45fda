import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { readConfig } from '../src/config.ts';
import { createDatabase } from '../src/db/client.ts';
import { migrateDatabase } from '../src/db/migrate.ts';
import { startEmbedded } from '../src/embedded/index.ts';
import { openImport, prepareSource, runImport } from '../src/imports/index.ts';
import { createLogger } from '../src/log.ts';
import { valueOrThrow } from '../src/problem.ts';

/**
 * Import of an ESCO folder against its baseline, COPY of the same rows into the same indexed tables, in one run:
 * `npm run bench:esco -- path/to/esco-1.2.0`.
 */
const TABLES = [
  ...['source', 'source_record', 'framework', 'framework_version', 'skill', 'occupation', 'skill_relation'],
  ...['occupation_relation', 'occupation_skill'],
] as const;

interface Measured {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly created: number;
  readonly updated: number;
}

/** One import in this process, told to the parent. */
async function importOnce(url: string, folder: string): Promise<void> {
  const database = createDatabase(url);
  const started = performance.now();
  const source = valueOrThrow(await prepareSource(database, { location: folder, format: 'esco' }, []));
  const run = valueOrThrow(await runImport(database, await openImport(database, source)));
  const seconds = (performance.now() - started) / 1_000;
  const measured: Measured = {
    seconds,
    peakMegabytes: process.resourceUsage().maxRSS / 1_024,
    created: run.created,
    updated: run.updated,
  };
  process.send?.(measured);
  await database.close();
}

async function importInChild(url: string, folder: string): Promise<Measured> {
  const child = fork(fileURLToPath(import.meta.url), ['import', url, folder]);
  const [measured] = await once(child, 'message');
  await once(child, 'exit');
  return measured as Measured;
}

async function copyRows(from: string, to: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  const target = postgres(to, { max: 1 });
  try {
    for (const table of TABLES) {
      // A connection a table: postgres.js leaves it paused when the last rows of a COPY met a full buffer.
      const origin = postgres(from, { max: 1 });
      await pipeline(await origin`copy ${origin(table)} to stdout`.readable(), createWriteStream(join(folder, table)));
      await origin.end({ timeout: 0 });
    }
    const started = performance.now();
    for (const table of TABLES) {
      await pipeline(createReadStream(join(folder, table)), await target`copy ${target(table)} from stdin`.writable());
    }
    return (performance.now() - started) / 1_000;
  } finally {
    await target.end({ timeout: 5 });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes the next import read everything: an input that is the same byte for byte is not read again. */
function changeOneRow(file: string): void {
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/metal drawing machine operator/u, 'metal-drawing machine operator'),
  );
}

async function bench(folder: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  const config = readConfig();
  const log = createLogger('warn');
  const embedded = config.databaseUrl ? null : await startEmbedded({ dataDir: join(config.dataDir, 'bench'), log });
  const server = new URL(config.databaseUrl?.reveal() ?? embedded?.databaseUrl ?? '');
  const admin = postgres(server.href, { max: 1, onnotice: () => {} });
  const urlOf = (name: string) => Object.assign(new URL(server.href), { pathname: `/${name}` }).href;
  const names = ['tessera_bench_import', 'tessera_bench_copy'] as const;
  try {
    for (const name of names) {
      await admin`drop database if exists ${admin(name)} with (force)`;
      await admin`create database ${admin(name)}`;
      await migrateDatabase(urlOf(name));
    }
    const copied = join(scratch, basename(folder));
    cpSync(folder, copied, { recursive: true });
    const first = await importInChild(urlOf(names[0]), copied);
    const again = await importInChild(urlOf(names[0]), copied);
    changeOneRow(join(copied, 'occupations_en.csv'));
    const changed = await importInChild(urlOf(names[0]), copied);
    const copy = await copyRows(urlOf(names[0]), urlOf(names[1]));
    const line = (text: string) => process.stdout.write(`${text}\n`);
    line(`COPY of the same rows        ${copy.toFixed(2)} s (baseline)`);
    line(
      `first import                 ${first.seconds.toFixed(2)} s = ${(first.seconds / copy).toFixed(2)} x COPY (target 3), ${first.created} created`,
    );
    line(`peak memory of the importer  ${first.peakMegabytes.toFixed(0)} MB (target 300)`);
    const toFirst = ({ seconds }: Measured) =>
      `${seconds.toFixed(2)} s = ${(seconds / first.seconds).toFixed(2)} x first`;
    line(`again, unchanged             ${toFirst(again)} (target 0.5), ${again.created + again.updated} rows written`);
    line(`again, one row changed       ${toFirst(changed)}, ${changed.created + changed.updated} rows written`);
  } finally {
    for (const name of names) await admin`drop database if exists ${admin(name)} with (force)`;
    await admin.end();
    rmSync(scratch, { recursive: true, force: true });
    await embedded?.stop();
  }
}

const [command = '', ...rest] = process.argv.slice(2);
if (command === 'import') await importOnce(rest[0] ?? '', rest[1] ?? '');
else await bench(command);
