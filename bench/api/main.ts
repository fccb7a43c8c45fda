import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { readConfig } from '../../src/config.ts';
import { migrateDatabase } from '../../src/db/migrate.ts';
import { startEmbedded } from '../../src/embedded/index.ts';
import { createLogger } from '../../src/log.ts';
import { addFunctions } from './functions.ts';
import { load, type Measured, measureByTurns, warmUp } from './load.ts';
import { type Operation, operationsOf } from './operations.ts';
import { type Line, reportOf } from './report.ts';
import { checkSameAnswers } from './same-answers.ts';
import { hasBaselines, type Server, startBaseline, startOurs } from './servers.ts';
import { describeMachine, versionsOf } from './setting.ts';
import type { LeftOut } from './without.ts';
import { makeWorld } from './world.ts';

/**
 * The API against Mercurius with its JIT and PostGraphile 5, on the same machine, PostgreSQL, data and query, in one run:
 * `npm run bench:api`. `--write FILE` writes the report, `--seconds` and `--rounds` say how long, `--profile FOLDER` leaves a
 * CPU profile of our server under the first operation and measures nothing else.
 */
const { values } = parseArgs({
  options: {
    write: { type: 'string' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '5' },
    profile: { type: 'string' },
  },
});
const CONNECTIONS = [16, 64] as const;
const DATABASE = 'tessera_bench_api';
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);

const say = (text: string) => process.stderr.write(`${text}\n`);

/** Runs `work` over a database of the bench's own, in the server of the settings or the embedded one. */
async function withDatabase(work: (databaseUrl: string) => Promise<void>): Promise<void> {
  const config = readConfig();
  const embedded = config.databaseUrl
    ? null
    : await startEmbedded({ dataDir: join(config.dataDir, 'bench'), log: createLogger('warn') });
  const server = config.databaseUrl?.reveal() ?? embedded?.databaseUrl ?? '';
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  try {
    await admin`drop database if exists ${admin(DATABASE)} with (force)`;
    await admin`create database ${admin(DATABASE)}`;
    const databaseUrl = Object.assign(new URL(server), { pathname: `/${DATABASE}` }).href;
    await migrateDatabase(databaseUrl);
    await work(databaseUrl);
  } finally {
    await admin`drop database if exists ${admin(DATABASE)} with (force)`;
    await admin.end();
    await embedded?.stop();
  }
}

/** Runs `work` over started servers, and ends them however it ends. */
async function withServers<T>(
  starting: readonly Promise<Server>[],
  work: (servers: Server[]) => Promise<T>,
): Promise<T> {
  const servers = await Promise.all(starting);
  try {
    return await work(servers);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

async function measureOperations(servers: readonly Server[], operations: readonly Operation[]): Promise<Line[]> {
  const lines: Line[] = [];
  for (const operation of operations) {
    const able = servers.filter(({ name }) => operation.documents[name] !== undefined);
    const bytes = await checkSameAnswers(able, operation);
    for (const server of able) await warmUp(server, operation);
    for (const connections of CONNECTIONS) {
      say(`${operation.name}, ${connections} connections …`);
      const by = await measureByTurns(able, operation, { connections, seconds, rounds });
      for (const [{ name }, { requestsPerSecond, p50, p99, cpu }] of by) {
        say(`  ${name}: ${requestsPerSecond.toFixed(0)} req/s, p50 ${p50} ms, p99 ${p99} ms, CPU ${cpu.toFixed(2)} ms`);
      }
      lines.push({ operation, bytes, connections, measured: new Map([...by].map(([{ name }, its]) => [name, its])) });
    }
  }
  return lines;
}

/** Our server whole and with each part left out, by turns. */
async function measureOverheads(
  databaseUrl: string,
  apiKey: string,
  operation: Operation,
): Promise<Map<LeftOut, Measured>> {
  const parts: readonly LeftOut[] = ['nothing', 'authorisation', 'limits', 'logging'];
  say('our server with each part left out …');
  return withServers(
    parts.map((without) => startOurs(databaseUrl, apiKey, { without })),
    async (servers) => {
      for (const server of servers) await warmUp(server, operation);
      const by = await measureByTurns(servers, operation, { connections: 16, seconds, rounds });
      return new Map([...by.values()].flatMap((its, at) => (parts[at] ? [[parts[at], its] as const] : [])));
    },
  );
}

async function bench(databaseUrl: string): Promise<void> {
  say('Making the world: 1,000 credentials and the demo …');
  const { apiKey, ...world } = await makeWorld(databaseUrl);
  await addFunctions(databaseUrl);
  const operations = operationsOf(world);
  const [first] = operations;
  if (values.profile !== undefined) {
    const nodeOptions = ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
    await withServers([startOurs(databaseUrl, apiKey, { nodeOptions })], async ([ours]) => {
      if (!ours) return;
      await warmUp(ours, first);
      await load(ours, first, { connections: 16, seconds });
    });
    return;
  }
  if (!hasBaselines()) say('The baselines are not installed, so ours is measured alone: npm ci --prefix bench/api');
  const machine = await describeMachine(databaseUrl);
  const baselines = hasBaselines() ? (['mercurius', 'postgraphile'] as const) : [];
  const starting = [startOurs(databaseUrl, apiKey), ...baselines.map((name) => startBaseline(name, databaseUrl))];
  const lines = await withServers(starting, (servers) => measureOperations(servers, operations));
  const overheads = await measureOverheads(databaseUrl, apiKey, first);
  const versions = versionsOf(['tessera', ...baselines]);
  const report = reportOf(lines, overheads, { machine, versions, seconds, rounds });
  if (values.write === undefined) process.stdout.write(report);
  else writeFileSync(values.write, report);
}

await withDatabase(bench);
