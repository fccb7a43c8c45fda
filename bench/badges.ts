import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { readConfig } from '../src/config.ts';
import { createDatabase, type Database } from '../src/db/client.ts';
import type { BadgeId } from '../src/db/ids.ts';
import { migrateDatabase } from '../src/db/migrate.ts';
import { issuerOf } from '../src/demo/badge-issuer.ts';
import { startEmbedded } from '../src/embedded/index.ts';
import { unpack } from '../src/formats/index.ts';
import { NOWHERE } from '../src/http/index.ts';
import { openImport, prepareSource, runImport } from '../src/imports/index.ts';
import { installedPath } from '../src/installed.ts';
import { registerLearners } from '../src/learners/index.ts';
import { createLogger } from '../src/log.ts';
import { valueOrThrow } from '../src/problem.ts';
import { createVerifierPool, verifyBadge } from '../src/verification/index.ts';
import { verifyBadges } from '../src/verifying/index.ts';

/**
 * Badges of many learners from a file of a badge a line to verified evidence, against verifying the same badges and nothing
 * else, one after the other, in one run: `npm run bench:badges -- [badges]`.
 */
const LEARNERS = 1_000;
const DATABASE = 'tessera_bench_badges';

interface Measured {
  readonly importSeconds: number;
  readonly verifySeconds: number;
  readonly state: string;
  readonly evidence: number;
  readonly valid: number;
  /** Resident memory after a tenth of the verifying, threads included, and the most there was. */
  readonly earlyMegabytes: number;
  readonly peakMegabytes: number;
}

async function writeBadges(file: string, count: number): Promise<void> {
  const issuers = await Promise.all(Array.from({ length: 20 }, (_, index) => issuerOf(`urn:bench:college-${index}`)));
  const skills = ['clean-and-validate-data-sets', 'query-relational-databases-with-sql', 'interpret-current-data'];
  const out = createWriteStream(file);
  for (let index = 0; index < count; index += 1) {
    const issuer = issuers[index % issuers.length];
    const line = await issuer?.sign({
      '@context': [
        'https://www.w3.org/ns/credentials/v2',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      id: `urn:bench:badge:${index}`,
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: { id: issuer.did, type: ['Profile'], name: `College ${index % issuers.length}` },
      validFrom: '2026-01-01T00:00:00Z',
      name: `Badge ${index}`,
      credentialSubject: {
        id: `did:example:bench-${index % LEARNERS}`,
        type: ['AchievementSubject'],
        achievement: {
          id: `urn:bench:achievement:${index % 200}`,
          type: ['Achievement'],
          name: `Achievement ${index % 200}`,
          description: 'Measured.',
          criteria: { narrative: 'An exam.' },
          alignment: skills.map((skill) => ({
            type: ['Alignment'],
            targetName: skill,
            targetUrl: `https://tessera.example/skills/${skill}`,
          })),
        },
      },
    });
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}

/** The baseline: each badge unpacked and verified, one after the other, nothing stored. */
async function verifyAlone(file: string): Promise<number> {
  const started = performance.now();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const unpacked = valueOrThrow(await unpack(Buffer.from(line)));
    const { verdict } = await verifyBadge(unpacked, { asOf: new Date(), resolve: null });
    if (verdict !== 'VALID') throw new Error(`a badge of the bench is ${verdict}`);
  }
  return (performance.now() - started) / 1_000;
}

/** What a worker process does, in a process of its own, so that its memory is its own. */
async function importAndVerify(url: string, file: string): Promise<void> {
  const database = createDatabase(url, { as: 'system' });
  const started = performance.now();
  const source = valueOrThrow(await prepareSource(database, { location: file, format: 'open-badges' }, []));
  const run = valueOrThrow(await runImport(database, await openImport(database, source)));
  const imported = performance.now();
  const early = await drain(database);
  const verified = performance.now();
  const [counts] = await database.sql<{ evidence: number; valid: number }[]>`
    select (select count(*)::int from skill_evidence) as evidence,
           (select count(*)::int from badge where verification = 'VALID') as valid`;
  const measured: Measured = {
    ...{ importSeconds: (imported - started) / 1_000, verifySeconds: (verified - imported) / 1_000, state: run.state },
    ...{ evidence: counts?.evidence ?? 0, valid: counts?.valid ?? 0 },
    ...{ earlyMegabytes: early, peakMegabytes: process.resourceUsage().maxRSS / 1_024 },
  };
  process.send?.(measured);
  await database.close();
}

/** The jobs that the import asked for, two at a time as a worker takes them, without the queue between; memory after a tenth. */
async function drain(database: Database): Promise<number> {
  const rows = await database.sql<{ payload: { badgeIds: BadgeId[] } }[]>`
    select payload from outbox where job = 'verify-badges' order by id`;
  const waiting = rows.map(({ payload }) => payload.badgeIds);
  const pool = createVerifierPool();
  let early = 0;
  const next = async () => {
    for (let ids = waiting.shift(); ids; ids = waiting.shift()) {
      if (waiting.length < 0.9 * rows.length) early ||= process.memoryUsage.rss() / 1024 ** 2;
      await verifyBadges(database, ids, { resolve: NOWHERE, verify: pool.verify, now: new Date() });
    }
  };
  await Promise.all([next(), next()]);
  await pool.close();
  return early;
}

async function bench(count: number): Promise<void> {
  const config = readConfig();
  const scratch = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  const embedded = config.databaseUrl
    ? null
    : await startEmbedded({ dataDir: join(config.dataDir, 'bench'), log: createLogger('warn') });
  const server = config.databaseUrl?.reveal() ?? embedded?.databaseUrl ?? '';
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  const url = Object.assign(new URL(server), { pathname: `/${DATABASE}` }).href;
  try {
    await admin`drop database if exists ${admin(DATABASE)} with (force)`;
    await admin`create database ${admin(DATABASE)}`;
    await migrateDatabase(url);
    await prepareWorld(url);
    const file = join(scratch, 'badges.ndjson');
    await writeBadges(file, count);
    const alone = await verifyAlone(file);
    const child = fork(fileURLToPath(import.meta.url), ['work', url, file]);
    const [measured] = (await once(child, 'message')) as [Measured];
    await once(child, 'exit');
    print(count, alone, measured);
  } finally {
    await admin`drop database if exists ${admin(DATABASE)} with (force)`;
    await admin.end();
    rmSync(scratch, { recursive: true, force: true });
    await embedded?.stop();
  }
}

async function prepareWorld(url: string): Promise<void> {
  const database = createDatabase(url, { as: 'system' });
  const location = installedPath('examples/demo/skills.csv');
  const source = valueOrThrow(await prepareSource(database, { location, format: 'framework-csv' }, []));
  valueOrThrow(await runImport(database, await openImport(database, source)));
  await registerLearners(
    database.db,
    Array.from({ length: LEARNERS }, (_, index) => ({
      ...{ key: `bench-${index}`, displayName: `Learner ${index}`, pseudonym: `Pseudonym ${index}`, language: 'en' },
      identities: [{ type: 'did', value: `did:example:bench-${index}` }],
    })),
  );
  await database.close();
}

function print(count: number, alone: number, its: Measured): void {
  const whole = its.importSeconds + its.verifySeconds;
  const rate = (seconds: number) => `${seconds.toFixed(1)} s, ${(count / seconds).toFixed(0)} a second`;
  process.stdout.write(
    [
      `verified one by one, nothing stored  ${rate(alone)} (baseline)`,
      `imported                             ${rate(its.importSeconds)}, ${its.state}`,
      `verified and made evidence           ${rate(its.verifySeconds)}, ${its.valid} valid, ${its.evidence} pieces of evidence`,
      `from file to verified evidence       ${rate(whole)} = ${(whole / alone).toFixed(2)} x the baseline's time`,
      `memory                               ${its.earlyMegabytes.toFixed(0)} MB after a tenth of it, ${its.peakMegabytes.toFixed(0)} MB at most`,
      '',
    ].join('\n'),
  );
}

const [command = '10000', ...rest] = process.argv.slice(2);
if (command === 'work') await importAndVerify(rest[0] ?? '', rest[1] ?? '');
else await bench(Number(command));
