import { beforeAll, describe, expect, inject, test } from 'vitest';
import type { OrganizationId } from '../../src/db/ids.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { findJobsBy } from '../../src/jobs/index.ts';
import { testHub, until } from '../rig/hub.ts';

describe.skipIf(inject('queues') === 'redis' && inject('redisUrl') === null)('stored matches', () => {
  const hub = testHub({ workers: true });
  const world: { key: string; employer: OrganizationId | undefined } = { key: '', employer: undefined };
  beforeAll(async () => {
    await seedDemo(hub.database);
    const [job] = await findJobsBy(hub.database.db, { positionId: 'da-01' }, { first: 1, after: null });
    world.employer = job?.employerId;
    world.key = await hub.makeKey({ name: 'employer', role: 'EMPLOYER', organizationId: world.employer });
  });

  const JOB = 'query ($id: ID!) { job(id: $id) { state matchedAt requirement { children { skill { label } } } } }';

  test('a published job is matched by a worker, and its rows are what its employer may see', async () => {
    const published = await hub.ask(
      `mutation ($input: PublishJobInput!) { publishJob(input: $input) { job { id } errors { code field } } }`,
      {
        input: {
          positionId: 'new-1',
          title: 'Data steward',
          requirement: {
            all: [{ skill: 'https://tessera.example/skills/clean-and-validate-data-sets', importance: 'REQUIRED' }],
          },
        },
      },
      { key: world.key },
    );
    expect(published.data.publishJob.errors).toEqual([]);
    const { id } = published.data.publishJob.job;
    const job = await until(
      () => hub.ask(JOB, { id }),
      ({ data }) => data.job.matchedAt !== null,
    );
    expect(job.data.job.requirement.children).toEqual([{ skill: { label: 'Clean and validate data sets' } }]);
    const candidates = await hub.ask(
      'query ($id: ID!) { candidates(jobId: $id, first: 100) { totalCount } }',
      { id },
      { key: world.key },
    );
    const [stored] = await hub.database.sql<{ matches: number }[]>`
      select count(*)::int as matches from match join job on job.id = job_id where position_id = 'new-1'`;
    expect(stored?.matches).toBe(candidates.data.candidates.totalCount);
    expect(stored?.matches).toBeGreaterThan(0);
  });

  test('every request of the outbox is done and gone in the end', async () => {
    await until(
      async () =>
        (await hub.database.sql<{ waiting: number }[]>`select count(*)::int as waiting from outbox`)[0]?.waiting,
      (waiting) => waiting === 0,
    );
    const [row] = await hub.database.sql<
      { unmatched: number }[]
    >`select count(*)::int as unmatched from job where matched_at is null`;
    expect(row?.unmatched).toBe(0);
  });

  test('a job that was deleted meanwhile ends as a recorded failure, not as a retry for ever', async () => {
    await hub.database.sql`insert into outbox (job, key, payload) values ('match-job', '999999', '{"jobId": 999999}')`;
    const failed = await until(
      async () => [
        ...(await hub.database.sql<
          { failure: { code: string } | null }[]
        >`select failure from outbox where key = '999999'`),
      ],
      ([row]) => row?.failure != null,
    );
    expect(failed[0]?.failure?.code).toBe('NOT_FOUND');
  });

  test('only an employer publishes, and only for itself', async () => {
    const input = { positionId: 'x', title: 'x', requirement: { skill: 'x' } };
    const mutation = 'mutation ($input: PublishJobInput!) { publishJob(input: $input) { errors { code field } } }';
    const anonymous = await hub.ask(mutation, { input }, { key: null });
    expect(anonymous.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const foreign = await hub.ask(
      mutation,
      { input: { ...input, employerId: toGlobalId('Organization', 1) } },
      { key: world.key },
    );
    expect(foreign.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
