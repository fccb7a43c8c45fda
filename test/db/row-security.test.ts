import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asReader } from '../../src/db/as-reader.ts';
import { createDatabase, type Database, isConnectionLost } from '../../src/db/client.ts';
import type { LearnerId } from '../../src/db/ids.ts';
import { testDatabase } from '../rig/database.ts';
import { makeBadges, makeLearners } from '../rig/learner-world.ts';

const owner = testDatabase();
let asked: Database;
let learners: LearnerId[];
beforeAll(async () => {
  asked = createDatabase(owner.url, { as: 'requests', max: 4, applicationName: 'tessera-mixed' });
  learners = await makeLearners(owner.db, ...Array.from({ length: 10 }, (_, index) => `Learner ${index}`));
  for (const learnerId of learners)
    await makeBadges(owner.db, learnerId, [{ name: 'a' }, { name: 'b', visibility: 'PRIVATE' }]);
});
afterAll(() => asked.close());

const seen = sql<{ learner_id: string }>`select learner_id from badge`;

test('500 transactions of many learners while backends are killed: nobody sees another’s row', async () => {
  const state = { isKilling: true };
  const killer = (async () => {
    while (state.isKilling) {
      await owner.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'tessera-mixed' and datname = current_database() order by random() limit 1`;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  })();
  const foreign: unknown[] = [];
  const unexpected: unknown[] = [];
  let whole = 0;
  const one = async (index: number): Promise<void> => {
    const learnerId = learners[index % learners.length] as LearnerId;
    try {
      await asReader(asked.db, { kind: 'learner', id: learnerId }, async (tx) => {
        // The statement names nobody: row-level security alone decides.
        const before = await tx.execute<{ learner_id: string }>(seen);
        await tx.execute(sql`select pg_sleep(0.002)`);
        const after = await tx.execute<{ learner_id: string }>(seen);
        foreign.push(...[...before, ...after].filter((row) => Number(row.learner_id) !== learnerId));
        if (before.length === 2 && after.length === 2) whole += 1;
      });
    } catch (error) {
      if (!isConnectionLost(error)) unexpected.push(error);
    }
  };
  for (let from = 0; from < 500; from += 20)
    await Promise.all(Array.from({ length: 20 }, (_, index) => one(from + index)));
  state.isKilling = false;
  await killer;

  expect({ foreign, unexpected }).toEqual({ foreign: [], unexpected: [] });
  // How many the killer leaves depends on the machine; none would show nothing.
  expect(whole).toBeGreaterThan(10);
});

test('a reader told inside another’s transaction looks until its own work is done, also when that fails', async () => {
  const [one, other] = learners as [LearnerId, LearnerId];
  const owners = async (tx: Pick<Database['db'], 'execute'>) => [
    ...new Set((await tx.execute<{ learner_id: string }>(seen)).map((row) => Number(row.learner_id))),
  ];
  await asReader(asked.db, { kind: 'learner', id: one }, async (tx) => {
    expect(await owners(tx)).toEqual([one]);
    await asReader(tx, { kind: 'learner', id: other }, async (inner) => {
      expect(await owners(inner)).toEqual([other]);
    });
    expect(await owners(tx)).toEqual([one]);
    await asReader(tx, { kind: 'learner', id: other }, () => Promise.reject(new Error('meant to fail'))).catch(
      () => {},
    );
    expect(await owners(tx)).toEqual([one]);
  });
  expect(await owners(asked.db)).toEqual([]);
});

test('two readers at once in one transaction is an error: neither looks with the other’s eyes', async () => {
  const [one, other, third] = learners as [LearnerId, LearnerId, LearnerId];
  await asReader(asked.db, { kind: 'learner', id: one }, async (tx) => {
    const looks = [other, third].map((id) =>
      asReader(tx, { kind: 'learner', id }, async (inner) => {
        await inner.execute(sql`select pg_sleep(0.01)`);
        const rows = await inner.execute<{ learner_id: string }>(seen);
        return rows.every((row) => Number(row.learner_id) === id);
      }),
    );
    expect(await Promise.allSettled(looks)).toEqual([
      { status: 'fulfilled', value: true },
      {
        status: 'rejected',
        reason: expect.objectContaining({ message: expect.stringContaining('two readers at once') }),
      },
    ]);
    const rows = await tx.execute<{ learner_id: string }>(seen);
    expect(rows.every((row) => Number(row.learner_id) === one)).toBe(true);
  });
});

test('no part of a policy is planned twice, and who reads is asked once a statement', async () => {
  for (const table of ['learner', 'badge', 'skill_evidence', 'match']) {
    const plan = await asReader(asked.db, { kind: 'employer', id: 1 }, (tx) =>
      tx.execute<{ 'QUERY PLAN': string }>(sql`explain select from ${sql.identifier(table)}`),
    );
    const lines = plan.map((row) => row['QUERY PLAN']);
    // A sub-plan numbered twice as high as there are of them was planned in a second form, and thrown away.
    const numbers = lines.flatMap((line) => /^\s*(?:InitPlan|SubPlan) (\d+)/u.exec(line)?.[1] ?? []).map(Number);
    expect({ table, highest: Math.max(...numbers) }).toEqual({ table, highest: numbers.length });
    // What asks for the reader is asked once a statement.
    expect(lines.filter((line) => line.includes('Filter') && line.includes('current_setting'))).toEqual([]);
  }
});
