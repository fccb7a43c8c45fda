import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { readTable } from '../../src/formats/csv.ts';
import { jsonMembers } from '../../src/formats/json-members.ts';
import { catalogueCsv, ctdl } from './generate-large.ts';
import { importInChild, type Progress } from './import-once.ts';
import { line, withScratch } from './scratch.ts';

/**
 * Import of large generated files against its baseline, parsing the same file with the same parser and throwing the values
 * away: `npm run bench:imports [-- MEGABYTES [FORMAT…]]`, of each format, 1024 when absent. It takes a quarter of an hour or
 * more a format, and says how far it is every half minute.
 */
const FORMATS = [
  { format: 'ctdl', name: 'catalogue.json', generate: ctdl },
  { format: 'catalogue-csv', name: 'catalogue.csv', generate: catalogueCsv },
] as const;
type Case = (typeof FORMATS)[number];

/** Milliseconds between two words on how far an import is. */
const WORD_EVERY = 30_000;

interface Parsed {
  readonly seconds: number;
  readonly rows: number;
}

/** Parses a file and throws away what it holds; its own process, so that its memory is its own. */
async function parseOnce(format: string, path: string): Promise<void> {
  const started = performance.now();
  const file = { name: path, bytes: () => createReadStream(path) };
  const values =
    format === 'ctdl'
      ? jsonMembers(file, ['$.@graph.*'], failOn)
      : readTable(file, { required: [], known: [] }, failOn);
  let rows = 0;
  for await (const _ of values) rows += 1;
  process.send?.({ seconds: (performance.now() - started) / 1_000, rows });
}

function failOn({ message }: { readonly message: string }): never {
  throw new Error(message);
}

async function parseInChild(format: string, path: string): Promise<Parsed> {
  const child = fork(fileURLToPath(import.meta.url), ['parse', format, path]);
  const [parsed] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [null])]);
  if (parsed === null) throw new Error(`${format}: parsing ended without a word; its own message stands above`);
  return parsed as Parsed;
}

/** Writes a line every half minute. */
function tellNow({ format }: Case): (progress: Progress) => void {
  const started = performance.now();
  let told = started;
  return ({ seen, read, total, megabytes }) => {
    const now = performance.now();
    if (now - told < WORD_EVERY) return;
    told = now;
    const share = Math.round((100 * read) / Math.max(1, total));
    line(
      `  ${format}: ${Math.round((now - started) / 1_000)} s, ${share} % read, ${seen} records, ${megabytes} MB of memory`,
    );
  };
}

async function bench(megabytes: number, cases: readonly Case[]): Promise<void> {
  await withScratch(
    cases.map(({ format }) => `tessera_bench_${format.replace('-', '_')}`),
    async ({ folder, urls }) => {
      for (const [index, each] of cases.entries()) await benchOne(each, megabytes, folder, urls[index] ?? '');
    },
  );
}

async function benchOne(each: Case, megabytes: number, folder: string, url: string): Promise<void> {
  const { format, name, generate } = each;
  const path = join(folder, name);
  await pipeline(Readable.from(generate(megabytes * 1_048_576)), createWriteStream(path));
  const size = statSync(path).size / 1_048_576;
  line(`${format}: ${size.toFixed(0)} MB`);
  const rate = ({ seconds }: { readonly seconds: number }, records: number) =>
    `${seconds.toFixed(1)} s, ${(size / seconds).toFixed(1)} MB/s, ${Math.round(records / seconds)} records/s`;
  const parsed = await parseInChild(format, path);
  line(`  parsing alone        ${rate(parsed, parsed.rows)} (baseline)`);
  const imported = await importInChild(url, format, path, tellNow(each));
  const ratio = (imported.seconds / parsed.seconds).toFixed(1);
  const { seen, created, issues, peakMegabytes } = imported;
  line(`  import               ${rate(imported, seen)} = ${ratio} x parsing; ${created} created, ${issues} issues`);
  line(`  peak memory          ${peakMegabytes.toFixed(0)} MB (target 300)`);
}

const [command = '1024', ...rest] = process.argv.slice(2);
if (command === 'parse') await parseOnce(rest[0] ?? '', rest[1] ?? '');
else
  await bench(
    Number(command),
    FORMATS.filter(({ format }) => rest.length === 0 || rest.includes(format)),
  );
