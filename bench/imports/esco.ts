import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { copyIn, copyOut } from './copy-rows.ts';
import { importInChild, type Measured } from './import-once.ts';
import { line, withScratch } from './scratch.ts';

/**
 * Import of an ESCO folder against its baseline, COPY of the same rows into the same indexed tables, in one run:
 * `npm run bench:esco -- path/to/esco-1.2.0`.
 */
const TABLES = [
  ...['source', 'source_record', 'framework', 'framework_version', 'skill', 'occupation', 'skill_relation'],
  ...['occupation_relation', 'occupation_skill'],
] as const;

/** Makes the next import read everything: an input that is the same byte for byte is not read again. */
function changeOneRow(file: string): void {
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(/metal drawing machine operator/u, 'metal-drawing machine operator'),
  );
}

const [folder = ''] = process.argv.slice(2);
await withScratch(
  ['tessera_bench_import', 'tessera_bench_copy'],
  async ({ folder: scratch, urls: [to = '', bare = ''] }) => {
    const copied = join(scratch, basename(folder));
    cpSync(folder, copied, { recursive: true });
    const first = await importInChild(to, 'esco', copied);
    const again = await importInChild(to, 'esco', copied);
    changeOneRow(join(copied, 'occupations_en.csv'));
    const changed = await importInChild(to, 'esco', copied);
    await copyOut(to, TABLES, scratch);
    const copy = await copyIn(bare, TABLES, scratch);
    line(`COPY of the same rows        ${copy.toFixed(2)} s (baseline)`);
    line(
      `first import                 ${first.seconds.toFixed(2)} s = ${(first.seconds / copy).toFixed(2)} x COPY (target 3), ${first.created} created`,
    );
    line(`peak memory of the importer  ${first.peakMegabytes.toFixed(0)} MB (target 300)`);
    const toFirst = ({ seconds }: Measured) =>
      `${seconds.toFixed(2)} s = ${(seconds / first.seconds).toFixed(2)} x first`;
    line(`again, unchanged             ${toFirst(again)} (target 0.5), ${again.created + again.updated} rows written`);
    line(`again, one row changed       ${toFirst(changed)}, ${changed.created + changed.updated} rows written`);
  },
);
