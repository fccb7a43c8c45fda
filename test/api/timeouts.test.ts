import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiProcess, startApiProcess } from '../rig/api-process.ts';
import { testDatabase } from '../rig/database.ts';
import { until } from '../rig/hub.ts';

describe('a statement that takes longer than it may', () => {
  const database = testDatabase();
  const held: { api?: ApiProcess } = {};
  beforeAll(async () => {
    held.api = await startApiProcess(database.url, { TESSERA_STATEMENT_TIMEOUT_MS: '500' });
  });
  afterAll(async () => {
    await held.api?.end('SIGKILL');
  });
  const ask = (document: string) => held.api?.ask(document);
  const running = async () => {
    const [row] = await database.sql<{ running: number }[]>`
      select count(*)::int as running from pg_stat_activity
      where datname = current_database() and application_name = 'tessera-api' and state <> 'idle'`;
    return row?.running ?? 0;
  };
  const TOLD = {
    status: 504,
    errors: [
      {
        message: 'this took too long and was stopped; ask for fewer rows or a narrower filter',
        extensions: { code: 'TIMEOUT', requestId: expect.any(String) },
      },
    ],
  };

  test('is cancelled, told as TIMEOUT, and goes on running nowhere', async () => {
    await database.sql`alter table framework rename to framework_kept`;
    await database.sql`create view framework as select framework_kept.* from framework_kept right join pg_sleep(60) on true`;
    try {
      expect(await ask('{ frameworks { nodes { id } } }')).toMatchObject(TOLD);
      expect(await until(running, (count) => count === 0)).toBe(0);
    } finally {
      await database.sql`drop view framework`;
      await database.sql`alter table framework_kept rename to framework`;
    }
    expect(await ask('{ frameworks { nodes { id } } }')).toMatchObject({ status: 200 });
  });

  test('is cancelled while it waits for a lock, and leaves nothing of its transaction', async () => {
    const holder = database.session();
    try {
      await holder`begin`;
      await holder`lock table source in access exclusive mode`;
      const register = 'mutation { registerSource(input: { location: "/tmp", format: "esco" }) { errors { code } } }';
      expect(await ask(register)).toMatchObject(TOLD);
      expect(await until(running, (count) => count === 0)).toBe(0);
    } finally {
      await holder`rollback`;
      await holder.end();
    }
    const [row] = await database.sql<{ sources: number }[]>`select count(*)::int as sources from source`;
    expect(row?.sources).toBe(0);
  });

  test('does not take the API along: others are answered meanwhile', async () => {
    const holder = database.session();
    try {
      await holder`begin`;
      await holder`lock table framework in access exclusive mode`;
      const slow = ask('{ frameworks { nodes { id } } }');
      expect(await ask('{ viewer { role } }')).toMatchObject({ status: 200 });
      expect(await slow).toMatchObject(TOLD);
    } finally {
      await holder`rollback`;
      await holder.end();
    }
  });
});
