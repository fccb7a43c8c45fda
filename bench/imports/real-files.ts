import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, type Database } from '../../src/db/client.ts';
import { type ImportRun, openImport, prepareSource, runImport } from '../../src/imports/index.ts';
import { line, withScratch } from './scratch.ts';

/**
 * Imports every real file of a data folder, its format told from its content, and writes what became of each into
 * docs/formats.md: `npm run docs:formats -- path/to/data`.
 */

/** Folders that are one input; every file of the others is one. Frameworks first, so that words find their skills. */
const WHOLE = ['esco-1.2.0', 'esco-1.1.1-tabiya', 'onet'];
const BY_FILE = [
  ...['crosswalk', 'osmt', 'case', 'courses', 'lers', 'credentials/ob20', 'credentials/ob30', 'credentials/clr20'],
  ...['credentials/elm', 'ctdl/Competency-Frameworks', 'ctdl/registry', 'ctdl/CourseProgramExamples'],
  ...[
    'ctdl/HandbookExamples',
    'ctdl/PathwaysConditionsAndConstraints',
    'ctdl/CTDLinLERs_VCs_OpenBadges_CLRs',
    'ctdl/JDX',
  ],
];
const [BEGIN, END] = ['<!-- real files: begin -->', '<!-- real files: end -->'];
const DOCS = 'docs/formats.md';

interface Counted {
  readonly name: string;
  readonly formats: ReadonlyMap<string, number>;
  readonly seen: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly issues: number;
  readonly warnings: number;
  readonly seconds: number;
  readonly refused: readonly string[];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path);
      return entry.name === 'README.md' ? [] : [path];
    });
}

async function importAll(database: Database, name: string, paths: readonly string[]): Promise<Counted> {
  const started = performance.now();
  const formats = new Map<string, number>();
  const refused: string[] = [];
  const sum = { seen: 0, created: 0, updated: 0, unchanged: 0, issues: 0, warnings: 0 };
  for (const location of paths) {
    const source = await prepareSource(database, { location, options: {} }, []);
    const run = source.ok ? await runImport(database, await openImport(database, source.value)) : source;
    if (!source.ok || !run.ok || run.value.state === 'FAILED') {
      const why = run.ok ? (run.value as ImportRun).failure?.message : run.problem.message;
      refused.push(`${location.split('/').at(-1)}: ${why}`);
      continue;
    }
    formats.set(source.value.format, (formats.get(source.value.format) ?? 0) + 1);
    const { seen, created, updated, unchanged, issues, warnings } = run.value;
    if (seen !== created + updated + unchanged + issues)
      throw new Error(`${location}: ${seen} records, not all accounted for`);
    for (const [key, value] of Object.entries({ seen, created, updated, unchanged, issues, warnings })) {
      sum[key as keyof typeof sum] += value;
    }
  }
  return { name, formats, ...sum, seconds: (performance.now() - started) / 1_000, refused };
}

function rowOf({
  name,
  formats,
  seen,
  created,
  updated,
  unchanged,
  issues,
  warnings,
  seconds,
  refused,
}: Counted): string {
  const files = [...formats].map(([format, count]) => (count > 1 ? `\`${format}\` × ${count}` : `\`${format}\``));
  const cells = [
    `\`${name}\``,
    [...files, ...(refused.length > 0 ? [`refused × ${refused.length}`] : [])].join(', '),
    ...[seen, created, updated, unchanged, issues, warnings].map((count) => count.toLocaleString('en-CA')),
    seconds.toFixed(1),
  ];
  return `| ${cells.join(' | ')} |`;
}

const [data = ''] = process.argv.slice(2);
await withScratch(['tessera_real_files'], async ({ urls: [url = ''] }) => {
  const database = createDatabase(url);
  const counted: Counted[] = [];
  const inputs = [
    ...WHOLE.map((name): [string, string[]] => [name, [join(data, name)]]),
    ...BY_FILE.map((name): [string, string[]] => [name, filesIn(join(data, name))]),
  ];
  for (const [name, paths] of inputs) {
    if (!statSync(join(data, name), { throwIfNoEntry: false })) continue;
    const row = await importAll(database, name, paths);
    counted.push(row);
    line(rowOf(row));
    for (const why of row.refused) line(`    ${why}`);
  }
  await database.close();
  const table = [
    '| input | format and files | seen | created | updated | unchanged | errors | warnings | seconds |',
    '|---|---|---:|---:|---:|---:|---:|---:|---:|',
    ...counted.map(rowOf),
  ].join('\n');
  const docs = readFileSync(DOCS, 'utf8');
  const [before = '', rest = ''] = docs.split(BEGIN);
  const [, after = ''] = rest.split(END);
  writeFileSync(DOCS, `${before}${BEGIN}\n${table}\n${END}${after}`);
});
