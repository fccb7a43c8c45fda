import { beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '../../src/accounts/index.ts';
import { SCOPES_OF_ROLE } from '../../src/accounts/scope.ts';
import type { LearnerId, OrganizationId } from '../../src/db/ids.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { registerLearners } from '../../src/learners/index.ts';
import { testHub } from '../rig/hub.ts';
import { makeOrganizations } from '../rig/organizations.ts';

const JOB =
  'mutation { publishJob(input: { positionId: "p1", title: "T", requirement: { skill: "x" } }) { errors { code } } }';
const CANDIDATES = '{ candidates(requirement: { skill: "x" }, first: 1) { nodes { score } } }';

type Case = readonly [role: 'ADMINISTRATOR' | 'EMPLOYER' | 'LEARNER', scope: Scope, document: () => string];

describe('scopes', () => {
  const hub = testHub();
  const world = {} as { employer: OrganizationId; learner: LearnerId };
  beforeAll(async () => {
    const { employer } = await makeOrganizations(hub.database.db, { employer: 'EMPLOYER' });
    const person = { key: 'a', displayName: 'Amina', pseudonym: 'Blue Heron', language: 'en', identities: [] };
    const [learner] = await registerLearners(hub.database.db, [person]);
    Object.assign(world, { employer, learner });
  });

  const keyOf = (role: Case[0], scopes: readonly Scope[]) =>
    hub.makeKey({
      ...{ name: role, role, scopes },
      ...(role === 'EMPLOYER' && { organizationId: world.employer }),
      ...(role === 'LEARNER' && { learnerId: world.learner }),
    });

  test.each<Case>([
    ['EMPLOYER', 'PUBLISH', () => JOB],
    [
      'EMPLOYER',
      'PUBLISH',
      () => `mutation { closeJob(input: { jobId: "${toGlobalId('Job', 1)}" }) { errors { code } } }`,
    ],
    ['EMPLOYER', 'READ', () => CANDIDATES],
    [
      'EMPLOYER',
      'READ',
      () =>
        `{ node(id: "${toGlobalId('Organization', world.employer)}") { ... on Organization { members { totalCount } } } }`,
    ],
    ['ADMINISTRATOR', 'READ', () => '{ sources { nodes { id } } }'],
    ['ADMINISTRATOR', 'READ', () => `{ importRun(id: "${toGlobalId('ImportRun', 1)}") { id } }`],
    ['ADMINISTRATOR', 'READ', () => `{ node(id: "${toGlobalId('Source', 1)}") { id } }`],
    [
      'ADMINISTRATOR',
      'IMPORT',
      () => 'mutation { registerSource(input: { location: "/nowhere" }) { errors { code } } }',
    ],
    [
      'ADMINISTRATOR',
      'IMPORT',
      () => `mutation { startImport(input: { sourceId: "${toGlobalId('Source', 1)}" }) { errors { code } } }`,
    ],
    ['ADMINISTRATOR', 'MANAGE', () => '{ apiClients { totalCount } }'],
    [
      'LEARNER',
      'SHARE',
      () => `mutation { claimSkill(input: { skillId: "${toGlobalId('Framework', 1)}" }) { errors { code } } }`,
    ],
    ['LEARNER', 'SHARE', () => 'mutation { importBadge(input: { document: {} }) { errors { code } } }'],
  ])('%s without %s is refused what needs it, and with it alone is not', async (role, scope, document) => {
    const without = await keyOf(
      role,
      SCOPES_OF_ROLE[role].filter((each) => each !== scope),
    );
    const refused = await hub.ask(document(), {}, { key: without });
    expect(refused.errors?.[0]).toMatchObject({
      message: expect.stringContaining(`needs the scope ${scope}`),
      extensions: { code: 'FORBIDDEN' },
    });
    const { errors } = await hub.ask(document(), {}, { key: await keyOf(role, [scope]) });
    expect(errors?.map(({ extensions }) => extensions.code) ?? []).not.toContain('FORBIDDEN');
  });

  test("an administrator's key with MANAGE alone decides who signs in as a learner, and makes their key", async () => {
    const key = await keyOf('ADMINISTRATOR', ['MANAGE']);
    const learnerId = toGlobalId('Learner', world.learner);
    const does = async (mutation: string) =>
      (await hub.ask(`mutation { ${mutation} { errors { code } } }`, {}, { key })).data;
    const link = `linkLearner(input: { learnerId: "${learnerId}", issuer: "https://issuer.example", subject: "a" })`;
    expect(await does(link)).toEqual({ linkLearner: { errors: [] } });
    const create = `createApiClient(input: { name: "phone", role: LEARNER, learnerId: "${learnerId}" })`;
    expect(await does(create)).toEqual({ createApiClient: { errors: [] } });
    expect(await does(`unlinkLearner(input: { learnerId: "${learnerId}" })`)).toEqual({
      unlinkLearner: { errors: [] },
    });
  });

  test('a key without READ sees of a learner what everybody sees, also its own', async () => {
    const query = `{ viewer { learner { displayName } } node(id: "${toGlobalId('Learner', world.learner)}") { id } }`;
    const asThemselves = await hub.ask(query, {}, { key: await keyOf('LEARNER', ['READ']) });
    expect(asThemselves.data.viewer.learner).toEqual({ displayName: 'Amina' });
    const blind = await hub.ask(query, {}, { key: await keyOf('LEARNER', ['SHARE']) });
    expect(blind.data).toEqual({ viewer: { learner: null }, node: null });
    const administrator = await hub.ask(query, {}, { key: await keyOf('ADMINISTRATOR', ['IMPORT']) });
    expect(administrator.data.node).toBeNull();
  });
});
