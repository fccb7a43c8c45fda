import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { openImport, prepareSource, runImport } from '../../src/imports/index.ts';
import { findLearnerByKey } from '../../src/learners/index.ts';
import { valueOrThrow } from '../../src/problem.ts';
import { upsertLevelScales } from '../../src/skills/index.ts';
import { writeFolder } from '../rig/esco-folder.ts';
import { testHub } from '../rig/hub.ts';

const posting = (positionID: string, more: object = {}) => ({
  ...{ title: 'Analyst', positionID, hiringOrganization: { name: 'Lakeside Analytics' } },
  ...{ datePosted: '2026-01-02', url: `https://lakeside.example/${positionID}`, jobLocation: 'CA-ON' },
  skills: [
    {
      name: 'Clean and validate data sets',
      annotation: { required: true },
      requiredProficiencyLevel: { scoresNumeric: [{ value: 2, schemeId: 'https://scales.example/data' }] },
      desiredProficiencyLevel: { scoresText: ['Very good'] },
    },
    { name: 'Juggle', annotation: { preferred: true } },
  ],
  requiredCredentials: [{ name: 'Red Seal' }],
  ...more,
});

describe('imported postings', () => {
  const hub = testHub();
  let folder = '';
  let learner = '';

  const read = async (...jobs: object[]) => {
    writeFileSync(join(folder, 'jobs.json'), JSON.stringify({ data: jobs }));
    const source = valueOrThrow(await prepareSource(hub.database, { format: 'jdx', location: folder }, []));
    return valueOrThrow(await runImport(hub.database, await openImport(hub.database, source)));
  };
  const jobsOf = async (positionId: string) => {
    const { data, errors } = await hub.ask(
      `query ($positionId: String) { jobs(filter: { positionId: $positionId }) { nodes {
        id state title url region publishedAt employer { uri name kind roles }
        requirement { children { kind statement importance skill { label } credential { name }
          requiredLevel { name value scale level { name } } desiredLevel { name value scale level { name } } } } } } }`,
      { positionId },
    );
    expect(errors).toBeUndefined();
    return data.jobs.nodes;
  };

  beforeAll(async () => {
    await seedDemo(hub.database);
    learner = toGlobalId('Learner', (await findLearnerByKey(hub.database.db, 'learner-amina'))?.id ?? 0);
    folder = writeFolder({}, 'postings');
    await upsertLevelScales(hub.database.db, [
      {
        ...{ uri: 'https://scales.example/data', name: { en: 'Data scale' } },
        levels: [
          { rank: 1, name: { en: 'Basic' } },
          { rank: 2, name: { en: 'Solid' } },
        ],
      },
    ]);
  });

  test('become jobs of an employer found or made, with their tree, both levels and words kept', async () => {
    const run = await read(posting('P-1'), posting('P-2', { validThrough: '2020-01-01' }));
    expect(run).toMatchObject({ state: 'COMPLETED_WITH_ISSUES', seen: 2, created: 2, issues: 0, warnings: 6 });
    const codes = await hub.database.sql`
      select code, count(*)::int as count from import_issue where run_id = ${run.id} group by code order by code`;
    expect([...codes]).toEqual([
      { code: 'CREDENTIAL_UNRESOLVED', count: 2 },
      { code: 'LEVEL_UNRESOLVED', count: 2 },
      { code: 'SKILL_UNRESOLVED', count: 2 },
    ]);
    const [job] = await jobsOf('P-1');
    const none = { credential: null, requiredLevel: null, desiredLevel: null };
    expect(job).toEqual({
      ...{
        id: expect.any(String),
        state: 'OPEN',
        title: 'Analyst',
        url: 'https://lakeside.example/P-1',
        region: 'CA-ON',
      },
      publishedAt: '2026-01-02T00:00:00.000Z',
      employer: {
        ...{ uri: 'urn:tessera:employer:lakeside-analytics', name: 'Lakeside Analytics' },
        ...{ kind: 'EMPLOYER', roles: ['EMPLOYER'] },
      },
      requirement: {
        children: [
          {
            ...{ kind: 'SKILL', statement: 'Clean and validate data sets', importance: 'REQUIRED', credential: null },
            skill: { label: 'Clean and validate data sets' },
            requiredLevel: { name: null, value: 2, scale: 'https://scales.example/data', level: { name: 'Solid' } },
            desiredLevel: { name: 'Very good', value: null, scale: null, level: null },
          },
          { ...none, kind: 'SKILL', statement: 'Juggle', importance: 'PREFERRED', skill: null },
          { ...none, kind: 'CREDENTIAL', statement: 'Red Seal', importance: 'REQUIRED', skill: null },
        ],
      },
    });
    expect(await jobsOf('P-2')).toMatchObject([{ state: 'CLOSED' }]);
  });

  test('are matched: their employer’s candidates and a learner’s gap', async () => {
    const [{ id }] = await jobsOf('P-1');
    const { data } = await hub.ask(
      `query ($job: ID!, $learner: ID!) {
        skillGap(learnerId: $learner, jobId: $job) { requiredMet requiredTotal requirements { label state } }
        candidates(jobId: $job, first: 50) { nodes { learner { id } } }
      }`,
      { job: id, learner },
    );
    expect(data.skillGap).toEqual({
      ...{ requiredMet: 1, requiredTotal: 2 },
      requirements: [
        { label: 'Clean and validate data sets', state: 'VERIFIED' },
        { label: 'Juggle', state: 'UNRESOLVED' },
        { label: 'Red Seal', state: 'UNRESOLVED' },
      ],
    });
    expect(data.candidates.nodes).toContainEqual({ learner: { id: learner } });
  });

  test('ask for their matches once', async () => {
    const [{ id }] = await jobsOf('P-1');
    const waiting = await hub.database.sql`
      select payload from outbox where job = 'match-job' and payload->>'jobId' = (select id::text from job where position_id = 'P-1')`;
    expect({ id: id !== '', count: waiting.length }).toEqual({ id: true, count: 1 });
  });

  test('read again are unchanged; changed ones are updated; those gone from a complete read are closed', async () => {
    const closed = posting('P-2', { validThrough: '2020-01-01' });
    expect(await read(posting('P-1'), closed, posting('P-3'))).toMatchObject({
      created: 1,
      unchanged: 2,
      tombstoned: 0,
    });
    expect(await read(posting('P-1', { title: 'Senior analyst' }), closed)).toMatchObject({
      ...{ created: 0, updated: 1, unchanged: 1, tombstoned: 1 },
    });
    expect(await jobsOf('P-1')).toMatchObject([{ state: 'OPEN', title: 'Senior analyst' }]);
    expect(await jobsOf('P-3')).toMatchObject([{ state: 'CLOSED' }]);
    expect(await read(posting('P-1', { title: 'Senior analyst' }), closed, posting('P-3'))).toMatchObject({
      updated: 1,
    });
    expect(await jobsOf('P-3')).toMatchObject([{ state: 'OPEN' }]);
  });

  test('ask for nothing where they state nothing: there is no gap to a job nothing is known of, and that is said', async () => {
    await read(posting('P-1'), { title: 'Any', positionID: 'P-9', hiringOrganization: { name: 'Lakeside Analytics' } });
    const [{ id, requirement }] = await jobsOf('P-9');
    expect(requirement.children).toEqual([]);
    for (const asked of [
      'skillGap(learnerId: $learner, jobId: $job) { score }',
      'candidates(jobId: $job) { nodes { score } }',
    ]) {
      const { errors } = await hub.ask(
        `query ($job: ID!, $learner: ID!) { job(id: $job) { id } node(id: $learner) { id } ${asked} }`,
        {
          job: id,
          learner,
        },
      );
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    }
  });

  test('that cannot be stored are left out, each with an issue, and the others are in', async () => {
    const run = await read(posting('P-1'), posting('P-10', { title: 'x'.repeat(201) }));
    expect(run).toMatchObject({ seen: 2, issues: 1, tombstoned: 0 });
    expect(await jobsOf('P-10')).toEqual([]);
  });

  test('find an employer that is here by its address, and leave its name and kind as they are', async () => {
    const [{ uri, name, kind }] = (await hub.database.sql`
      select uri, name, kind from organization where 'PROVIDER' = any(roles) order by id limit 1`) as unknown as [
      { uri: string; name: object; kind: string },
    ];
    await read(posting('P-11', { hiringOrganization: { name: 'Other words', identifiers: [{ value: uri }] } }));
    const [stored] = await hub.database
      .sql`select name, kind, to_jsonb(roles) as roles from organization where uri = ${uri}`;
    expect(stored).toEqual({ name, kind, roles: ['PROVIDER', 'EMPLOYER'] });
  });
});
