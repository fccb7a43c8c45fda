import { beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { findJobsBy } from '../../src/jobs/index.ts';
import { testHub } from '../rig/hub.ts';

describe('what a caller gets wrong is said, never called a fault of ours', () => {
  const hub = testHub();
  const world = { job: '', source: '', run: '' };
  beforeAll(async () => {
    await seedDemo(hub.database);
    const [job] = await findJobsBy(hub.database.db, {}, { first: 1, after: null });
    world.job = toGlobalId('Job', job?.id ?? 0);
    const { data } = await hub.ask('{ sources(first: 1) { nodes { id importRuns { nodes { id } } } } }');
    const [source] = data.sources.nodes;
    world.source = source.id;
    world.run = source.importRuns.nodes[0].id;
  });

  const lists = {
    frameworks: '{ frameworks(after: $after) { nodes { id } } }',
    skills: '{ skills(after: $after) { nodes { id } } }',
    occupations: '{ occupations(after: $after) { nodes { id } } }',
    providers: '{ providers(after: $after) { nodes { id } } }',
    credentials: '{ credentials(after: $after) { nodes { id } } }',
    jobs: '{ jobs(after: $after) { nodes { id } } }',
    sources: '{ sources(after: $after) { nodes { id } } }',
    importRuns: '{ node(id: $source) { ... on Source { importRuns(after: $after) { nodes { id } } } } }',
    issues: '{ importRun(id: $run) { issues(after: $after) { nodes { message } } } }',
    candidates: '{ candidates(jobId: $job, after: $after) { nodes { score } } }',
  };
  const keys = [
    [],
    ['x'],
    [1.5],
    [{}],
    [null],
    [0],
    [-1],
    [1e300],
    [1, 2],
    [true, 'x', 1],
    [true, 1],
    [true, 0.5, '1'],
  ];
  test.each(Object.entries(lists))('%s takes no cursor whose keys are not its own', async (list, selection) => {
    const declared = [
      '$after: String',
      ...['source', 'run', 'job'].filter((name) => selection.includes(`$${name}`)).map((name) => `$${name}: ID!`),
    ];
    const ask = async (after: string) => {
      const answer = await hub.ask(`query (${declared.join(', ')}) ${selection}`, { ...world, after });
      return answer.errors?.map(({ extensions }) => extensions.code);
    };
    const forged = keys.map((key) => Buffer.from(JSON.stringify([1, list, ...key])).toString('base64url'));
    const answers = await Promise.all(['', 'nonsense', 'bnVsbA', ...forged].map(ask));
    expect(answers).toEqual(answers.map(() => ['BAD_CURSOR']));
  });
});
