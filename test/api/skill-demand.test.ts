import { beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testHub } from '../rig/hub.ts';
import { makeBadges, makeLearners } from '../rig/learner-world.ts';
import { makeOrganizations } from '../rig/organizations.ts';

const DEMAND = `query ($filter: SkillDemandFilter, $first: Int!, $after: String) {
  skillDemand(filter: $filter, first: $first, after: $after) {
    nodes { skill { uri } region openPostings credentials learners shortage } pageInfo { hasNextPage endCursor } } }`;
const LINT =
  'query ($r: RequirementInput!, $lang: String) { lintRequirement(requirement: $r) { code key reason(language: $lang) } }';
const EFFECT = `query ($credential: ID!, $skill: ID!) {
  acceptanceEffect(credentialId: $credential, skillId: $skill) { jobs holders meetSkill meetAll } }`;

describe('what is asked for beside what there is', () => {
  const hub = testHub();
  const world = { provider: '', employer: '', learner: '', credential: '', skills: {} as Record<string, string> };

  beforeAll(async () => {
    const { db, sql } = hub.database;
    const { college, bakery } = await makeOrganizations(db, { college: 'PROVIDER', bakery: 'EMPLOYER' });
    world.provider = await hub.makeKey({ name: 'college', role: 'PROVIDER', organizationId: college });
    world.employer = await hub.makeKey({ name: 'bakery', role: 'EMPLOYER', organizationId: bakery });
    await sql`insert into framework (uri, code, name) values ('urn:f', 'f', '{"en":"f"}')`;
    const skills = await sql<{ id: string; uri: string }[]>`
      insert into skill (framework_id, uri, labels, kind)
      select framework.id, 'urn:s' || n, jsonb_build_object('en', 'Skill ' || n), 'SKILL' from framework, generate_series(1, 3) n
      returning id, uri`;
    for (const { id, uri } of skills) world.skills[uri] = toGlobalId('Skill', Number(id));
    const [credential] = await sql<{ id: string }[]>`
      insert into credential (uri, type, name, provider_id, assessed)
      values ('urn:c', 'MICRO_CREDENTIAL', '{"en":"Baking"}', ${college}, 'YES') returning id`;
    world.credential = toGlobalId('Credential', Number(credential?.id));
    await sql`insert into credential_skill (credential_id, skill_id, relation, statement, how)
              select credential.id, skill.id, 'ASSESSES', 'Skill 1', 'URI' from credential, skill where skill.uri = 'urn:s1'`;
    // Twelve in Toronto and four in Kenora show Skill 1; the twelve also hold the credential.
    const learners = await makeLearners(db, ...Array.from({ length: 16 }, (_, number) => `Heron ${number}`));
    for (const [number, learnerId] of learners.entries()) {
      const [badgeId] = await makeBadges(db, learnerId, [{ name: 'Bread', visibility: 'PUBLIC' }]);
      const isInToronto = number < 12;
      await sql`update learner set region = ${isInToronto ? 'CA-ON Toronto' : 'CA-ON Kenora'} where id = ${learnerId}`;
      await sql`insert into skill_evidence (learner_id, skill_id, rung, badge_id, path)
                select ${learnerId}, id, 'IMPORTED_UNVERIFIED', ${badgeId ?? null}, '{"rule":"TEST"}' from skill where uri = 'urn:s1'`;
      if (isInToronto)
        await sql`update badge set credential_id = ${credential?.id ?? null}, verification = 'VALID' where learner_id = ${learnerId}`;
    }
    for (const [position, region, uris] of [
      ['p1', 'CA-ON Toronto', ['urn:s1', 'urn:s2']],
      ['p2', 'CA-ON Kenora', ['urn:s2']],
      ['p3', 'CA-ON Toronto', ['urn:s3']],
    ] as const) {
      const input = {
        ...{ positionId: position, title: position, region },
        requirement: { all: uris.map((skill) => ({ skill })) },
      };
      const { data } = await hub.ask(
        'mutation ($input: PublishJobInput!) { publishJob(input: $input) { errors { message } } }',
        { input },
        { key: world.employer },
      );
      expect(data.publishJob.errors).toEqual([]);
    }
  });

  const demand = async (filter: object | null, page: object = { first: 10 }, key = world.provider) =>
    (await hub.ask(DEMAND, { filter, ...page }, { key })).data.skillDemand;

  test('skills are told most asked for first, with credentials, and learners in counts that are rounded', async () => {
    expect((await demand(null)).nodes).toEqual([
      { skill: { uri: 'urn:s2' }, region: null, openPostings: 2, credentials: 0, learners: null, shortage: null },
      { skill: { uri: 'urn:s1' }, region: null, openPostings: 1, credentials: 1, learners: 15, shortage: -14 },
      { skill: { uri: 'urn:s3' }, region: null, openPostings: 1, credentials: 0, learners: null, shortage: null },
    ]);
  });

  test('a region whose number would tell a small group beside the total is not told either', async () => {
    const skillIds = [world.skills['urn:s1']];
    const inRegion = async (region: string) => (await demand({ region, skillIds })).nodes;
    expect(await inRegion('CA-ON Toronto')).toMatchObject([{ openPostings: 1, learners: null }]);
    expect(await inRegion('CA-ON Kenora')).toEqual([]);
  });

  test('pages go on where they ended, and hold each skill once', async () => {
    const first = await demand(null, { first: 2 });
    const second = await demand(null, { first: 2, after: first.pageInfo.endCursor });
    expect(
      [first, second].flatMap(({ nodes }) => nodes.map((node: { skill: { uri: string } }) => node.skill.uri)),
    ).toEqual([...['urn:s2', 'urn:s1', 'urn:s3']]);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  test('what nothing teaches is told alone where that is asked for', async () => {
    const { nodes } = await demand({ isUntaught: true });
    expect(nodes.map(({ skill }: { skill: { uri: string } }) => skill.uri)).toEqual(['urn:s2', 'urn:s3']);
  });

  const lint = async (r: object, lang = 'en') =>
    (await hub.ask(LINT, { r, lang }, { key: world.employer })).data.lintRequirement as {
      code: string;
      reason: string;
    }[];

  test.each<[string, object, string[]]>([
    ['is as it should be', { all: [{ skill: 'urn:s1' }] }, []],
    ['asks for what nothing teaches and few show', { all: [{ skill: 'urn:s2' }] }, ['NOT_TAUGHT', 'SHOWN_BY_FEW']],
    ['names nothing', { all: [{ skill: 'no such words' }] }, ['UNRESOLVED']],
    ['is a choice of one', { all: [{ any: [{ skill: 'urn:s1' }] }] }, ['SINGLE_ALTERNATIVE']],
    ['asks twice', { all: [{ skill: 'urn:s1' }, { skill: 'urn:s1' }] }, ['ASKED_TWICE']],
    ['needs nothing', { all: [{ skill: 'urn:s1', importance: 'PREFERRED' }] }, ['NOTHING_REQUIRED']],
    [
      'asks for as many as there are',
      { all: [{ atLeast: 2, of: [{ skill: 'urn:s1' }, { all: [{ skill: 'urn:s1' }] }] }] },
      ['ALL_OF_THEM'],
    ],
  ])('a requirement that %s is told so', async (_case, requirement, codes) => {
    expect((await lint(requirement)).map(({ code }) => code)).toEqual(codes);
  });

  test('a finding reads as a sentence with the way out, in English and French', async () => {
    const words = async (lang: string) => (await lint({ all: [{ skill: 'no such words' }] }, lang))[0]?.reason;
    expect(await words('en')).toContain('“no such words” names no skill or credential');
    expect(await words('fr')).toContain('« no such words » ne désigne aucune compétence');
  });

  test('a posting tells what is wrong with it', async () => {
    const { data } = await hub.ask('{ jobs(first: 10) { nodes { lint { code } } } }', {}, { key: world.employer });
    expect(data.jobs.nodes[0].lint.map(({ code }: { code: string }) => code)).toEqual(['NOT_TAUGHT', 'SHOWN_BY_FEW']);
  });

  test('an acceptance tells how many more would meet what is asked, and nothing of fewer than 10', async () => {
    const effect = async (skill: string) =>
      (await hub.ask(EFFECT, { credential: world.credential, skill: world.skills[skill] }, { key: world.employer }))
        .data.acceptanceEffect;
    expect(await effect('urn:s3')).toEqual({ jobs: 1, holders: 10, meetSkill: 10, meetAll: 10 });
    expect(await effect('urn:s1')).toEqual({ jobs: 1, holders: 10, meetSkill: null, meetAll: null });
  });

  test('who looks for nobody is told none of it', async () => {
    const { errors } = await hub.ask(DEMAND, { first: 1 }, { key: null });
    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });
});
