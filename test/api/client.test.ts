import { beforeAll, describe, expect, test } from 'vitest';
import { createHubClient, operations } from '../../src/client/index.ts';
import type { LearnerId } from '../../src/db/ids.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { findJobsBy } from '../../src/jobs/index.ts';
import { findLearnerByKey } from '../../src/learners/index.ts';
import { escoFiles, writeFolder } from '../rig/esco-folder.ts';
import { ADMIN_KEY, testHub, until } from '../rig/hub.ts';

describe('the typed client', () => {
  const hub = testHub({ workers: true });
  const world = { amina: '', aminaKey: '', employerKey: '', job: '' };
  const client = (key?: string) => createHubClient({ url: `${hub.url}/graphql`, ...(key !== undefined && { key }) });

  beforeAll(async () => {
    await seedDemo(hub.database);
    const amina = await findLearnerByKey(hub.database.db, 'learner-amina');
    const [job] = await findJobsBy(hub.database.db, { positionId: 'da-01' }, { first: 1, after: null });
    world.amina = toGlobalId('Learner', amina?.id ?? 0);
    world.job = toGlobalId('Job', job?.id ?? 0);
    world.aminaKey = await hub.makeKey({ name: 'amina', role: 'LEARNER', learnerId: amina?.id as LearnerId });
    world.employerKey = await hub.makeKey({ name: 'employer', role: 'EMPLOYER', organizationId: job?.employerId });
  });

  test('walks every credential once, page by page', async () => {
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { credentials }: operations.CredentialsQuery = await client().send(operations.CredentialsDocument, {
        first: 25,
        after,
        orderBy: 'COST',
      });
      names.push(...credentials.nodes.map(({ name }) => name));
      after = credentials.pageInfo.hasNextPage ? credentials.pageInfo.endCursor : null;
    } while (after !== null);

    expect(new Set(names).size).toBe(66);
    expect(names).toHaveLength(66);
  });

  test('says what a learner lacks for a job and what closes it', async () => {
    const about = { learnerId: world.amina, jobId: world.job };
    const amina = client(world.aminaKey);
    const { skillGap } = await amina.send(operations.SkillGapDocument, about);
    const { recommendations } = await amina.send(operations.RecommendationsDocument, {
      ...about,
      constraints: { alternatives: 1 },
    });

    expect({ met: skillGap.requiredMet, total: skillGap.requiredTotal }).toEqual({ met: 2, total: 4 });
    expect(skillGap.requirements.find(({ label }) => label === 'Query relational databases with SQL')?.state).toBe(
      'MISSING',
    );
    expect(recommendations.plans[0]?.steps.map(({ credential }) => credential.name)).toEqual([
      'SQL for Working Analysts',
      'Statistics at Work',
    ]);
  });

  test('shows an employer the candidates for its job', async () => {
    const { candidates } = await client(world.employerKey).send(operations.CandidatesDocument, {
      ...{ jobId: world.job, first: 5 },
    });

    expect(candidates.nodes).toHaveLength(5);
    expect(candidates.nodes.every(({ score }) => score > 0)).toBe(true);
  });

  test('starts an import, follows it to its end and reads what it brought', async () => {
    const administrator = client(ADMIN_KEY);
    const { startImport } = await administrator.send(operations.StartImportDocument, {
      input: { source: { location: writeFolder(escoFiles()), format: 'esco' } },
    });
    const id = startImport.importRun?.id ?? '';
    const { importRun } = await until(
      () => administrator.send(operations.ImportRunDocument, { id }),
      ({ importRun: run }) => run?.state === 'COMPLETED' || run?.state === 'FAILED',
    );
    const { frameworks } = await client().send(operations.FrameworksDocument, {});
    const { skills } = await client().send(operations.SkillsDocument, { filter: { framework: 'esco' }, first: 10 });
    const { occupations } = await client().send(operations.OccupationsDocument, {
      ...{ filter: { framework: 'esco' }, first: 10 },
    });

    expect(importRun).toMatchObject({ state: 'COMPLETED', created: 16, issues: { nodes: [] } });
    expect(frameworks.nodes.find(({ code }) => code === 'esco')).toMatchObject({ skillCount: 4, occupationCount: 2 });
    expect({ skills: skills.totalCount, occupations: occupations.totalCount }).toEqual({ skills: 4, occupations: 2 });
  });

  test('throws the first error with its code and field', async () => {
    const asking = client(world.aminaKey).send(operations.SkillGapDocument, { learnerId: 'nobody', jobId: world.job });

    await expect(asking).rejects.toMatchObject({ name: 'HubError', code: 'BAD_USER_INPUT', field: 'learnerId' });
  });
});
