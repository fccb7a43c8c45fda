import { beforeAll, describe, expect, test } from 'vitest';
import type { BadgeId, LearnerId, OrganizationId } from '../../src/db/ids.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testHub } from '../rig/hub.ts';
import { makeBadges, makeGrant, makeLearners } from '../rig/learner-world.ts';
import { makeOrganizations } from '../rig/organizations.ts';

const CLAIM = `mutation ($input: ClaimSkillInput!) { claimSkill(input: $input) { learner {
  claims { skill { label } level { name(language: "en") rank } note } } errors { code field } } }`;
const WITHDRAW = `mutation ($skillId: ID!) { withdrawClaim(input: { skillId: $skillId }) { learner { claims { note } } errors { code } } }`;

describe('what learners say of themselves', () => {
  const hub = testHub();
  const world = { key: '', employer: '', skill: '', id: '', learnerId: 0 as LearnerId };
  beforeAll(async () => {
    const { db, sql } = hub.database;
    const [learnerId] = (await makeLearners(db, 'Blue Heron')) as [LearnerId];
    Object.assign(world, { learnerId, id: toGlobalId('Learner', learnerId) });
    world.key = await hub.makeKey({ name: 'learner', role: 'LEARNER', learnerId });
    const { employer } = await makeOrganizations(db, { employer: 'EMPLOYER' });
    world.employer = await hub.makeKey({
      name: 'employer',
      role: 'EMPLOYER',
      organizationId: employer as OrganizationId,
    });
    await makeGrant(db, learnerId, { audience: 'ORGANIZATION', organizationId: employer });
    await sql`insert into framework (uri, code, name) values ('urn:f', 'f', '{"en":"f"}')`;
    const [skill] = await sql<{ id: string }[]>`
      insert into skill (framework_id, uri, labels, kind) select id, 'urn:s', '{"en":"Baking"}', 'SKILL' from framework returning id`;
    world.skill = toGlobalId('Skill', Number(skill?.id));
  });
  const levels = async () =>
    (await hub.ask('{ levelScales { uri name levels { id rank name } } }', {}, { key: null })).data.levelScales;
  const claim = async (input: object) =>
    (await hub.ask(CLAIM, { input: { skillId: world.skill, ...input } }, { key: world.key })).data.claimSkill;
  const EVIDENCE = 'query ($id: ID!) { node(id: $id) { ... on Learner { skillEvidence { rung badge { id } } } } }';
  const evidence = async () =>
    (await hub.ask(EVIDENCE, { id: world.id }, { key: world.employer })).data.node.skillEvidence;

  test('carries a level of a scale the hub brings, and a note, and says what was said last', async () => {
    const [scale] = await levels();
    expect(scale.levels.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2, 3, 4]);
    await claim({ note: 'at home' });
    const { learner, errors } = await claim({ levelId: scale.levels[2].id, note: 'Five years at a bakery' });
    expect(errors).toEqual([]);
    expect(learner.claims).toEqual([
      {
        skill: { label: 'Baking' },
        level: { name: 'Proficient: solves what is new', rank: 3 },
        note: 'Five years at a bakery',
      },
    ]);
    expect(await evidence()).toEqual([{ rung: 'SELF_CLAIMED', badge: null }]);
  });

  test('is gone from an employer’s next query when it is withdrawn, twice alike', async () => {
    for (const _time of [1, 2]) {
      const { data } = await hub.ask(WITHDRAW, { skillId: world.skill }, { key: world.key });
      expect(data.withdrawClaim).toEqual({ learner: { claims: [] }, errors: [] });
    }
    expect(await evidence()).toEqual([]);
  });

  test.each<[string, object, string, string]>([
    ['of a level that is not there', { levelId: toGlobalId('Level', 999_999) }, 'NOT_FOUND', 'input.levelId'],
    ['with a note without end', { note: 'x'.repeat(2_001) }, 'BAD_USER_INPUT', 'input.note'],
  ])('%s is an error of the input', async (_case, input, code, field) => {
    expect(await claim(input)).toEqual({ learner: null, errors: [{ code, field }] });
  });

  const BADGES = 'query ($id: ID!) { node(id: $id) { ... on Learner { badges { name addToProfileUrl } } } }';
  test('a badge goes to LinkedIn by the parameters it documents, unless it was taken back', async () => {
    const { db, sql } = hub.database;
    const [good, revoked] = (await makeBadges(db, world.learnerId, [
      { name: 'Baking & more: 50 % "é"' },
      { name: 'Revoked' },
    ])) as [BadgeId, BadgeId];
    await sql`update badge set issuer_name = 'École + Co', issued_at = '2026-03-31T23:00:00Z', expires_at = '2028-01-01T00:00:00Z',
              uri = 'https://issuer.example/b?x=1&y=2' where id = ${good}`;
    await sql`update badge set verification = 'REVOKED' where id = ${revoked}`;
    const { data } = await hub.ask(BADGES, { id: world.id }, { key: world.key });
    const [first, second] = data.node.badges;
    expect(second).toEqual({ name: 'Revoked', addToProfileUrl: null });
    const url = new URL(first.addToProfileUrl);
    expect(`${url.origin}${url.pathname}`).toBe('https://www.linkedin.com/profile/add');
    expect(url.search).not.toMatch(/[+ "]/u);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      ...{ startTask: 'CERTIFICATION_NAME', name: 'Baking & more: 50 % "é"', organizationName: 'École + Co' },
      ...{ issueYear: '2026', issueMonth: '3', expirationYear: '2028', expirationMonth: '1' },
      ...{ certUrl: 'https://issuer.example/b?x=1&y=2', certId: 'https://issuer.example/b?x=1&y=2' },
    });
  });

  test('a badge’s way to a profile is its learner’s alone', async () => {
    const { errors } = await hub.ask(BADGES, { id: world.id }, { key: world.employer });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
