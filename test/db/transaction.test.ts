import { eq, sql } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, type Database, isConnectionLost, transaction } from '../../src/db/client.ts';
import { json } from '../../src/db/columns.ts';
import { testDatabase } from '../rig/database.ts';

const ledger = pgTable('test_ledger', { worker: integer().notNull(), step: text().notNull() });
const note = pgTable('test_note', { id: integer().primaryKey(), value: json<unknown>() });

const observer = testDatabase();
let database: Database;
beforeAll(async () => {
  await observer.sql`create table test_ledger (worker int not null, step text not null)`;
  await observer.sql`create table test_note (id int primary key, value jsonb)`;
  database = createDatabase(observer.url, { max: 4, applicationName: 'tessera-chaos' });
});
afterAll(() => database.close());

/** Kills one random backend of the pool under test. */
async function killOne(): Promise<void> {
  await observer.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'tessera-chaos' and datname = current_database() order by random() limit 1`;
}

test('500 transactions under killed backends: each is whole or absent, none sees another’s, and the pool lives on', async () => {
  let killing = true;
  const killer = (async () => {
    while (killing) {
      await killOne();
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  })();
  const strangers: unknown[] = [];
  const unexpected: unknown[] = [];
  let committed = 0;

  const one = async (worker: number): Promise<void> => {
    const isMeantToFail = worker % 5 === 0;
    try {
      await transaction(database.db, async (tx) => {
        await tx.execute(sql`select set_config('tessera.worker', ${String(worker)}, true)`);
        await tx.insert(ledger).values({ worker, step: 'first' });
        if (worker % 7 === 0) {
          await transaction(tx, async (inner) => {
            await inner.insert(ledger).values({ worker, step: 'inner' });
            throw new Error('undo the inner part');
          }).catch((error: unknown) => {
            if (isConnectionLost(error)) throw error;
          });
        }
        await tx.execute(sql`select pg_sleep(0.002)`);
        const [row] = await tx.execute<{ owner: string }>(sql`select current_setting('tessera.worker', true) as owner`);
        // A stale handle would read the setting of whoever got the connection after it.
        if (row?.owner !== String(worker)) strangers.push({ worker, owner: row?.owner });
        await tx.insert(ledger).values({ worker, step: 'second' });
        if (isMeantToFail) throw new Error('meant to fail');
      });
      committed += 1;
    } catch (error) {
      const isMeant = error instanceof Error && error.message === 'meant to fail';
      if (!isMeant && !isConnectionLost(error)) unexpected.push(error);
    }
  };
  for (let from = 0; from < 500; from += 20)
    await Promise.all(Array.from({ length: 20 }, (_, index) => one(from + index)));
  killing = false;
  await killer;

  expect(unexpected).toEqual([]);
  expect(strangers).toEqual([]);
  expect(committed).toBeGreaterThan(0);
  const steps = await observer.sql<{ worker: number; steps: string }[]>`
    select worker, string_agg(step, ' ' order by step) as steps from test_ledger group by worker`;
  expect(steps.filter((row) => row.steps !== 'first second')).toEqual([]);
  expect(steps.filter(({ worker }) => worker % 5 === 0)).toEqual([]);
  // A commit whose answer was lost may stand: never fewer than were told committed.
  expect(steps.length).toBeGreaterThanOrEqual(committed);
  await expect(transaction(database.db, (tx) => tx.$count(ledger))).resolves.toBeGreaterThan(0);
});

test('a handle kept after its backend died refuses every further statement', async () => {
  let kept: Parameters<Parameters<typeof transaction>[1]>[0] | undefined;
  const lost = transaction(database.db, async (tx) => {
    kept = tx;
    await observer.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'tessera-chaos' and datname = current_database()`;
    await tx.insert(ledger).values({ worker: -1, step: 'lost' });
  });
  await expect(lost).rejects.toSatisfy(isConnectionLost);
  await transaction(database.db, async (tx) => {
    await tx.execute(sql`select 1`);
    await expect(kept?.insert(ledger).values({ worker: -2, step: 'stale' })).rejects.toSatisfy(isConnectionLost);
  });
  expect(await database.db.select().from(ledger).where(eq(ledger.worker, -2))).toEqual([]);
});

test('work that may run twice is tried again after its connection was lost', async () => {
  let runs = 0;
  const value = await transaction(
    database.db,
    async (tx) => {
      runs += 1;
      if (runs === 1) {
        await observer.sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'tessera-chaos' and datname = current_database()`;
      }
      await tx.execute(sql`select 1`);
      return 'done';
    },
    { attempts: 3 },
  );
  expect({ runs, value }).toEqual({ runs: 2, value: 'done' });
});

test('jsonb gives back what was stored, bare strings included', async () => {
  let id = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.constant('10.5'), fc.constant('null'), fc.jsonValue()), async (stated) => {
      // PostgreSQL's jsonb holds no NUL and no negative zero.
      const value: unknown = JSON.parse(JSON.stringify(stated).replaceAll('\\u0000', '').replaceAll('-0', '0'));
      id += 1;
      await database.db.insert(note).values({ id, value });
      const [row] = await database.db.select().from(note).where(eq(note.id, id));
      expect(row?.value).toEqual(value);
    }),
    { numRuns: 100 },
  );
});
