import { describe, expect, test } from 'vitest';
import { type CliRun, runCli } from '../rig/cli.ts';
import { type TestDatabase, testDatabase } from '../rig/database.ts';
import { writeFolder } from '../rig/esco-folder.ts';
import { until } from '../rig/hub.ts';
import { hubContents } from '../rig/hub-contents.ts';
import { catalogueTable, frameworkTable } from '../rig/large-input.ts';

const KILLS = 20;
const SEED = 20_261_124;

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const INPUTS = [
  { format: 'framework-csv', location: writeFolder({ 'framework.csv': frameworkTable(4_000) }, 'killed-framework') },
  { format: 'catalogue-csv', location: writeFolder({ 'catalogue.csv': catalogueTable(2_000) }, 'killed-catalogue') },
];

const start = ({ url }: TestDatabase, { format, location }: (typeof INPUTS)[number], ...args: string[]): CliRun =>
  runCli(['import', '--format', format, '--json', ...args, location], { DATABASE_URL: url });

async function runsOf({ sql }: TestDatabase) {
  const rows = await sql`
    select state, seen, created, updated, unchanged, tombstoned, issues, warnings,
           (select json_agg(json_build_array(severity, code, file, line, "column", message) order by id)
            from import_issue where run_id = import_run.id) as listed
    from import_run order by id`;
  return [...rows];
}

describe('an import killed at any moment', () => {
  const undisturbed = testDatabase();
  const killed = testDatabase();
  const frozen = testDatabase();

  test(`killed ${KILLS} times and started again each time, it ends as if nothing had happened (seed ${SEED})`, async () => {
    for (const input of INPUTS) expect((await start(undisturbed, input).ended).status).toBe(0);
    const expected = await runsOf(undisturbed);
    const random = randomOf(SEED);
    let kills = 0;
    for (const [index, input] of INPUTS.entries()) {
      const total = expected[index]?.seen ?? 0;
      // Of each run's records, moments in their order; a little later still, so that batches are in every state.
      const moments = Array.from({ length: KILLS / INPUTS.length }, () => Math.floor(random() * total)).sort(
        (a, b) => a - b,
      );
      for (const moment of moments) {
        const [before] = await killed.sql<{ attempts: number }[]>`
          select coalesce(sum(attempt), 0)::int as attempts from import_run`;
        const attempts = before?.attempts ?? 0;
        const run = start(killed, input);
        const hasEnded = run.ended.then(() => true);
        // Reached by this process: it has begun an attempt of its own.
        const reached = until(
          async () => {
            const [row] = await killed.sql<{ runs: number; attempts: number; seen: number }[]>`
              select count(*)::int as runs, sum(attempt)::int as attempts,
                     (array_agg(seen order by id desc))[1] as seen from import_run`;
            return row;
          },
          (row) => row !== undefined && row.runs > index && row.attempts > attempts && row.seen >= moment,
        ).catch(() => {});
        await Promise.race([hasEnded, reached]);
        await new Promise((resolve) => setTimeout(resolve, random() * 120));
        run.child.kill('SIGKILL');
        if ((await run.ended).signal === 'SIGKILL') kills += 1;
      }
      expect((await start(killed, input).ended).status).toBe(0);
    }
    expect(kills).toBeGreaterThanOrEqual(KILLS / 2);
    expect(await hubContents(killed.sql)).toEqual(await hubContents(undisturbed.sql));
    expect((await runsOf(killed)).filter(({ unchanged, seen }) => unchanged < seen)).toEqual(expected);
    const [left] = await killed.sql`select count(*)::int as rows from import_seen`;
    expect(left).toEqual({ rows: 0 });
  }, 300_000);

  test('frozen while its connections end, and woken when another has taken over, it writes nothing more and says so', async () => {
    const [, catalogue] = INPUTS;
    if (!catalogue) throw new Error('no catalogue');
    const asleep = start(frozen, catalogue);
    const created = async () => {
      const [row] = await frozen.sql<
        { created: number }[]
      >`select coalesce(max(created), 0)::int as created from import_run`;
      return row?.created ?? 0;
    };
    await until(created, (count) => count >= 400);
    asleep.child.kill('SIGSTOP');
    await frozen.sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'tessera-import' and datname = current_database()`;
    const other = await start(frozen, catalogue).ended;
    expect(other.status).toBe(0);
    const after = { contents: await hubContents(frozen.sql), runs: await runsOf(frozen) };
    asleep.child.kill('SIGCONT');
    const woken = await asleep.ended;
    // What it is told is how the run ended, by the other's hand.
    expect(JSON.parse(woken.output.split('\n').find((line) => line.startsWith('{')) ?? '{}')).toMatchObject({
      seen: after.runs[0]?.seen,
      created: after.runs[0]?.created,
    });
    expect({ contents: await hubContents(frozen.sql), runs: await runsOf(frozen) }).toEqual(after);
  });
});
