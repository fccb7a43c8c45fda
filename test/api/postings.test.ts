import { beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../src/demo/seed.ts';
import { readGlobalId, toGlobalId } from '../../src/graphql/global-id.ts';
import { findJobsBy } from '../../src/jobs/index.ts';
import { testHub } from '../rig/hub.ts';

describe('postings', () => {
  const hub = testHub();
  const world = { employer: '', provider: '', occupation: '', key: '', otherKey: '', heading: '' };
  const NOWHERE = 999_999_999;
  beforeAll(async () => {
    await seedDemo(hub.database);
    const jobs = await findJobsBy(hub.database.db, {}, { first: 20, after: null });
    const employers = [...new Set(jobs.map(({ employerId }) => employerId))];
    const keyOf = (index: number) =>
      hub.makeKey({ name: 'employer', role: 'EMPLOYER', organizationId: employers[index] });
    world.employer = toGlobalId('Organization', employers[0] ?? 0);
    world.key = await keyOf(0);
    world.otherKey = await keyOf(1);
    const { data } = await hub.ask('{ providers(first: 1) { nodes { id } } }');
    world.provider = data.providers.nodes[0].id;
    const [heading] = await hub.database.sql<{ id: string }[]>`
      update skill set kind = 'GROUP' where id = (select max(id) from skill) returning id`;
    world.heading = toGlobalId('Skill', Number(heading?.id));
    const [occupation] = await hub.database.sql<{ id: string }[]>`
      insert into occupation (framework_id, uri, labels)
      select id, 'https://tessera.example/occupations/baker', '{"en": "Baker"}' from framework limit 1 returning id`;
    world.occupation = toGlobalId('Occupation', Number(occupation?.id));
  });

  const FACTS = `job {
    id positionId title french: title(language: "fr") description region noc2021 closesAt state
    occupation { label } requirement { children { statement } }
  }`;
  const errors = 'errors { code field }';
  const mutation = (name: string, input: string) =>
    `mutation ($input: ${input}!) { ${name}(input: $input) { ${FACTS} ${errors} } }`;
  const publish = async (input: object, key?: string) =>
    (await hub.ask(mutation('publishJob', 'PublishJobInput'), { input }, key === undefined ? {} : { key })).data
      .publishJob;
  const update = async (input: object, key?: string) =>
    (await hub.ask(mutation('updateJob', 'UpdateJobInput'), { input }, key === undefined ? {} : { key })).data
      .updateJob;
  const close = async (jobId: string, key?: string) =>
    (await hub.ask(mutation('closeJob', 'CloseJobInput'), { input: { jobId } }, key === undefined ? {} : { key })).data
      .closeJob;

  const posting = { positionId: 'p-1', title: 'Baker', requirement: { all: [{ skill: 'Baking' }] } };
  const wrongFacts: [string, object, string, string][] = [
    ['a blank title', { title: ' ' }, 'BAD_USER_INPUT', 'input.title'],
    ['an endless title', { title: 'x'.repeat(201) }, 'BAD_USER_INPUT', 'input.title'],
    ['a blank French title', { titleFr: '' }, 'BAD_USER_INPUT', 'input.titleFr'],
    ['an endless description', { description: 'x'.repeat(20_001) }, 'BAD_USER_INPUT', 'input.description'],
    ['an endless region', { region: 'x'.repeat(201) }, 'BAD_USER_INPUT', 'input.region'],
    ['a NOC code of four digits', { noc2021: '6332' }, 'BAD_USER_INPUT', 'input.noc2021'],
    ['a NOC code of words', { noc2021: 'baker' }, 'BAD_USER_INPUT', 'input.noc2021'],
    ['a closing moment that is past', { closesAt: '2020-01-01T00:00:00Z' }, 'BAD_USER_INPUT', 'input.closesAt'],
    [
      'an occupation that is not there',
      { occupationId: toGlobalId('Occupation', NOWHERE) },
      'NOT_FOUND',
      'input.occupationId',
    ],
    ...[5e-324, 1e-46, 0.000_999, 0, -1, 1_000.5].map((weight): [string, object, string, string] => [
      `a weight of ${weight}`,
      { requirement: { all: [{ skill: 'a', weight }] } },
      'BAD_USER_INPUT',
      'input.requirement.all[0].weight',
    ]),
    [
      'endless words for a skill',
      { requirement: { skill: 'x'.repeat(2_001) } },
      'BAD_USER_INPUT',
      'input.requirement.skill',
    ],
  ];

  test.each<[string, object, string, string]>([
    ...wrongFacts,
    ['a blank position id', { positionId: ' ' }, 'BAD_USER_INPUT', 'input.positionId'],
    ['an endless position id', { positionId: 'x'.repeat(201) }, 'BAD_USER_INPUT', 'input.positionId'],
  ])('publishing %s is an error of the input', async (_case, stated, code, field) => {
    expect(await publish({ ...posting, ...stated }, world.key)).toEqual({ job: null, errors: [{ code, field }] });
  });

  test.each<[string, () => string, string]>([
    ['an organisation that is not there', () => toGlobalId('Organization', NOWHERE), 'NOT_FOUND'],
    ['an organisation that hires nobody', () => world.provider, 'BAD_USER_INPUT'],
  ])('an administrator cannot publish for %s', async (_case, employerId, code) => {
    const published = await publish({ ...posting, employerId: employerId() });
    expect(published).toEqual({ job: null, errors: [{ code, field: 'input.employerId' }] });
  });

  const published = {
    positionId: 'p-2',
    title: 'Baker',
    french: 'Boulangère',
    description: 'Bakes.',
    region: 'CA-ON',
    noc2021: '63202',
    closesAt: '2099-01-01T00:00:00.000Z',
    state: 'OPEN',
    occupation: { label: 'Baker' },
    requirement: { children: [{ statement: 'Baking' }] },
  };
  const stated = () => ({
    ...{ positionId: ' p-2 ', title: ' Baker ', titleFr: 'Boulangère', description: 'Bakes.', region: 'CA-ON' },
    ...{ noc2021: '63202', closesAt: '2099-01-01T00:00:00Z', occupationId: world.occupation },
    requirement: posting.requirement,
  });

  test('a posting is kept as stated, and published again it is replaced', async () => {
    const first = await publish(stated(), world.key);
    expect(first).toEqual({ errors: [], job: { id: first.job.id, ...published } });
    const again = await publish({ ...posting, employerId: world.employer, positionId: 'p-2' });
    expect(again.job).toEqual({
      ...{ id: first.job.id, positionId: 'p-2', title: 'Baker', french: 'Baker', description: null, region: null },
      ...{ noc2021: null, closesAt: null, state: 'OPEN', occupation: null },
      requirement: { children: [{ statement: 'Baking' }] },
    });
  });

  /** Whether a match was asked for since the last time this was asked. */
  const askedForMatch = async (jobId: string) => {
    const key = String(readGlobalId(jobId)?.id);
    const rows = await hub.database.sql`delete from outbox where job = 'match-job' and key = ${key} returning 1`;
    return rows.length > 0;
  };

  test.each<[string, object, object]>([
    ['a title', { title: 'Head baker' }, { title: 'Head baker' }],
    ['a French title', { titleFr: 'Boulanger' }, { french: 'Boulanger' }],
    ['no French title', { titleFr: null }, { french: 'Baker' }],
    ['a description', { description: 'Bakes bread.' }, { description: 'Bakes bread.' }],
    ['no description', { description: null }, { description: null }],
    ['a region', { region: 'CA-QC' }, { region: 'CA-QC' }],
    ['no occupation', { occupationId: null }, { occupation: null }],
    ['no closing moment', { closesAt: null }, { closesAt: null }],
    [
      'several facts',
      { noc2021: '65202', closesAt: '2098-01-01T00:00:00Z' },
      { noc2021: '65202', closesAt: '2098-01-01T00:00:00.000Z' },
    ],
    [
      'a requirement',
      { requirement: { any: [{ skill: 'Kneading' }, { skill: 'Baking' }] } },
      { requirement: { children: [{ statement: 'Kneading' }, { statement: 'Baking' }] } },
    ],
  ])('an update to %s changes that alone, and asks for matches', async (_case, changes, changed) => {
    const { id } = (await publish(stated(), world.key)).job;
    await askedForMatch(id);
    const updated = await update({ jobId: id, ...changes }, world.key);
    expect(updated).toEqual({ errors: [], job: { id, ...published, ...changed } });
    expect(await askedForMatch(id)).toBe(true);
  });

  test('an update that changes nothing asks for nothing, also after the closing moment', async () => {
    const { id } = (await publish(stated(), world.key)).job;
    await askedForMatch(id);
    const closesAt = '2020-01-01T00:00:00.000Z';
    await hub.database.sql`update job set closes_at = ${closesAt} where id = ${readGlobalId(id)?.id ?? 0}`;
    const updated = await update({ jobId: id, closesAt, title: 'Baker ', region: 'CA-ON' }, world.key);
    expect(updated).toEqual({ errors: [], job: { id, ...published, closesAt } });
    expect(await askedForMatch(id)).toBe(false);
  });

  test.each<[string, object, string, string]>([
    ...wrongFacts,
    ['no title', { title: null }, 'BAD_USER_INPUT', 'input.title'],
    ['no requirement', { requirement: null }, 'BAD_USER_INPUT', 'input.requirement'],
  ])('an update to %s is an error of the input, and changes nothing', async (_case, changes, code, field) => {
    const { id } = (await publish(stated(), world.key)).job;
    expect(await update({ jobId: id, region: 'CA-QC', ...changes }, world.key)).toEqual({
      job: null,
      errors: [{ code, field }],
    });
    expect((await update({ jobId: id }, world.key)).job).toEqual({ id, ...published });
  });

  test('an employer changes and closes its own jobs, an administrator anybody’s', async () => {
    const { id } = (await publish(stated(), world.key)).job;
    const unknown = { job: null, errors: [{ code: 'NOT_FOUND', field: 'input.jobId' }] };
    expect(await update({ jobId: id, title: 'x' }, world.otherKey)).toEqual(unknown);
    expect(await close(id, world.otherKey)).toEqual(unknown);
    expect(await close(toGlobalId('Job', NOWHERE))).toEqual(unknown);
    expect((await update({ jobId: id, title: 'Head baker' })).job.title).toBe('Head baker');
    expect((await close(id)).job.state).toBe('CLOSED');
    expect((await close(id, world.key)).job.state).toBe('CLOSED');
  });

  test('every mutation of one request answers with what it left', async () => {
    const { id } = (await publish(stated(), world.key)).job;
    const { data } = await hub.ask(
      `mutation ($id: ID!) {
        first: updateJob(input: { jobId: $id, title: "One", requirement: { skill: "a" } }) { ...what }
        second: updateJob(input: { jobId: $id, title: "Two", requirement: { skill: "b" } }) { ...what }
      }
      fragment what on UpdateJobPayload { job { title requirement { children { statement } } } }`,
      { id },
      { key: world.key },
    );
    expect(data).toEqual({
      first: { job: { title: 'One', requirement: { children: [{ statement: 'a' }] } } },
      second: { job: { title: 'Two', requirement: { children: [{ statement: 'b' }] } } },
    });
  });

  const ACCEPT = `mutation ($input: AcceptCredentialInput!) {
    acceptCredential(input: $input) { acceptance { employer { id } credential { id } skill { id } endsAt } ${errors} }
  }`;
  const accept = async (input: object, key: string | undefined) =>
    (await hub.ask(ACCEPT, { input }, key === undefined ? {} : { key })).data.acceptCredential;
  const firstOf = async (list: string): Promise<string> =>
    (await hub.ask(`{ ${list}(first: 1) { nodes { id } } }`)).data[list].nodes[0].id;

  test('an employer accepts a credential for a skill, and says until when', async () => {
    const [credentialId, skillId] = [await firstOf('credentials'), await firstOf('skills')];
    const acceptance = {
      ...{ employer: { id: world.employer }, credential: { id: credentialId }, skill: { id: skillId } },
      endsAt: null,
    };
    expect(await accept({ credentialId, skillId }, world.key)).toEqual({ acceptance, errors: [] });
    const endsAt = '2099-01-01T00:00:00.000Z';
    const ending = await accept({ credentialId, skillId, endsAt, employerId: world.employer }, undefined);
    expect(ending).toEqual({ acceptance: { ...acceptance, endsAt }, errors: [] });
    expect(await hub.database.sql`select from credential_acceptance`).toHaveLength(1);
  });

  test.each<[string, () => object, string, string]>([
    [
      'a credential that is not there',
      () => ({ credentialId: toGlobalId('Credential', NOWHERE) }),
      'NOT_FOUND',
      'input.credentialId',
    ],
    ['a skill that is not there', () => ({ skillId: toGlobalId('Skill', NOWHERE) }), 'NOT_FOUND', 'input.skillId'],
    ['a heading', () => ({ skillId: world.heading }), 'BAD_USER_INPUT', 'input.skillId'],
    ['an end that is past', () => ({ endsAt: '2020-01-01T00:00:00Z' }), 'BAD_USER_INPUT', 'input.endsAt'],
  ])('accepting %s is an error of the input', async (_case, changes, code, field) => {
    const input = { credentialId: await firstOf('credentials'), skillId: await firstOf('skills'), ...changes() };
    expect(await accept(input, world.key)).toEqual({ acceptance: null, errors: [{ code, field }] });
  });
});
