import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LearnerId, OrganizationId } from '../../src/db/ids.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { keepAnswers } from '../../src/http/kept-answers.ts';
import { registerLearners } from '../../src/learners/index.ts';
import { verifyBadge } from '../../src/verification/index.ts';
import { verifyBadges } from '../../src/verifying/index.ts';
import { testHub } from '../rig/hub.ts';
import { importInto } from '../rig/import-into.ts';
import { makeBadges, makeGrant } from '../rig/learner-world.ts';
import { makeOrganizations } from '../rig/organizations.ts';

/** Stands in every word of the learner's; where it turns up afterwards, something of them is left. */
const MARKER = 'Xylophage';
const EMAIL = `${MARKER}@example.org`;
const PERSON = {
  ...{ key: `key-${MARKER}`, displayName: `${MARKER} Doe`, pseudonym: `Heron ${MARKER}`, language: 'en' },
  ...{ region: `CA-${MARKER}`, identities: [{ type: 'email', value: EMAIL }] },
};
const ERASE =
  'mutation ($input: EraseLearnerInput!) { eraseLearner(input: $input) { erasedAt errors { code field } } }';

/** An Open Badges 2.0 assertion to the learner; `broken` lacks what makes it one. */
const assertion = (id: string, broken = false) => ({
  ...{ '@context': 'https://w3id.org/openbadges/v2', id: `https://issuer.example/${id}-${MARKER}`, type: 'Assertion' },
  recipient: { type: 'email', hashed: false, identity: EMAIL },
  issuedOn: broken ? `no day, ${MARKER}` : '2026-01-01T00:00:00Z',
  verification: { type: 'hosted' },
  badge: {
    ...{ id: 'https://issuer.example/class', type: 'BadgeClass', name: `Baking of ${MARKER}`, description: 'd' },
    criteria: { narrative: 'c' },
    issuer: { id: 'https://issuer.example/i', type: 'Issuer', name: 'Issuer', url: 'https://issuer.example' },
  },
});

/** A record of the learner's that holds no badge. */
const record = {
  '@context': [
    'https://www.w3.org/ns/credentials/v2',
    'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json',
    'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
  ],
  ...{ id: 'urn:uuid:22222222-2222-4222-8222-222222222222', type: ['VerifiableCredential', 'ClrCredential'] },
  ...{ name: `Transcript of ${MARKER}`, issuer: { id: 'https://issuer.example/i', type: ['Profile'], name: 'Issuer' } },
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {
    type: ['ClrSubject'],
    identifier: [{ type: 'IdentityObject', hashed: false, identityHash: EMAIL, identityType: 'emailAddress' }],
    verifiableCredential: [],
  },
};

describe('erasing a learner', () => {
  const hub = testHub();
  const world = {} as { learnerId: LearnerId; key: string; otherKey: string; employer: string };
  const files = () => ({
    'one.json': JSON.stringify(assertion('one')),
    [`of-${MARKER.slice(0, 4)}-${EMAIL}.json`]: JSON.stringify(assertion('two', true)),
  });

  beforeAll(async () => {
    await seedDemo(hub.database);
    const { db, sql } = hub.database;
    const [learnerId] = (await registerLearners(db, [PERSON])) as [LearnerId];
    world.learnerId = learnerId;
    world.key = await hub.makeKey({ name: `key of ${MARKER}`, role: 'LEARNER', learnerId });
    const [other] = await sql<{ id: string }[]>`select id from learner where key = 'learner-lucas'`;
    world.otherKey = await hub.makeKey({ name: 'other', role: 'LEARNER', learnerId: Number(other?.id) as LearnerId });
    const { employer } = await makeOrganizations(db, { employer: 'EMPLOYER' });
    world.employer = await hub.makeKey({ name: 'e', role: 'EMPLOYER', organizationId: employer as OrganizationId });
    await makeGrant(db, learnerId, { audience: 'ORGANIZATION', organizationId: employer, showsName: true });
    await sql`update consent_grant set purpose = ${MARKER} where learner_id = ${learnerId}`;
    await makeBadges(db, learnerId, [{ name: MARKER }]);
    await importInto(hub.database, 'open-badges', files());
    await importInto(hub.database, 'open-badges', { 'record.json': JSON.stringify(record) });
    const held = await sql<{ id: string }[]>`select id from badge where document ->> 'id' = ${assertion('one').id}`;
    const answers = async (url: string) => ({
      ...{ ok: true as const, url, fetchedAt: new Date() },
      body: Buffer.from(JSON.stringify(url.includes(MARKER) ? assertion('one') : {})),
    });
    const terms = { resolve: keepAnswers(db, answers), verify: verifyBadge, now: new Date() };
    expect(await verifyBadges(hub.database, held.map(({ id }) => Number(id)) as never, terms)).toBe(1);
    await sql`insert into goal (learner_id, target) values (${learnerId}, ${JSON.stringify({ kind: 'JOB', id: 1, note: MARKER })})`;
    await sql`insert into recommendation (learner_id, plan) values (${learnerId}, ${JSON.stringify({ note: MARKER })})`;

    const ask = async (document: string, variables: object, key = world.key) => {
      const { data, errors } = await hub.ask(document, variables, { key });
      expect(errors).toBeUndefined();
      return data;
    };
    const { skills } = await ask('{ skills(first: 1) { nodes { id } } }', {});
    const skillId = skills.nodes[0].id;
    const idempotencyKey = 'a key of sixteen letters';
    await ask(
      'mutation ($input: ClaimSkillInput!) { claimSkill(input: $input) { learner { pseudonym claims { note } } errors { code } } }',
      { input: { skillId, note: MARKER, idempotencyKey } },
    );
    await ask('mutation ($input: CreateShareLinkInput!) { createShareLink(input: $input) { token errors { code } } }', {
      input: { scope: 'ALL_BADGES', purpose: MARKER, endsAt: new Date(Date.now() + 86_400_000) },
    });
    const { credentials } = await ask('{ credentials(first: 1) { nodes { id } } }', {});
    const claimed = await ask(
      'mutation ($input: ClaimPriorLearningInput!) { claimPriorLearning(input: $input) { claim { id } errors { code } } }',
      { input: { credentialId: credentials.nodes[0].id, skillIds: [skillId], description: MARKER } },
    );
    const { id } = claimed.claimPriorLearning.claim;
    await fetch(`${hub.url}/prior-learning/${id}/documents?name=${MARKER}.pdf`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.key}` },
      body: `%PDF-1.7\n${MARKER}\n%%EOF`,
    });
    await ask('mutation ($id: ID!) { submitPriorLearning(input: { id: $id }) { errors { code } } }', { id });
    const LEARNER = 'query ($id: ID!) { node(id: $id) { ... on Learner { displayName badges { name } } } }';
    await ask(LEARNER, { id: toGlobalId('Learner', learnerId) }, world.employer);
    const [account] = await sql<{ id: string }[]>`
      insert into account (issuer, subject, display_name) values ('https://login.example', ${MARKER}, ${MARKER}) returning id`;
    await sql`update learner set account_id = ${account?.id ?? 0} where id = ${learnerId}`;
    await sql`insert into audit_event (actor, action, learner_id, detail) values
      ('ADMINISTRATOR  x', 'LINK_LEARNER', ${learnerId}, ${JSON.stringify({ subject: MARKER })}),
      (${`LEARNER account ${account?.id}`}, 'X', null, ${JSON.stringify({ name: MARKER })})`;
  });

  /** Tables, of any schema, with a row that holds the marker, as text or as bytes. */
  async function findMarkers(): Promise<string[]> {
    const { sql } = hub.database;
    const tables = await sql<{ schema: string; name: string }[]>`
      select table_schema as schema, table_name as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1, 2`;
    const hex = Buffer.from(MARKER).toString('hex');
    const held: string[] = [];
    for (const { schema, name } of tables) {
      const rows = await sql`
        select from ${sql(schema)}.${sql(name)} held
        where held::text ilike ${`%${MARKER}%`} or held::text like ${`%${hex}%`} limit 1`;
      if (rows.length > 0) held.push(name);
    }
    return held;
  }
  const erase = async (input: object, key = world.key) => (await hub.ask(ERASE, { input }, { key })).data?.eraseLearner;

  test('is refused to anybody else, and to who does not name them', async () => {
    const learnerId = toGlobalId('Learner', world.learnerId);
    const stranger = await hub.ask(ERASE, { input: { learnerId, confirm: PERSON.pseudonym } }, { key: world.otherKey });
    expect(stranger.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const errors = [{ code: 'BAD_USER_INPUT', field: 'input.confirm' }];
    expect(await erase({ confirm: 'yes' })).toEqual({ erasedAt: null, errors });
    expect(await findMarkers()).toEqual([
      ...['account', 'api_client', 'audit_event', 'badge', 'badge_bundle', 'badge_reliance', 'consent_grant'],
      ...['fetched_answer', 'goal', 'import_issue', 'learner'],
      ...['learner_identity', 'prior_learning_claim', 'prior_learning_document', 'recommendation', 'skill_claim'],
      'source_record',
    ]);
  });

  test('leaves nothing of them in any column of any table, and the fact of it in the trail', async () => {
    const before = await hub.database.sql`select count(*)::int as count from learner`;
    expect(await erase({ confirm: PERSON.pseudonym, idempotencyKey: 'another of sixteen letters' })).toEqual({
      ...{ erasedAt: expect.any(String), errors: [] },
    });
    expect(await findMarkers()).toEqual([]);
    const after = await hub.database.sql`select count(*)::int as count from learner`;
    expect(after[0]?.count).toBe(before[0]?.count - 1);
    const trail = await hub.database.sql<{ actor: string; action: string }[]>`
      select actor, action from audit_event where learner_id = ${world.learnerId} order by id desc limit 1`;
    expect(trail[0]).toEqual({ actor: expect.stringMatching(/^LEARNER \d+ erased$/u), action: 'ERASE_LEARNER' });
    const { status } = await hub.ask('{ viewer { role } }', {}, { key: world.key });
    expect(status).toBe(401);
  });

  test('holds against the next import of the same badges, and against a registration they did not ask for', async () => {
    await importInto(hub.database, 'open-badges', { 'one.json': files()['one.json'] });
    const held = await hub.database.sql`select from badge where document::text like ${`%${MARKER}%`}`;
    expect(held).toHaveLength(0);
    const again = { ...PERSON, key: 'another key', pseudonym: 'Other Heron' };
    await expect(registerLearners(hub.database.db, [again])).rejects.toThrow('learner 1 of those given was erased');
    expect(await registerLearners(hub.database.db, [again], { returning: true })).toHaveLength(1);
    expect(await registerLearners(hub.database.db, [again])).toHaveLength(1);
  });

  test('is an administrator’s to do for somebody else', async () => {
    const [row] = await hub.database.sql<{ id: string; pseudonym: string }[]>`
      select id, pseudonym from learner where key = 'learner-lucas'`;
    const input = { learnerId: toGlobalId('Learner', Number(row?.id)), confirm: row?.pseudonym };
    const { data } = await hub.ask(ERASE, { input });
    expect(data.eraseLearner.errors).toEqual([]);
    const again = await hub.ask(ERASE, { input });
    expect(again.data.eraseLearner.errors).toEqual([{ code: 'NOT_FOUND', field: 'input.learnerId' }]);
  });

  test('what is kept of a name is no hash that anybody could make of it', async () => {
    const plain = createHash('sha256').update(EMAIL.toLowerCase()).digest('hex');
    const rows = await hub.database.sql<{ text: string }[]>`select erased_learner::text as text from erased_learner`;
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ text }) => text.includes(plain))).toEqual([]);
  });
});
