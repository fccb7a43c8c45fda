import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LearnerId } from '../../src/db/ids.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { testHub } from '../rig/hub.ts';
import { makeGrant, makeLearners } from '../rig/learner-world.ts';
import { makeOrganizations } from '../rig/organizations.ts';

const PDF = Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
const CLAIM = `mutation ($input: ClaimPriorLearningInput!) { claimPriorLearning(input: $input) {
  claim { id state claimantName provider { name } credential { name } skills { label } documents { name } } errors { code field } } }`;
const act = (name: string, more = '') =>
  `mutation ($id: ID!) { ${name}(input: { id: $id${more} }) { ${name === 'withdrawPriorLearning' ? 'claimId' : 'claim { state reason claimantName }'} errors { code field } } }`;
const PUT = `{ priorLearningClaims { nodes { id state description claimantName skills { label } documents { id name sha256 } } } }`;

describe('prior learning', () => {
  const hub = testHub();
  const world = {} as Record<
    'key' | 'otherKey' | 'provider' | 'otherProvider' | 'employer' | 'id' | 'skill' | 'credential' | 'providerId',
    string
  >;
  beforeAll(async () => {
    const { db, sql } = hub.database;
    const [learnerId, other] = (await makeLearners(db, 'Blue Heron', 'Red Fox')) as [LearnerId, LearnerId];
    const { college, school, employer } = await makeOrganizations(db, {
      ...{ college: 'PROVIDER', school: 'PROVIDER', employer: 'EMPLOYER' },
    });
    await makeGrant(db, learnerId, { audience: 'ORGANIZATION', organizationId: employer });
    await sql`insert into framework (uri, code, name) values ('urn:f', 'f', '{"en":"f"}')`;
    const skills = await sql<{ id: string }[]>`
      insert into skill (framework_id, uri, labels, kind)
      select framework.id, 'urn:s' || n, ('{"en":"Skill ' || n || '"}')::jsonb, 'SKILL' from framework, generate_series(1, 2) n
      returning id`;
    const [credential] = await sql<{ id: string }[]>`
      insert into credential (uri, type, name, provider_id)
      values ('urn:c', 'MICRO_CREDENTIAL', '{"en":"Baking"}', ${college}) returning id`;
    await sql`insert into credential_skill (credential_id, skill_id, relation, statement, how)
              values (${credential?.id ?? 0}, ${skills[0]?.id ?? 0}, 'ASSESSES', 'Skill 1', 'URI')`;
    Object.assign(world, {
      key: await hub.makeKey({ name: 'learner', role: 'LEARNER', learnerId }),
      otherKey: await hub.makeKey({ name: 'other', role: 'LEARNER', learnerId: other }),
      provider: await hub.makeKey({ name: 'college', role: 'PROVIDER', organizationId: college }),
      otherProvider: await hub.makeKey({ name: 'school', role: 'PROVIDER', organizationId: school }),
      employer: await hub.makeKey({ name: 'employer', role: 'EMPLOYER', organizationId: employer }),
      id: toGlobalId('Learner', learnerId),
      skill: toGlobalId('Skill', Number(skills[1]?.id)),
      credential: toGlobalId('Credential', Number(credential?.id)),
      providerId: toGlobalId('Organization', college),
    });
  });

  const claim = async (input: object) => {
    const stated = { description: 'Ten years at a bakery', ...input };
    return (await hub.ask(CLAIM, { input: stated }, { key: world.key })).data.claimPriorLearning;
  };
  const run = async (name: string, id: string, key = world.key, more = '') =>
    (await hub.ask(act(name, more), { id }, { key })).data[name];
  const put = async (key = world.provider) => (await hub.ask(PUT, {}, { key })).data.priorLearningClaims.nodes;
  const upload = (id: string, content: Buffer, name = 'letter.pdf', key = world.key) =>
    fetch(`${hub.url}/prior-learning/${id}/documents?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'text/html' },
      body: new Uint8Array(content),
    });
  const download = (id: string, key: string) =>
    fetch(`${hub.url}/prior-learning/documents/${id}`, { headers: { authorization: `Bearer ${key}` } });
  const EVIDENCE =
    'query ($id: ID!) { node(id: $id) { ... on Learner { skillEvidence { rung rule skill { label } } } } }';
  const evidence = async () =>
    (await hub.ask(EVIDENCE, { id: world.id }, { key: world.employer })).data.node.skillEvidence;

  test('is a draft that nobody but its learner sees, with what the credential brings', async () => {
    const { claim: made, errors } = await claim({ credentialId: world.credential });
    expect({ made, errors }).toEqual({
      made: {
        ...{ id: expect.any(String), state: 'DRAFT', claimantName: null, documents: [] },
        ...{ provider: { name: 'college' }, credential: { name: 'Baking' }, skills: [{ label: 'Skill 1' }] },
      },
      errors: [],
    });
    expect(await put()).toEqual([]);
  });

  test('takes a document as it is, tells its kind by its bytes, and hands it out to its learner alone', async () => {
    const { claim: made } = await claim({ credentialId: world.credential });
    const response = await upload(made.id, PDF);
    const document = (await response.json()) as { id: string };
    expect({ status: response.status, document }).toEqual({
      status: 201,
      document: {
        ...{ id: expect.any(String), name: 'letter.pdf', mediaType: 'application/pdf', size: PDF.length },
        sha256: createHash('sha256').update(PDF).digest('hex'),
      },
    });
    const back = await download(document.id, world.key);
    expect(Buffer.from(await back.arrayBuffer()).equals(PDF)).toBe(true);
    expect(Object.fromEntries(back.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; filename="[0-9a-f]{16}\.pdf"$/u),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    const others = [world.otherKey, world.provider, world.otherProvider, world.employer];
    const statuses = await Promise.all(others.map(async (key) => (await download(document.id, key)).status));
    expect(statuses).toEqual([404, 404, 404, 403]);
  });

  test.each<[string, () => Buffer, string, number]>([
    ['a page of HTML that says it is a PDF', () => Buffer.from('<html><script>1</script>'), 'letter.pdf', 400],
    ['nothing', () => Buffer.alloc(0), 'letter.pdf', 400],
    ['more than 5 MB', () => Buffer.alloc(5_000_001, PDF), 'letter.pdf', 413],
    ['a name with a path', () => PDF, '../letter.pdf', 400],
  ])('%s is refused as a document', async (_case, content, name, status) => {
    const { claim: made } = await claim({ credentialId: world.credential });
    const response = await upload(made.id, content(), name);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: expect.any(String) } }] });
  });

  test('submitted, is its provider’s to see and decide; recognised, it counts as the provider’s word', async () => {
    const { claim: made } = await claim({ providerId: world.providerId, skillIds: [world.skill] });
    const document = (await (await upload(made.id, PDF)).json()) as { id: string };
    expect((await run('submitPriorLearning', made.id)).claim).toMatchObject({
      ...{ state: 'SUBMITTED', claimantName: 'Name of Blue Heron' },
    });
    expect(await put()).toEqual([
      {
        ...{
          id: made.id,
          state: 'SUBMITTED',
          description: 'Ten years at a bakery',
          claimantName: 'Name of Blue Heron',
        },
        skills: [{ label: 'Skill 2' }],
        documents: [{ id: document.id, name: 'letter.pdf', sha256: expect.any(String) }],
      },
    ]);
    expect(await put(world.otherProvider)).toEqual([]);
    expect((await download(document.id, world.provider)).status).toBe(200);
    expect((await download(document.id, world.otherProvider)).status).toBe(404);
    expect((await upload(made.id, PDF)).status).toBe(400);

    const decide = (decision: string, key = world.provider) =>
      run('decidePriorLearning', made.id, key, `, decision: ${decision}, reason: "Shown at the oven"`);
    expect((await decide('RECOGNISED', world.otherProvider)).errors).toEqual([
      { code: 'NOT_FOUND', field: 'input.id' },
    ]);
    expect((await decide('UNDER_REVIEW')).claim.state).toBe('UNDER_REVIEW');
    expect(await evidence()).toEqual([]);
    expect((await decide('RECOGNISED')).claim).toMatchObject({ state: 'RECOGNISED', reason: 'Shown at the oven' });
    expect((await decide('DECLINED')).errors).toEqual([{ code: 'NOT_FOUND', field: 'input.id' }]);
    expect(await evidence()).toEqual([
      { rung: 'ENDORSED', rule: 'PRIOR_LEARNING_RECOGNISED', skill: { label: 'Skill 2' } },
    ]);
    const LOG =
      'query ($id: ID!) { node(id: $id) { ... on Learner { accessLog { nodes { kind organization { name } } } } } }';
    const { data } = await hub.ask(LOG, { id: world.id }, { key: world.key });
    expect(data.node.accessLog.nodes).toContainEqual({ kind: 'PRIOR_LEARNING', organization: { name: 'college' } });
  });

  test('withdrawn, is gone with its documents, and its skill falls back to the learner’s own claim', async () => {
    const SAY = `mutation ($skillId: ID!) { claimSkill(input: { skillId: $skillId }) { errors { code } } }`;
    await hub.ask(SAY, { skillId: world.skill }, { key: world.key });
    expect((await evidence())[0].rung).toBe('ENDORSED');
    for (const { id } of await put()) expect((await run('withdrawPriorLearning', id)).errors).toEqual([]);
    expect(await evidence()).toEqual([{ rung: 'SELF_CLAIMED', rule: 'SELF_CLAIMED', skill: { label: 'Skill 2' } }]);
    expect(await put()).toEqual([]);
  });

  test('declined, says why and counts for nothing', async () => {
    const before = await evidence();
    const { claim: made } = await claim({ credentialId: world.credential });
    await run('submitPriorLearning', made.id);
    const why = await run('decidePriorLearning', made.id, world.provider, ', decision: DECLINED');
    expect(why.errors).toEqual([{ code: 'BAD_USER_INPUT', field: 'input.reason' }]);
    const more = ', decision: DECLINED, reason: "No proof"';
    expect((await run('decidePriorLearning', made.id, world.provider, more)).claim.state).toBe('DECLINED');
    expect(await evidence()).toEqual(before);
  });

  test.each<[string, () => object, string, string]>([
    [
      'of nothing said',
      () => ({ credentialId: world.credential, description: ' ' }),
      'BAD_USER_INPUT',
      'input.description',
    ],
    ['for nobody to decide', () => ({}), 'BAD_USER_INPUT', 'input.credentialId'],
    ['of no skill', () => ({ providerId: world.providerId }), 'BAD_USER_INPUT', 'input.skillIds'],
    [
      'toward no credential there is',
      () => ({ credentialId: toGlobalId('Credential', 999_999) }),
      'NOT_FOUND',
      'input.credentialId',
    ],
    [
      'to no provider there is',
      () => ({ providerId: toGlobalId('Organization', 999_999), skillIds: [world.skill] }),
      'NOT_FOUND',
      'input.providerId',
    ],
  ])('a claim %s is an error of the input', async (_case, input, code, field) => {
    expect(await claim(input())).toEqual({ claim: null, errors: [{ code, field }] });
  });

  test('is submitted once, and by its learner', async () => {
    const { claim: made } = await claim({ credentialId: world.credential });
    expect((await run('submitPriorLearning', made.id, world.otherKey)).errors[0].code).toBe('NOT_FOUND');
    expect((await run('submitPriorLearning', made.id)).errors).toEqual([]);
    expect((await run('submitPriorLearning', made.id)).errors[0].code).toBe('BAD_USER_INPUT');
  });
});
