import { beforeAll, describe, expect, test } from 'vitest';
import type { LearnerId } from '../../src/db/ids.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { findLearnerByKey } from '../../src/learners/index.ts';
import { testHub } from '../rig/hub.ts';

describe('what a learner says and grants', () => {
  const hub = testHub();
  const world = { key: '', otherKey: '', heading: '' };
  const NOWHERE = 999_999_999;
  beforeAll(async () => {
    await seedDemo(hub.database);
    const keyOf = async (name: string) =>
      hub.makeKey({
        name,
        role: 'LEARNER',
        learnerId: (await findLearnerByKey(hub.database.db, name))?.id as LearnerId,
      });
    world.key = await keyOf('learner-amina');
    world.otherKey = await keyOf('learner-lucas');
    const [group] = await hub.database.sql<{ id: string }[]>`
      update skill set kind = 'GROUP' where id = (select max(id) from skill) returning id`;
    world.heading = toGlobalId('Skill', Number(group?.id));
  });

  const CLAIM =
    'mutation ($skillId: ID!) { claimSkill(input: { skillId: $skillId }) { learner { id } errors { code field } } }';
  test.each<[string, () => string, string]>([
    ['a skill that is not there', () => toGlobalId('Skill', NOWHERE), 'NOT_FOUND'],
    ['a heading', () => world.heading, 'BAD_USER_INPUT'],
  ])('claiming %s is an error of the input', async (_case, skillId, code) => {
    const { data } = await hub.ask(CLAIM, { skillId: skillId() }, { key: world.key });
    expect(data.claimSkill).toEqual({ learner: null, errors: [{ code, field: 'input.skillId' }] });
  });

  const GRANT =
    'mutation ($input: GrantConsentInput!) { grantConsent(input: $input) { consentGrant { id } errors { code field } } }';
  const grant = {
    audience: 'ANY_EMPLOYER',
    scope: 'ALL_BADGES',
    purpose: 'Looking for work',
    endsAt: new Date(Date.now() + 30 * 86_400_000),
  };
  test.each<[string, object, string, string]>([
    [
      'to an organisation that is not there',
      { audience: 'ORGANIZATION', organizationId: toGlobalId('Organization', NOWHERE) },
      'NOT_FOUND',
      'input.organizationId',
    ],
    ['to nobody named', { audience: 'ORGANIZATION' }, 'BAD_USER_INPUT', 'input.organizationId'],
    ['for no purpose', { purpose: ' ' }, 'BAD_USER_INPUT', 'input.purpose'],
    ['for a purpose without end', { purpose: 'x'.repeat(1_001) }, 'BAD_USER_INPUT', 'input.purpose'],
    ['that has ended', { endsAt: '2020-01-01T00:00:00Z' }, 'BAD_USER_INPUT', 'input.endsAt'],
    ['for more than a year', { endsAt: '2099-01-01T00:00:00Z' }, 'BAD_USER_INPUT', 'input.endsAt'],
    [
      'of a badge that is not there',
      { scope: 'SOME_BADGES', badgeIds: [toGlobalId('Badge', NOWHERE)] },
      'BAD_USER_INPUT',
      'input.badgeIds',
    ],
  ])('a consent %s is an error of the input', async (_case, stated, code, field) => {
    const { data } = await hub.ask(GRANT, { input: { ...grant, ...stated } }, { key: world.key });
    expect(data.grantConsent).toEqual({ consentGrant: null, errors: [{ code, field }] });
  });

  test('node finds a consent for the learner who gave it, and for nobody else', async () => {
    const { data } = await hub.ask(GRANT, { input: grant }, { key: world.key });
    const { id } = data.grantConsent.consentGrant;
    const NODE = 'query ($id: ID!) { node(id: $id) { __typename id ... on ConsentGrant { purpose } } }';
    const BARE = 'query ($id: ID!) { node(id: $id) { __typename id } }';
    const nodeFor = async (key: string | null | undefined, document: string) =>
      (await hub.ask(document, { id }, key === undefined ? {} : { key })).data?.node;
    expect(await nodeFor(world.key, NODE)).toEqual({ __typename: 'ConsentGrant', id, purpose: 'Looking for work' });
    expect(await nodeFor(world.otherKey, NODE)).toBeNull();
    const others = [world.otherKey, null, undefined].map((key) => nodeFor(key, BARE));
    expect(await Promise.all(others)).toEqual([null, null, null]);
  });
});
