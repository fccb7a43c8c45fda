import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { readConfig } from '../../src/config.ts';
import type { Reader } from '../../src/consent/index.ts';
import { createDatabase, type Database } from '../../src/db/client.ts';
import type { OrganizationId, SkillId } from '../../src/db/ids.ts';
import { migrateDatabase } from '../../src/db/migrate.ts';
import { startEmbedded } from '../../src/embedded/index.ts';
import type { RequirementGroup } from '../../src/jobs/index.ts';
import { createLogger } from '../../src/log.ts';
import { LEARNERS_A_BLOCK } from '../../src/matching/columnar/block.ts';
import { ANY_EMPLOYER } from '../../src/matching/columnar/chunk.ts';
import { findBearings } from '../../src/matching/columnar/find-bearings.ts';
import { createEvidenceIndex } from '../../src/matching/columnar/index.ts';
import { createPartition, type Partition } from '../../src/matching/columnar/partition.ts';
import { planFor } from '../../src/matching/columnar/plan.ts';
import { createLevels, type Levels, readChunk, readLearnerIds } from '../../src/matching/columnar/read-chunk.ts';
import { percentile } from '../percentile.ts';
import { seeded } from '../random.ts';
import { drawSkill, fillCatalogue, fillLearners, WORLD } from './world.ts';

/**
 * Ranking learners for a requirement of fifteen skills, in the index and by the best plain SQL over the same rows in the same run:
 * `npm run bench:matching -- [LEARNERS]`, 100,000 unless told. The database is kept and used again by a run with as many.
 */
const LEARNERS = Number(process.argv[2] ?? 100_000);
const QUERIES = 200;
const BASELINE_QUERIES = 20;
const FIRST = 50;
const NAME = `tessera_bench_matching_${LEARNERS}`;
/** Within the world's days, so that some of its evidence has lapsed. */
const AS_OF = new Date('2026-01-01T00:00:00Z');

const line = (text: string) => process.stdout.write(`${text}\n`);

interface Times {
  readonly median: number;
  readonly p99: number;
}

function summarise(times: readonly number[]): Times {
  return { median: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

async function timed<T>(work: () => Promise<T> | T): Promise<readonly [T, number]> {
  const started = performance.now();
  const made = await work();
  return [made, performance.now() - started];
}

const tell = (name: string, { median, p99 }: Times) =>
  line(`${name.padEnd(58)} median ${median.toFixed(2)} ms, 99th percentile ${p99.toFixed(2)} ms`);

/** Fifteen skills drawn as they are held, or the most held ones; required and preferred, some with a level. */
function requirementAt(draw: () => number, isPopular: boolean): RequirementGroup {
  const asked = new Set<number>();
  while (asked.size < WORLD.leaves) asked.add(isPopular ? 1 + Math.floor(draw() * 40) : drawSkill(draw));
  return {
    ...{ key: '', kind: 'ALL', atLeast: null, importance: 'UNSPECIFIED', weight: 1 },
    children: [...asked].map((skill, at) => ({
      ...{
        key: String(at),
        kind: 'SKILL',
        skillId: skill as SkillId,
        statement: '',
        neededAtHire: true,
        acceptedFrom: null,
      },
      ...{ weight: 1 + Math.floor(draw() * 3), importance: at % 3 === 2 ? 'PREFERRED' : 'REQUIRED' },
    })),
  };
}

async function loadPartition(database: Database, levels: Levels): Promise<Partition> {
  const partition = createPartition();
  await database.sql.begin('isolation level repeatable read read only', async (tx) => {
    for (let after = 0; ; ) {
      const ids = await readLearnerIds(tx, after, LEARNERS_A_BLOCK);
      if (ids.length === 0) return;
      partition.load(await readChunk(tx, ids, levels, { isRange: true }));
      after = ids.at(-1) as number;
    }
  });
  return partition;
}

/** The best SQL known to us: an index that covers all that the score needs, read alone, and one aggregate. No consent. */
function plainSql(sql: Sql, asked: readonly { thing: number; weight: number }[]) {
  return sql`
    select learner_id, sum(weight * case rung when 'VERIFIED_ASSESSED' then 1 when 'VERIFIED_UNASSESSED' then 0.8 else 0.5 end) as score
    from json_to_recordset(${JSON.stringify(asked)}::text::json) as asked (thing bigint, weight real)
    join skill_evidence held on held.skill_id = asked.thing
    where valid_from <= ${AS_OF.toISOString()} and (expires_at is null or expires_at > ${AS_OF.toISOString()})
    group by learner_id order by score desc, learner_id limit ${FIRST}`;
}

async function measure(url: string, owner: Sql): Promise<void> {
  const database = createDatabase(url, { as: 'system', max: 3 });
  const levels = createLevels();
  const before = process.memoryUsage();
  const [partition, loadMs] = await timed(() => loadPartition(database, levels));
  const { postings, bytes } = partition.size();
  line(
    `${LEARNERS} learners, ${postings} postings: loaded in ${(loadMs / 1_000).toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB in columns, ` +
      `${((process.memoryUsage().arrayBuffers - before.arrayBuffers) / 1e6).toFixed(1)} MB of buffers in the process`,
  );
  const reader: Reader = { kind: 'ORGANIZATION', organizationId: 1 as OrganizationId, isEmployer: true };
  const eyes = { kind: 'GRANTED', audiences: [reader.organizationId, ANY_EMPLOYER] } as const;

  for (const kind of ['mixed', 'popular'] as const) {
    const draw = seeded(7);
    const [inIndex, inSql]: [number[], number[]] = [[], []];
    let [total, touched] = [0, 0];
    for (let at = 0; at < QUERIES; at++) {
      const tree = requirementAt(draw, kind === 'popular');
      const plan = planFor(tree, await findBearings(database.db, [tree], levels.ids));
      const now = Date.now();
      const query = {
        plan,
        eyes,
        asOf: AS_OF.getTime(),
        now,
        first: FIRST,
        after: null,
        minScore: 0,
        allRequiredMet: false,
      };
      const [ranking, ms] = await timed(() => partition.rank(query));
      inIndex.push(ms);
      total += ranking.total;
      touched += plan.lists.length;
      if (at < BASELINE_QUERIES) {
        const asked = plan.lists.map(({ thing, leaf }) => ({ thing, weight: tree.children[leaf]?.weight ?? 1 }));
        inSql.push((await timed(() => plainSql(owner, asked)))[1]);
      }
    }
    line(
      `${kind}: fifteen skills become ${(touched / QUERIES).toFixed(0)} with what bears on them and find ${Math.round(total / QUERIES)} learners`,
    );
    const [index, baseline] = [summarise(inIndex), summarise(inSql)];
    tell('  in the index', index);
    tell('  plain SQL over a covering index, no consent (baseline)', baseline);
    line(`  the index is ${(baseline.median / index.median).toFixed(0)} times as fast in the median`);
  }
  await database.close();
  await measureWhole(url, reader);
}

/** The index as a process asks it: with its look for changes and its questions to PostgreSQL; and what a change costs. */
async function measureWhole(url: string, reader: Reader): Promise<void> {
  const database = createDatabase(url, { as: 'system', max: 3 });
  const index = createEvidenceIndex(database, createLogger('error'));
  await index.built();
  const draw = seeded(8);
  const whole: number[] = [];
  for (let at = 0; at < QUERIES; at++) {
    const tree = requirementAt(draw, false);
    const options = { asOf: AS_OF, now: new Date(), first: FIRST };
    whole.push((await timed(() => index.rank(reader, tree, options)))[1]);
  }
  tell('asked as a process asks, caught up before each answer', summarise(whole));
  const changed: number[] = [];
  for (let at = 0; at < 50; at++) {
    const learner = 1 + Math.floor(draw() * LEARNERS);
    await database.sql`update badge set visibility = 'PUBLIC' where learner_id = ${learner} and visibility <> 'PUBLIC'`;
    await database.sql`update badge set visibility = 'BY_GRANT' where learner_id = ${learner}`;
    changed.push((await timed(() => index.catchUp()))[1]);
  }
  tell('a committed change taken in', summarise(changed));
  await index.close();
  await database.close();
}

async function bench(): Promise<void> {
  const config = readConfig();
  const embedded = config.databaseUrl
    ? null
    : await startEmbedded({ dataDir: join(config.dataDir, 'bench'), log: createLogger('warn') });
  const server = new URL(config.databaseUrl?.reveal() ?? embedded?.databaseUrl ?? '');
  const admin = postgres(server.href, { max: 1, onnotice: () => {} });
  const url = Object.assign(new URL(server.href), { pathname: `/${NAME}` }).href;
  try {
    const [known] = await admin`select from pg_database where datname = ${NAME}`;
    if (!known) await fill(admin, url);
    const owner = postgres(url, { max: 1, onnotice: () => {} });
    await measure(url, owner);
    await owner.end();
  } finally {
    await admin.end();
    await embedded?.stop();
  }
}

async function fill(admin: Sql, url: string): Promise<void> {
  const making = `${NAME}_making`;
  const makingUrl = Object.assign(new URL(url), { pathname: `/${making}` }).href;
  await admin`drop database if exists ${admin(making)} with (force)`;
  await admin`create database ${admin(making)}`;
  await migrateDatabase(makingUrl);
  // Triggers and foreign keys would check what is known to hold, a row at a time.
  const owner = postgres(makingUrl, {
    max: 1,
    onnotice: () => {},
    connection: { session_replication_role: 'replica' },
  });
  const [, ms] = await timed(async () => {
    await fillCatalogue(owner);
    await fillLearners(owner, LEARNERS);
    await owner`create index bench_covering on skill_evidence (skill_id, learner_id, rung, valid_from, expires_at)`;
    await owner`vacuum analyze skill_evidence`;
  });
  await owner.end();
  line(`a world of ${LEARNERS} learners made in ${(ms / 1_000).toFixed(0)} s`);
  await admin`alter database ${admin(making)} rename to ${admin(NAME)}`;
}

await bench();
