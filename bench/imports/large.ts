import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { readTable } from '../../src/formats/csv.ts';
import { jsonMembers } from '../../src/formats/json-members.ts';
import { importInChild } from './import-once.ts';
import { line, withScratch } from './scratch.ts';

/**
 * Import of large generated files against its baseline, parsing the same file with the same parser and throwing the values
 * away: `npm run bench:imports [-- MEGABYTES]`, of each format, 1024 when absent.
 */
const PROVIDERS = 500;
const SKILLS = 5_000;
const LOREM =
  'Learners plan, prepare and carry out the work under supervision, keep records of it and hand it over. '.repeat(4);

function uuidOf(kind: number, index: number): string {
  return `0000000${kind}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

const nodeUri = (kind: number, index: number) => `https://registry.example/resources/ce-${uuidOf(kind, index)}`;

/** Organisations, then a learning opportunity and a credential that asks for it, again and again. */
function* ctdl(bytes: number): Generator<string> {
  yield '{"@context":"https://credreg.net/ctdl/schema/context/json","@id":"https://registry.example/graph/all","@graph":[\n';
  for (let index = 0; index < PROVIDERS; index++) {
    yield `${JSON.stringify({
      '@type': 'ceterms:CredentialOrganization',
      '@id': nodeUri(1, index),
      'ceterms:ctid': `ce-${uuidOf(1, index)}`,
      'ceterms:name': { 'en-CA': `College ${index}` },
      'ceterms:subjectWebpage': `https://college-${index}.example`,
    })},\n`;
  }
  let written = 0;
  for (let index = 0; written < bytes; index++) {
    const common = (kind: number, type: string) => ({
      '@type': type,
      '@id': nodeUri(kind, index),
      'ceterms:ctid': `ce-${uuidOf(kind, index)}`,
      'ceterms:name': { 'en-CA': `Award ${index}`, 'fr-CA': `Attestation ${index}` },
      'ceterms:description': { 'en-CA': LOREM },
      'ceterms:subjectWebpage': `https://college-${index % PROVIDERS}.example/${kind}/${index}`,
      'ceterms:ownedBy': [nodeUri(1, index % PROVIDERS)],
      'ceterms:estimatedDuration': [{ '@type': 'ceterms:DurationProfile', 'ceterms:exactDuration': 'PT30H' }],
    });
    const teaches = [0, 1, 2].map((offset) => ({
      '@type': 'ceterms:CredentialAlignmentObject',
      'ceterms:targetNode': `https://skills.example/${(index * 7 + offset) % SKILLS}`,
      'ceterms:targetNodeName': { 'en-CA': `skill ${(index * 7 + offset) % SKILLS}` },
    }));
    const pair = [
      { ...common(2, 'ceterms:LearningOpportunityProfile'), 'ceterms:teaches': teaches },
      {
        ...common(3, 'ceterms:MicroCredential'),
        'ceterms:requires': [
          { '@type': 'ceterms:ConditionProfile', 'ceterms:targetLearningOpportunity': [nodeUri(2, index)] },
        ],
      },
    ];
    const text = pair.map((node) => JSON.stringify(node)).join(',\n');
    yield written === 0 ? text : `,\n${text}`;
    written += text.length + 2;
  }
  yield '\n]}\n';
}

function* catalogueCsv(bytes: number): Generator<string> {
  yield 'provider_id,provider_name_en,credential_id,title_en,title_fr,description_en,total_hours,cost,skills_taught\n';
  let written = 0;
  for (let index = 0; written < bytes; index++) {
    const of = index % PROVIDERS;
    const skills = [0, 1, 2].map((offset) => `https://skills.example/${(index * 7 + offset) % SKILLS}`).join(';');
    const row = `college-${of},College ${of},award-${index},Award ${index},Attestation ${index},"${LOREM}",30,325.00,${skills}\n`;
    yield row;
    written += row.length;
  }
}

const FORMATS = [
  { format: 'ctdl', name: 'catalogue.json', generate: ctdl },
  { format: 'catalogue-csv', name: 'catalogue.csv', generate: catalogueCsv },
] as const;

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

async function parseInChild(format: string, path: string): Promise<{ seconds: number; rows: number }> {
  const child = fork(fileURLToPath(import.meta.url), ['parse', format, path]);
  const [parsed] = await once(child, 'message');
  await once(child, 'exit');
  return parsed as { seconds: number; rows: number };
}

async function bench(megabytes: number): Promise<void> {
  await withScratch(
    FORMATS.map(({ format }) => `tessera_bench_${format.replace('-', '_')}`),
    async ({ folder, urls }) => {
      for (const [index, { format, name, generate }] of FORMATS.entries()) {
        const path = join(folder, name);
        await pipeline(Readable.from(generate(megabytes * 1_048_576)), createWriteStream(path));
        const size = statSync(path).size / 1_048_576;
        const parsed = await parseInChild(format, path);
        const imported = await importInChild(urls[index] ?? '', format, path);
        const rate = (seconds: number, rows: number) =>
          `${(size / seconds).toFixed(1)} MB/s, ${Math.round(rows / seconds)} records/s`;
        line(`${format}: ${size.toFixed(0)} MB`);
        line(`  parsing alone        ${parsed.seconds.toFixed(1)} s, ${rate(parsed.seconds, parsed.rows)} (baseline)`);
        line(
          `  import               ${imported.seconds.toFixed(1)} s, ${rate(imported.seconds, imported.seen)} = ${(imported.seconds / parsed.seconds).toFixed(1)} x parsing; ${imported.created} created, ${imported.issues} issues`,
        );
        line(`  peak memory          ${imported.peakMegabytes.toFixed(0)} MB (target 300)`);
      }
    },
  );
}

const [command = '1024', ...rest] = process.argv.slice(2);
if (command === 'parse') await parseOnce(rest[0] ?? '', rest[1] ?? '');
else await bench(Number(command));
