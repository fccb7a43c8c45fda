import { readFileSync } from 'node:fs';
import { copyIn, copyOut } from './copy-rows.ts';
import { importOnce } from './import-once.ts';
import { line, withScratch } from './scratch.ts';

/**
 * Import of a CASE package against its baseline, reading the file and COPY of the same rows into the same indexed tables, in one
 * run: `npm run bench:case -- path/to/package.json`. The median of five, each into a database of its own.
 */
const TABLES = ['source', 'source_record', 'framework', 'framework_version', 'skill', 'skill_relation'] as const;
const ROUNDS = 5;

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const databases = (kind: string) => Array.from({ length: ROUNDS }, (_, round) => `tessera_bench_${kind}_${round}`);

const [path = ''] = process.argv.slice(2);
await withScratch([...databases('import'), ...databases('copy')], async ({ folder, urls }) => {
  const [imports, copies]: [number[], number[]] = [[], []];
  let created = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const into = urls[round] ?? '';
    const run = await importOnce(into, 'case', path);
    created = run.created;
    imports.push(run.seconds);
    await copyOut(into, TABLES, folder);
    const started = performance.now();
    JSON.parse(readFileSync(path, 'utf8'));
    copies.push((performance.now() - started) / 1_000 + (await copyIn(urls[ROUNDS + round] ?? '', TABLES, folder)));
  }
  const [ours, baseline] = [median(imports), median(copies)];
  line(`reading and COPY      ${(baseline * 1_000).toFixed(0)} ms (baseline)`);
  line(
    `import                ${(ours * 1_000).toFixed(0)} ms = ${(ours / baseline).toFixed(2)} x (target 1.5), ${created} created`,
  );
});
