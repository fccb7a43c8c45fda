import { describe, expect, test } from 'vitest';
import { readJobs } from '../../src/exports/index.ts';
import type { JobRecord } from '../../src/formats/record.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testDatabase } from '../rig/database.ts';
import { testHub } from '../rig/hub.ts';
import { importInto } from '../rig/import-into.ts';

const PUBLISH = `mutation ($input: PublishJobInput!) {
  publishJob(input: $input) { job { id } errors { code message } } }`;
const requirement = {
  all: [
    {
      ...{ skill: 'Bake', importance: 'REQUIRED', weight: 2, neededAtHire: false, acceptedFrom: 'ENDORSED' },
      requiredLevel: { value: 3, scale: 'https://scales.example/1' },
      desiredLevel: { name: 'Very good' },
    },
    {
      ...{ importance: 'PREFERRED', weight: 4, atLeast: 2 },
      of: [
        { skill: 'Mix' },
        { skill: 'https://fw.example/1' },
        { all: [{ skill: 'Sell' }, { credential: 'Red Seal' }] },
      ],
    },
    { credential: 'https://c.example/1', importance: 'PREFERRED' },
    { any: [{ credential: 'A' }, { skill: 'B' }] },
  ],
};

describe('open postings', () => {
  const hub = testHub();
  const elsewhere = testDatabase();
  const jobsOf = async (db: Parameters<typeof readJobs>[0]) => {
    const jobs: JobRecord[] = [];
    for await (const { record } of readJobs(db, 'none')) if (record.type === 'job') jobs.push({ ...record, raw: null });
    return jobs;
  };
  const fetched = async (format: string) => {
    const response = await fetch(`${hub.url}/exports/jobs/${format}`);
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };
  const publish = async (input: object): Promise<string> => {
    const { data, errors } = await hub.ask(PUBLISH, { input });
    expect([errors, data?.publishJob.errors]).toEqual([undefined, []]);
    return data.publishJob.job.id;
  };

  test('that an employer published here are the same postings in another hub', async () => {
    const [row] = await hub.database.sql`
      insert into organization (uri, name, kind, roles, url)
      values ('https://bakery.example/#it', '{"en": "Bakery", "fr": "Boulangerie"}', 'EMPLOYER', '{EMPLOYER}', 'https://bakery.example')
      returning id`;
    const employerId = toGlobalId('Organization', Number(row?.id));
    const facts = { region: 'CA-ON', closesAt: '2199-01-02T03:04:05.000Z', description: 'Bread.\n\nDaily.' };
    await publish({ ...facts, employerId, positionId: 'p-1', title: 'Baker', titleFr: 'Boulanger', requirement });
    const other = { employerId, requirement: { any: [{ skill: 'Bake' }, { skill: 'Mix' }] } };
    await publish({ ...other, positionId: 'p-2', title: 'Cook', noc2021: '01110' });
    const closing = await publish({ ...other, positionId: 'p-3', title: 'Gone' });
    await hub.ask('mutation ($input: CloseJobInput!) { closeJob(input: $input) { errors { code } } }', {
      input: { jobId: closing },
    });

    const { status, type, text } = await fetched('jdx');
    expect([status, type]).toEqual([200, 'application/json']);
    const run = await importInto(elsewhere, 'jdx', { 'jobs.json': text });
    expect(run).toMatchObject({ created: 2, issues: 0 });
    const [first, second] = await jobsOf(elsewhere.db);
    const [own, ownSecond] = await jobsOf(hub.database.db);
    expect(first).toEqual(own);
    // What is asked for is all needed: a root of another kind is the one part of it.
    expect(second).toEqual({ ...ownSecond, requirement: { all: [ownSecond?.requirement] } });
    expect(own?.requirement).toEqual(requirement);
  });

  test('go out in schema.org, where skills and credentials are listed', async () => {
    const { status, text } = await fetched('job-posting');
    expect(status).toBe(200);
    expect(JSON.parse(text)['@graph']).toMatchObject([
      {
        ...{
          '@type': 'JobPosting',
          identifier: { value: 'p-1' },
          hiringOrganization: { '@id': 'https://bakery.example/#it' },
        },
        skills: [{ name: 'Bake' }, { name: 'Mix' }, { '@id': 'https://fw.example/1' }, { name: 'Sell' }, { name: 'B' }],
        qualifications: [{ name: 'Red Seal' }, { '@id': 'https://c.example/1' }, { name: 'A' }],
      },
      { occupationalCategory: [{ codeValue: '01110' }] },
    ]);
  });

  test('that came in the format go out as they came, until their employer changes them here', async () => {
    const raw = {
      ...{ title: 'Miller', positionID: 'm-1', hiringOrganization: { name: 'Mill' } },
      unknown: { kept: [1] },
    };
    await importInto(hub.database, 'jdx', { 'jobs.json': JSON.stringify([raw]) });
    const miller = async () =>
      JSON.parse((await fetched('jdx')).text).find(({ positionID }: typeof raw) => positionID === 'm-1');
    expect(await miller()).toEqual(raw);
    const [row] = await hub.database.sql`select id from job where position_id = 'm-1'`;
    const input = { jobId: toGlobalId('Job', Number(row?.id)), title: 'Head miller' };
    await hub.ask('mutation ($input: UpdateJobInput!) { updateJob(input: $input) { errors { code } } }', { input });
    expect(await miller()).toMatchObject({ title: 'Head miller', hiringOrganization: { name: 'Mill' } });
  });

  test('say which formats there are, and refuse others', async () => {
    const { data } = await hub.ask('{ jobExports { format url } }', {}, { key: null });
    expect(data.jobExports.map(({ format }: { format: string }) => format)).toEqual(['jdx', 'job-posting']);
    expect(data.jobExports[0].url).toMatch(/\/exports\/jobs\/jdx$/u);
    expect((await fetched('case')).status).toBe(400);
  });
});
