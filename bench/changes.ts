import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { readConfig } from '../src/config.ts';
import { createDatabase, type Db } from '../src/db/client.ts';
import { migrateDatabase } from '../src/db/migrate.ts';
import { startEmbedded } from '../src/embedded/index.ts';
import { type ChangePage, findChanges, type Place } from '../src/feed/index.ts';
import { createLogger } from '../src/log.ts';
import { valueOrThrow } from '../src/problem.ts';

/**
 * The feed of 1,000,000 changes read from its beginning to its end in pages of 1,000, against two baselines over the same rows in
 * the same run: OFFSET, as a feed without a cursor would page, and a scan of the things' own primary key: `npm run bench:changes`.
 */
const CHANGES = 1_000_000;
const PAGE = 1_000;
const NAME = 'tessera_bench_changes';

/** What one way of paging took, in milliseconds a page. */
interface Paged {
  readonly first: number;
  readonly last: number;
  readonly mean: number;
}

/** Medians of the first and the last tenth: a page that met the machine at work elsewhere counts for nothing. */
function summarise(pages: readonly number[]): Paged {
  const tenth = Math.max(1, Math.floor(pages.length / 10));
  const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  const mean = pages.reduce((sum, time) => sum + time, 0) / pages.length;
  return { first: median(pages.slice(0, tenth)), last: median(pages.slice(-tenth)), mean };
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const made = await work();
  times.push(performance.now() - started);
  return made;
}

/** Skills in transactions of 10,000 each, noted by the triggers that note every change. */
async function fill(db: Db): Promise<number> {
  await db.execute(sql`insert into framework (code, name) values ('bench', '{"en": "Bench"}')`);
  const started = performance.now();
  for (let from = 0; from < CHANGES; from += 10_000) {
    await db.execute(
      sql`insert into skill (framework_id, uri, labels)
          select 1, 'urn:bench:' || n, jsonb_build_object('en', 'skill ' || n)
          from generate_series(${from + 1}::int, ${from + 10_000}::int) n`,
    );
  }
  await db.execute(sql`vacuum analyze`);
  return (performance.now() - started) / 1_000;
}

async function pageFeed(db: Db): Promise<{ paged: Paged; told: number }> {
  const times: number[] = [];
  let told = 0;
  for (let place: Place | null = null; ; ) {
    const since: Place | null = place;
    const page: ChangePage = await timed(times, async () => valueOrThrow(await findChanges(db, since, PAGE)));
    told += page.changes.length;
    place = page.end;
    if (!page.hasMore) return { paged: summarise(times), told };
  }
}

async function pageByKey(db: Db): Promise<Paged> {
  const times: number[] = [];
  for (let after = 0; ; ) {
    const rows = await timed(times, () =>
      db.execute(sql`select id, uri, tombstoned_at from skill where id > ${after} order by id limit ${PAGE}`),
    );
    if (rows.length < PAGE) return summarise(times);
    after = Number(rows.at(-1)?.id);
  }
}

/** Every tenth page of all: the whole would take longer than the rest together. */
async function pageByOffset(db: Db): Promise<Paged> {
  const times: number[] = [];
  for (let offset = 0; offset < CHANGES; offset += 10 * PAGE) {
    await timed(times, () =>
      db.execute(sql`select * from change order by era, xid, noun, noun_id limit ${PAGE} offset ${offset}`),
    );
  }
  return summarise(times);
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
    await admin`drop database if exists ${admin(NAME)} with (force)`;
    await admin`create database ${admin(NAME)}`;
    await migrateDatabase(url);
    const database = createDatabase(url, { max: 1 });
    const filled = await fill(database.db);
    // Warm, and not counted.
    await findChanges(database.db, null, PAGE);
    const feed = await pageFeed(database.db);
    const key = await pageByKey(database.db);
    const offset = await pageByOffset(database.db);
    await database.close();
    const line = (text: string) => process.stdout.write(`${text}\n`);
    const tell = (name: string, { first, last, mean }: Paged) =>
      line(
        `${name.padEnd(34)} first tenth ${first.toFixed(2)} ms a page, last tenth ${last.toFixed(2)} ms = ${(last / first).toFixed(2)} x, mean ${mean.toFixed(2)} ms`,
      );
    line(`${CHANGES} skills written and noted in ${filled.toFixed(1)} s; ${feed.told} changes told, ${PAGE} a page`);
    tell('primary key of the skills (baseline)', key);
    tell('OFFSET over the notes (baseline)', offset);
    tell('feed of changes', feed.paged);
    line(
      `a page of the feed costs ${(feed.paged.mean / key.mean).toFixed(2)} x one by primary key; its last tenth ${(feed.paged.last / feed.paged.first).toFixed(2)} x its first (target: 1, at most 1.2)`,
    );
  } finally {
    await admin`drop database if exists ${admin(NAME)} with (force)`;
    await admin.end();
    await embedded?.stop();
  }
}

await bench();
