import { beforeAll, describe, expect, test } from 'vitest';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { registerLearners } from '../../src/learners/index.ts';
import { findFreePort } from '../rig/free-port.ts';
import { testHub } from '../rig/hub.ts';
import { AUDIENCE, testIssuer } from '../rig/issuer.ts';
import { makeOrganizations } from '../rig/organizations.ts';

const ADD = `mutation ($input: AddMemberInput!) {
  addMember(input: $input) { membership { id role isManager displayName } errors { code field } }
}`;
const REMOVE = 'mutation ($id: ID!) { removeMember(input: { membershipId: $id }) { membershipId errors { code } } }';
const VIEWER =
  '{ viewer { role scopes organization { name } learner { displayName } standings { as role isManager } } }';
const CREATE = `mutation ($role: Role!, $organizationId: ID) {
  createApiClient(input: { name: "made by a manager", role: $role, organizationId: $organizationId }) {
    client { id } key { id } secret errors { code field }
  }
}`;
const ROTATE = 'mutation ($id: ID!) { rotateApiKey(input: { clientId: $id }) { secret errors { code } } }';
const REVOKE = 'mutation ($id: ID!) { revokeApiKey(input: { keyId: $id }) { errors { code } } }';

const issuer = testIssuer(await findFreePort());

describe('organisations with members and roles', () => {
  const hub = testHub({ environment: { TESSERA_OIDC_ISSUERS: issuer.url, TESSERA_OIDC_AUDIENCE: AUDIENCE } });
  const ids = { lakeview: '', rival: '', amina: '', lucas: '' };
  beforeAll(async () => {
    const made = await makeOrganizations(hub.database.db, { lakeview: 'EMPLOYER', rival: 'EMPLOYER' });
    const [amina, lucas] = await registerLearners(
      hub.database.db,
      ['Amina', 'Lucas'].map((name) => ({
        ...{ key: name, displayName: name, pseudonym: `Heron ${name}`, language: 'en', identities: [] },
      })),
    );
    Object.assign(ids, {
      lakeview: toGlobalId('Organization', made.lakeview),
      rival: toGlobalId('Organization', made.rival),
      amina: toGlobalId('Learner', Number(amina)),
      lucas: toGlobalId('Learner', Number(lucas)),
    });
  });

  const askAs = async (sub: string, document: string, variables: object = {}, as?: string) =>
    hub.ask(document, variables, { key: await issuer.sign({ sub, name: sub }), ...(as !== undefined && { as }) });
  const add = async (subject: string, organizationId: string | null, more: object = {}) => {
    const input = { issuer: issuer.url, subject, organizationId, role: 'EMPLOYER', ...more };
    return (await hub.ask(ADD, { input })).data.addMember;
  };

  test('somebody with no membership is signed in and may nothing', async () => {
    const { data } = await askAs('stranger', VIEWER);
    expect(data.viewer).toEqual({ role: 'GUEST', scopes: [], organization: null, learner: null, standings: [] });
    const refused = await askAs('stranger', '{ sources { nodes { id } } }');
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('a member acts for their organisation from the next request on, until they are removed', async () => {
    const { membership } = await add('maya', ids.lakeview);
    expect(membership).toMatchObject({ role: 'EMPLOYER', isManager: false, displayName: null });
    expect((await askAs('maya', VIEWER)).data.viewer).toEqual({
      ...{ role: 'EMPLOYER', scopes: ['READ', 'PUBLISH'], organization: { name: 'lakeview' }, learner: null },
      standings: [{ as: ids.lakeview, role: 'EMPLOYER', isManager: false }],
    });
    expect((await hub.ask(REMOVE, { id: membership.id })).data.removeMember).toEqual({
      membershipId: membership.id,
      errors: [],
    });
    expect((await askAs('maya', VIEWER)).data.viewer.role).toBe('GUEST');
    expect((await hub.ask(REMOVE, { id: membership.id })).data.removeMember.errors).toEqual([{ code: 'NOT_FOUND' }]);
  });

  test('with several standings the header Tessera-As says which; without it there is no right, but a list', async () => {
    await add('ola', ids.lakeview);
    await add('ola', ids.rival);
    await add('ola', null, { role: 'ADMINISTRATOR' });
    const undecided = (await askAs('ola', VIEWER)).data.viewer;
    expect(undecided).toMatchObject({ role: 'GUEST', scopes: [], organization: null });
    expect(undecided.standings.map(({ as }: { as: string }) => as)).toEqual([ids.lakeview, ids.rival, 'hub']);
    expect((await askAs('ola', VIEWER, {}, ids.rival)).data.viewer).toMatchObject({
      ...{ role: 'EMPLOYER', organization: { name: 'rival' } },
    });
    expect((await askAs('ola', VIEWER, {}, 'hub')).data.viewer).toMatchObject({
      role: 'ADMINISTRATOR',
      organization: null,
    });
  });

  test.each([
    ['an organisation one is no member of', () => ids.rival, 403, 'FORBIDDEN'],
    ['the hub, when one is not of it', () => 'hub', 403, 'FORBIDDEN'],
    ['a learner one is not', () => ids.amina, 403, 'FORBIDDEN'],
    ['nothing that is known', () => 'everybody', 400, 'BAD_USER_INPUT'],
    ['a job', () => toGlobalId('Job', 1), 400, 'BAD_USER_INPUT'],
  ])('Tessera-As that names %s is refused as a whole', async (_case, as, status, code) => {
    await add('pim', ids.lakeview);
    const answer = await askAs('pim', VIEWER, {}, as());
    expect([answer.status, answer.errors?.[0]?.extensions.code, answer.data]).toEqual([status, code, undefined]);
  });

  test('a key acts for one only, so Tessera-As is refused with it', async () => {
    const answer = await hub.ask(VIEWER, {}, { as: ids.lakeview });
    expect([answer.status, answer.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  test.each([
    ['administrator', 'ADMINISTRATOR'],
    ['auditor', 'AUDITOR'],
    ['learner', 'LEARNER'],
  ])('nobody is made %s of an organisation, and the database would not have it', async (_case, role) => {
    expect((await add('quinn', ids.lakeview, { role })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
    await expect(
      hub.database.sql`
        with someone as (insert into account (issuer, subject) values ('https://x', ${`quinn ${role}`}) returning id)
        insert into membership (account_id, organization_id, role)
        select someone.id, organization.id, ${role}::role from someone, organization limit 1`,
    ).rejects.toThrow('membership_role_fits');
  });

  test('adding a member again changes what they are, and they are listed once', async () => {
    await add('rosa', ids.rival);
    await add('rosa', ids.rival, { isManager: true });
    const members = '{ viewer { organization { members { totalCount nodes { displayName isManager } } } } }';
    const { data } = await askAs('rosa', members);
    const listed = data.viewer.organization.members.nodes.filter(
      (each: { displayName: string }) => each.displayName === 'rosa',
    );
    expect(listed).toEqual([{ displayName: 'rosa', isManager: true }]);
  });

  test('members are seen by members and administrators, and by nobody else', async () => {
    await add('sam', ids.lakeview);
    const query = `{ node(id: "${ids.rival}") { ... on Organization { members { nodes { id } } } } }`;
    expect((await hub.ask(query)).data.node.members.nodes.length).toBeGreaterThan(0);
    expect((await askAs('sam', query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await askAs('stranger', query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await hub.ask(query, {}, { key: null })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('a manager manages the keys and members of their own organisation and no others', async () => {
    await add('tara', ids.lakeview, { isManager: true });
    expect((await askAs('tara', VIEWER)).data.viewer.scopes).toEqual(['READ', 'PUBLISH', 'MANAGE']);

    const own = (await askAs('tara', CREATE, { role: 'EMPLOYER' })).data.createApiClient;
    expect(own.errors).toEqual([]);
    expect((await hub.ask('{ viewer { organization { name } } }', {}, { key: own.secret })).data.viewer).toEqual({
      organization: { name: 'lakeview' },
    });
    const { data: foreign } = await hub.ask(CREATE, { role: 'EMPLOYER', organizationId: ids.rival });
    const { data: portal } = await hub.ask(CREATE, { role: 'PORTAL', organizationId: ids.lakeview });

    const codesOf = async (document: string, variables: object) => {
      const { data } = await askAs('tara', document, variables);
      return Object.values<{ errors: { code: string }[] }>(data)[0]?.errors.map(({ code }) => code);
    };
    const rivalMember = (await add('una', ids.rival)).membership.id;
    const strongerMember = (await add('zoe', ids.lakeview, { role: 'PORTAL' })).membership.id;
    const member = { issuer: issuer.url, subject: 'vic', role: 'EMPLOYER' };
    expect({
      foreignClient: await codesOf(CREATE, { role: 'EMPLOYER', organizationId: ids.rival }),
      administratorClient: await codesOf(CREATE, { role: 'ADMINISTRATOR' }),
      strongerClient: await codesOf(CREATE, { role: 'PORTAL' }),
      rotateForeign: await codesOf(ROTATE, { id: foreign.createApiClient.client.id }),
      rotateStronger: await codesOf(ROTATE, { id: portal.createApiClient.client.id }),
      rotateOwn: await codesOf(ROTATE, { id: own.client.id }),
      revokeStronger: await codesOf(REVOKE, { id: portal.createApiClient.key.id }),
      revokeForeign: await codesOf(REVOKE, { id: foreign.createApiClient.key.id }),
      revokeOwn: await codesOf(REVOKE, { id: own.key.id }),
      addOwn: await codesOf(ADD, { input: member }),
      addForeign: await codesOf(ADD, { input: { ...member, organizationId: ids.rival } }),
      addAdministrator: await codesOf(ADD, { input: { ...member, role: 'ADMINISTRATOR' } }),
      removeForeign: await codesOf(REMOVE, { id: rivalMember }),
      removeStronger: await codesOf(REMOVE, { id: strongerMember }),
      addAgainAsLess: await codesOf(ADD, { input: { ...member, subject: 'zoe' } }),
    }).toEqual({
      foreignClient: ['FORBIDDEN'],
      administratorClient: ['FORBIDDEN'],
      strongerClient: ['FORBIDDEN'],
      rotateForeign: ['NOT_FOUND'],
      rotateStronger: ['NOT_FOUND'],
      rotateOwn: [],
      revokeStronger: ['NOT_FOUND'],
      revokeForeign: ['NOT_FOUND'],
      revokeOwn: [],
      addOwn: [],
      addForeign: ['FORBIDDEN'],
      addAdministrator: ['FORBIDDEN'],
      removeForeign: ['NOT_FOUND'],
      removeStronger: ['NOT_FOUND'],
      addAgainAsLess: ['FORBIDDEN'],
    });

    const { data } = await askAs('tara', '{ apiClients(first: 100) { nodes { organization { name } } } }');
    expect(
      new Set(data.apiClients.nodes.map((each: { organization: { name: string } }) => each.organization.name)),
    ).toEqual(new Set(['lakeview']));
  });

  test('a member who is no manager may not manage', async () => {
    await add('wim', ids.lakeview);
    expect((await askAs('wim', '{ apiClients { totalCount } }')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await askAs('wim', CREATE, { role: 'EMPLOYER' })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('a learner signs in as themselves once linked, and their data never changes hands by a second link', async () => {
    const link = async (learnerId: string, subject: string) =>
      (
        await hub.ask(
          `mutation ($input: LinkLearnerInput!) {
            linkLearner(input: $input) { learner { displayName } errors { code field } }
          }`,
          { input: { learnerId, issuer: issuer.url, subject } },
        )
      ).data.linkLearner;
    expect((await link(ids.amina, 'amina')).errors).toEqual([]);
    expect((await link(ids.amina, 'amina')).errors).toEqual([]);
    expect((await askAs('amina', VIEWER)).data.viewer).toEqual({
      ...{ role: 'LEARNER', scopes: ['READ', 'SHARE'], organization: null, learner: { displayName: 'Amina' } },
      standings: [{ as: ids.amina, role: 'LEARNER', isManager: false }],
    });
    expect((await link(ids.amina, 'mallory')).errors).toEqual([{ code: 'BAD_USER_INPUT', field: 'learnerId' }]);
    expect((await link(ids.lucas, 'amina')).errors).toEqual([{ code: 'BAD_USER_INPUT', field: 'subject' }]);
    await hub.ask(`mutation { unlinkLearner(input: { learnerId: "${ids.amina}" }) { errors { code } } }`);
    expect((await askAs('amina', VIEWER)).data.viewer.role).toBe('GUEST');
  });
});
