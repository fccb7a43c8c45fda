import { describe, expect, inject, test } from 'vitest';
import { type Hub, testHub, until } from '../rig/hub.ts';

const REQUESTS = 20;

describe.skipIf(inject('queues') === 'redis' && inject('redisUrl') === null)('two hubs on the same servers', () => {
  const hubs = [testHub({ workers: true }), testHub({ workers: true })];

  const ask = ({ database }: Hub) => database.sql`
    insert into outbox (job, key, payload)
    select 'match-job', number::text, json_build_object('jobId', number) from generate_series(1, ${REQUESTS}) as number`;
  const ended = async ({ database }: Hub) => {
    const [row] = await database.sql<{ ended: number }[]>`
      select count(*)::int as ended from outbox where failure ->> 'code' = 'NOT_FOUND'`;
    return row?.ended;
  };

  test('each does its own work, though their requests carry the same numbers', async () => {
    await Promise.all(hubs.map(ask));
    for (const hub of hubs)
      expect(
        await until(
          () => ended(hub),
          (count) => count === REQUESTS,
        ),
      ).toBe(REQUESTS);
  });
});
