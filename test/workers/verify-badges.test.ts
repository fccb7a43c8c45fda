import { crc32 } from 'node:zlib';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { type DemoIssuer, issuerOf } from '../../src/demo/badge-issuer.ts';
import { seedDemo } from '../../src/demo/seed.ts';
import { toGlobalId } from '../../src/graphql/global-id.ts';
import { findJobsBy } from '../../src/jobs/index.ts';
import { findLearnerByKey } from '../../src/learners/index.ts';
import { testHub, until } from '../rig/hub.ts';
import { loopback } from '../rig/loopback.ts';

const IMPORT = `mutation ($input: ImportBadgeInput!) {
  importBadge(input: $input) { badge { id } badges { id } errors { code field message } }
}`;
const BADGE = `query ($id: ID!) {
  node(id: $id) { ... on Badge { name verification checkedAt checks { name result reason } } }
}`;
const GAP = `query ($learner: ID!, $job: ID!) {
  skillGap(learnerId: $learner, jobId: $job) { requirements { label state evidence { rung badge { name } } } }
}`;
const SKILL = 'Query relational databases with SQL';

describe.skipIf(inject('queues') === 'redis' && inject('redisUrl') === null)('a badge handed in', () => {
  const hub = testHub({ workers: true, environment: { TESSERA_FETCH_ALLOW_HOSTS: '127.0.0.1' } });
  const host = loopback();
  const world = { key: '', learner: '', job: '' };
  const held: { issuer?: DemoIssuer } = {};

  beforeAll(async () => {
    await seedDemo(hub.database);
    const amina = await findLearnerByKey(hub.database.db, 'learner-amina');
    const [job] = await findJobsBy(hub.database.db, { positionId: 'da-01' }, { first: 1, after: null });
    if (!amina || !job) throw new Error('the demo world has changed');
    world.key = await hub.makeKey({ name: 'amina', role: 'LEARNER', learnerId: amina.id });
    world.learner = toGlobalId('Learner', amina.id);
    world.job = toGlobalId('Job', job.id);
    held.issuer = await issuerOf('urn:test:college');
  });

  const credential = (id: string, more: object = {}) => ({
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: `urn:uuid:${id}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: held.issuer?.did, type: ['Profile'], name: 'Test College' },
    validFrom: '2026-01-01T00:00:00Z',
    name: id,
    credentialSubject: {
      id: 'did:example:learner-amina',
      type: ['AchievementSubject'],
      achievement: {
        id: `urn:test:achievement:${id}`,
        type: ['Achievement'],
        name: id,
        description: 'Queries.',
        criteria: { narrative: 'An exam.' },
        alignment: [
          {
            type: ['Alignment'],
            targetName: SKILL,
            targetUrl: 'https://tessera.example/skills/query-relational-databases-with-sql',
          },
        ],
      },
    },
    ...more,
  });
  const sign = (document: object) => held.issuer?.sign({ ...document }) ?? Promise.reject(new Error('no issuer'));

  async function handIn(input: object): Promise<string> {
    const { data } = await hub.ask(IMPORT, { input }, { key: world.key });
    expect(data.importBadge.errors).toEqual([]);
    return data.importBadge.badge.id;
  }

  async function checked(id: string, isReached: (verification: string) => boolean = (it) => it !== 'UNVERIFIED') {
    const { data } = await until(
      () => hub.ask(BADGE, { id }, { key: world.key }),
      ({ data }) => isReached(data.node.verification),
    );
    const results = Object.fromEntries(data.node.checks.map((check: { name: string }) => [check.name, check]));
    return { verification: data.node.verification, results, checkedAt: data.node.checkedAt };
  }

  async function stateOf(label: string) {
    const { data } = await hub.ask(GAP, { learner: world.learner, job: world.job }, { key: world.key });
    return data.skillGap.requirements.find((each: { label: string }) => each.label === label);
  }

  /** What the scheduled job finds due at once, rather than in its time. */
  const makeDue = () => hub.database.sql`
    with forgotten as (delete from fetched_answer)
    , due as (update badge set recheck_at = now() where recheck_at is not null)
    insert into outbox (job, key, payload) values ('recheck-badges', '', '{}') on conflict do nothing`;

  test('as signed text is verified by a worker, check by check, and counts as verified', async () => {
    const id = await handIn({ text: await sign(credential('signed')) });
    const { verification, results, checkedAt } = await checked(id);
    expect(verification).toBe('VALID');
    expect(checkedAt).not.toBeNull();
    expect(results).toMatchObject({
      STRUCTURE: { result: 'PASS' },
      PROOF: { result: 'PASS' },
      ISSUER_IDENTITY: { result: 'PASS' },
      DATES: { result: 'PASS' },
      REVOCATION: { result: 'SKIPPED' },
      RECIPIENT: { result: 'PASS' },
    });
    expect(await stateOf(SKILL)).toMatchObject({ state: 'VERIFIED' });
  });

  test('again, word for word, keeps what its checks found', async () => {
    const text = await sign(credential('again'));
    const id = await handIn({ text });
    const before = await checked(id);
    await hub.database.sql`delete from outbox`;
    expect(await handIn({ text })).toBe(id);
    const { data } = await hub.ask(BADGE, { id }, { key: world.key });
    expect({ before: before.verification, after: data.node.verification }).toEqual({ before: 'VALID', after: 'VALID' });
  });

  test('whose signed words were changed is invalid, and shows nothing', async () => {
    const [header, payload, signature] = (await sign(credential('tampered'))).split('.');
    const changed = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
    changed.credentialSubject.achievement.name = 'something better';
    const forged = [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
    const { verification, results } = await checked(await handIn({ text: forged }));
    expect({ verification, proof: results.PROOF.result }).toEqual({ verification: 'INVALID', proof: 'FAIL' });
  });

  test('without a proof is undecided and stays unverified', async () => {
    const { verification, results } = await checked(await handIn({ document: credential('plain') }));
    expect({ verification, proof: results.PROOF.result }).toEqual({ verification: 'UNKNOWN', proof: 'UNKNOWN' });
  });

  test('that its issuer revokes later is found by the scheduled look, and is evidence no more', async () => {
    const listed = (ids: readonly string[]) =>
      JSON.stringify({
        id: `${host.url}/revoked`,
        issuer: held.issuer?.did,
        revokedCredential: ids.map((id) => ({ id })),
      });
    host.put('/revoked', listed([]));
    const status = { id: `${host.url}/revoked`, type: '1EdTechRevocationList' };
    const id = await handIn({ text: await sign(credential('to-be-revoked', { credentialStatus: status })) });
    expect((await checked(id)).verification).toBe('VALID');

    // A host that is away decides nothing: the last answer stands in for it.
    host.sleep();
    const before = (await checked(id)).checkedAt;
    await hub.database.sql`update fetched_answer set fetched_at = now() - interval '2 hours'`;
    await hub.database.sql`update badge set recheck_at = now() where recheck_at is not null`;
    await hub.database
      .sql`insert into outbox (job, key, payload) values ('recheck-badges', '', '{}') on conflict do nothing`;
    await until(
      () => hub.ask(BADGE, { id }, { key: world.key }),
      ({ data }) => data.node.checkedAt !== before,
    );
    expect((await checked(id)).verification).toBe('VALID');

    host.wake();
    host.put('/revoked', listed(['urn:uuid:to-be-revoked']));
    await makeDue();
    const { results } = await checked(id, (it) => it === 'REVOKED');
    expect(results.REVOCATION.result).toBe('FAIL');
  });

  test('whose list cannot be asked is undecided, and is looked at again', async () => {
    host.sleep();
    const status = { id: `${host.url}/away`, type: '1EdTechRevocationList' };
    const id = await handIn({ text: await sign(credential('away', { credentialStatus: status })) });
    const away = await checked(id);
    expect({ verification: away.verification, result: away.results.REVOCATION.result }).toEqual({
      verification: 'UNKNOWN',
      result: 'UNKNOWN',
    });
    host.wake();
    host.put('/away', JSON.stringify({ issuer: held.issuer?.did, revokedCredential: [] }));
    await makeDue();
    expect((await checked(id, (it) => it === 'VALID')).results.REVOCATION.result).toBe('PASS');
  });

  test('that ended shows what it showed until then, as lapsed', async () => {
    const skill = {
      ...{ type: ['Alignment'], targetName: 'Analyse data with Python' },
      targetUrl: 'https://tessera.example/skills/analyse-data-with-python',
    };
    const { credentialSubject } = credential('ended');
    const achievement = { ...credentialSubject.achievement, alignment: [skill] };
    const ended = credential('ended', {
      ...{ validFrom: '2020-01-01T00:00:00Z', validUntil: '2021-01-01T00:00:00Z' },
      credentialSubject: { ...credentialSubject, achievement },
    });
    const { verification, results } = await checked(await handIn({ text: await sign(ended) }));
    expect({ verification, dates: results.DATES.result }).toEqual({ verification: 'VALID', dates: 'FAIL' });
    expect(await stateOf('Analyse data with Python')).toMatchObject({ state: 'LAPSED' });
  });

  test.each([
    ['another learner, whom it does not name as known', 'lucas', 'did:example:learner-lucas'],
    ['nobody known here', 'stranger', 'did:example:stranger'],
  ])('of %s, fails the check of its recipient', async (_whose, id, recipient) => {
    const { credentialSubject } = credential(id);
    const text = await sign(credential(id, { credentialSubject: { ...credentialSubject, id: recipient } }));
    const { verification, results } = await checked(await handIn({ text }));
    expect({ verification, recipient: results.RECIPIENT.result }).toEqual({
      verification: 'INVALID',
      recipient: 'FAIL',
    });
  });

  test('in the name of another’s credential brings nothing of it until its issuer is known as the provider’s', async () => {
    const [taught] = await hub.database.sql<{ uri: string; provider: number }[]>`
      select uri, provider_id::int as provider from credential where uri like '%:sql-essentials'`;
    const forger = await issuerOf('urn:test:forger');
    const { credentialSubject } = credential('forged');
    const { alignment: _, ...achievement } = { ...credentialSubject.achievement, id: taught?.uri };
    const claimed = credential('forged', {
      issuer: { id: forger.did, type: ['Profile'], name: 'Grand Rapids College' },
      credentialSubject: { ...credentialSubject, achievement },
    });
    const id = await handIn({ text: await forger.sign({ ...claimed }) });
    expect((await checked(id)).verification).toBe('VALID');
    const READ = '{ node(id: $id) { ... on Badge { credential { uri } } } }';
    const read = async () =>
      (await hub.ask(`query ($id: ID!) ${READ}`, { id }, { key: world.key })).data.node.credential;
    const brought = () => hub.database.sql`
      select rung from skill_evidence held join badge on badge.id = held.badge_id where badge.name = 'forged'`;
    expect({ credential: await read(), brought: [...(await brought())] }).toEqual({ credential: null, brought: [] });

    const REGISTER = `mutation ($input: RegisterIssuerInput!) {
      registerIssuer(input: $input) { organization { name } errors { code field message } } }`;
    const organizationId = toGlobalId('Organization', taught?.provider ?? 0);
    const register = (issuer: string) => hub.ask(REGISTER, { input: { organizationId, issuer } });
    expect((await register('not an issuer')).data.registerIssuer.errors).toMatchObject([
      { code: 'BAD_USER_INPUT', field: 'input.issuer' },
    ]);
    expect((await register(forger.did)).data.registerIssuer.errors).toEqual([]);
    await until(read, (linked) => linked !== null);
    expect([...(await brought())].length).toBeGreaterThan(0);
  });

  test('that learners award themselves is their own word, however well signed', async () => {
    await hub.database.sql`insert into learner_identity (learner_id, type, value)
      select id, 'did', ${held.issuer?.did ?? ''} from learner where key = 'learner-amina' on conflict do nothing`;
    const { credentialSubject } = credential('own');
    const own = credential('own', { credentialSubject: { ...credentialSubject, id: held.issuer?.did } });
    expect((await checked(await handIn({ text: await sign(own) }))).verification).toBe('VALID');
    const rows = await hub.database.sql<{ rung: string }[]>`
      select rung from skill_evidence held join badge on badge.id = held.badge_id where badge.name = 'own'`;
    expect(rows.map(({ rung }) => rung)).toEqual(['SELF_CLAIMED']);
  });

  test('comes from an address, and from a picture left as an upload', async () => {
    host.put('/badge', await sign(credential('by-address')), 'text/plain');
    expect((await checked(await handIn({ url: `${host.url}/badge` }))).verification).toBe('VALID');

    const uploaded = await fetch(`${hub.url}/uploads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.key}`, 'content-type': 'image/png' },
      body: bakedPng(await sign(credential('baked'))),
    });
    const { uploadId } = (await uploaded.json()) as { uploadId: string };
    expect((await checked(await handIn({ uploadId }))).verification).toBe('VALID');
    const stolen = await hub.ask(IMPORT, { input: { uploadId } }, { key: await otherLearner() });
    expect(stolen.data.importBadge.errors).toMatchObject([{ code: 'NOT_FOUND', field: 'input.uploadId' }]);
  });

  test('asked for again under its key is the same badge, though its host is away by then', async () => {
    host.put('/once', await sign(credential('once')), 'text/plain');
    const input = { url: `${host.url}/once`, idempotencyKey: 'a key of this badge alone' };
    const id = await handIn(input);
    host.sleep();
    expect(await handIn(input)).toBe(id);
    const other = { ...input, url: `${host.url}/another` };
    const { data } = await hub.ask(IMPORT, { input: other }, { key: world.key });
    expect(data.importBadge.errors).toMatchObject([{ code: 'IDEMPOTENCY_CONFLICT', field: 'input.idempotencyKey' }]);
    host.wake();
  });

  async function otherLearner(): Promise<string> {
    const lucas = await findLearnerByKey(hub.database.db, 'learner-lucas');
    if (!lucas) throw new Error('the demo world has changed');
    return hub.makeKey({ name: 'lucas', role: 'LEARNER', learnerId: lucas.id });
  }

  test.each([
    ['nothing', {}, 'BAD_USER_INPUT', 'input'],
    ['two ways at once', { text: 'x', url: 'https://example.org' }, 'BAD_USER_INPUT', 'input'],
    ['words that are no badge', { text: 'hello' }, 'BADGE_UNREADABLE', 'input.text'],
    ['a private address', { url: 'http://10.0.0.1/badge' }, 'SOURCE_UNREADABLE', 'input.url'],
    ['an upload of nobody', { uploadId: 'x' }, 'NOT_FOUND', 'input.uploadId'],
  ])('as %s is refused at its field', async (_promise, input, code, field) => {
    const { data } = await hub.ask(IMPORT, { input }, { key: world.key });
    expect(data.importBadge).toMatchObject({ badge: null, badges: null, errors: [{ code, field }] });
  });

  test('among many in one file goes to whom it names, and all are verified', async () => {
    const lines = [
      await sign(credential('bulk-1')),
      JSON.stringify(credential('bulk-2')),
      await sign(
        credential('bulk-3', {
          credentialSubject: { ...credential('bulk-3').credentialSubject, id: 'did:example:learner-lucas' },
        }),
      ),
      JSON.stringify(
        credential('bulk-4', {
          credentialSubject: { ...credential('bulk-4').credentialSubject, id: 'did:example:nobody' },
        }),
      ),
      '{"broken":',
    ];
    const uploaded = await fetch(`${hub.url}/uploads`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hub.config.adminKey?.reveal()}` },
      body: lines.join('\n'),
    });
    const { uploadId } = (await uploaded.json()) as { uploadId: string };
    const started = await hub.ask(
      'mutation ($id: String!) { importBadges(input: { uploadId: $id }) { importRun { id } errors { code message } } }',
      { id: uploadId },
    );
    expect(started.data.importBadges.errors).toEqual([]);
    const { id } = started.data.importBadges.importRun;
    const run = await until(
      () =>
        hub.ask('query ($id: ID!) { importRun(id: $id) { state created issues(first: 10) { nodes { code } } } }', {
          id,
        }),
      ({ data }) => data.importRun.state.startsWith('COMPLETED'),
    );
    expect(run.data.importRun).toEqual({
      ...{ state: 'COMPLETED_WITH_ISSUES', created: 3 },
      issues: { nodes: expect.arrayContaining([{ code: 'RECIPIENT_UNKNOWN' }, { code: 'JSON_INVALID' }]) },
    });
    const verdicts = await until(
      () => hub.database.sql<{ name: string; verification: string }[]>`
        select name, verification from badge where name like 'bulk-%' order by name`,
      (rows) => rows.every(({ verification }) => verification !== 'UNVERIFIED'),
    );
    expect(verdicts.map((row) => ({ ...row }))).toEqual([
      { name: 'bulk-1', verification: 'VALID' },
      { name: 'bulk-2', verification: 'UNKNOWN' },
      { name: 'bulk-3', verification: 'VALID' },
    ]);
  });
});

/** The smallest picture a badge can be baked into: one pixel. Source: PNG, 11.2; Open Badges 3.0, 5.3.2.1. */
function bakedPng(text: string): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const baked = Buffer.concat([Buffer.from('openbadgecredential\0\0\0\0\0', 'latin1'), Buffer.from(text)]);
  const pixel = Buffer.from('789c6260000000ffff03000001000105fe02fe', 'hex');
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    ...[chunk('IHDR', header), chunk('iTXt', baked), chunk('IDAT', pixel), chunk('IEND', Buffer.alloc(0))],
  ]);
}
