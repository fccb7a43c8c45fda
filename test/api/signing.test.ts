import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type Database } from '../../src/db/client.ts';
import type { LearnerId } from '../../src/db/ids.ts';
import { unpackDocument } from '../../src/formats/index.ts';
import { createGuardedFetch } from '../../src/http/index.ts';
import { didOf, rotateSigningKey } from '../../src/signing/index.ts';
import { addressOf } from '../../src/verification/find-key.ts';
import { type Verification, verifyBadge } from '../../src/verification/index.ts';
import { draftBadge } from '../rig/badges/credential.ts';
import { makeIssuer, makeJwsKey } from '../rig/badges/issuer.ts';
import { type Hub, testHub } from '../rig/hub.ts';
import { makeLearners } from '../rig/learner-world.ts';
import { readZip } from '../rig/read-zip.ts';

const SECRET = 'a secret of thirty-two letters or more';
const signing = { TESSERA_PUBLIC_URL: 'https://hub.example:8443/badges', TESSERA_SIGNING_SECRET: SECRET };
const DID = 'did:web:hub.example%3A8443:badges';

type Document = Readonly<Record<string, unknown>>;

/** A learner who holds a badge signed as JSON and one signed as text, and a way to take them along. */
async function makeHolder(hub: Hub, name: string) {
  const [learnerId] = (await makeLearners(hub.database.db, name)) as [LearnerId];
  const issuer = await makeIssuer('eddsa-rdfc-2022');
  const badge = await issuer.sign(draftBadge(issuer.id));
  const jws = await (await makeJwsKey('EdDSA')).sign(draftBadge('https://college.example'));
  const hold = (document: object, text: string | null, uri: string) => hub.database.sql`
    insert into badge (learner_id, format, issuer_uri, uri, name, document, jws)
    values (${learnerId}, 'OPEN_BADGES_3', 'https://i', ${uri}, 'Data Analysis', ${JSON.stringify(document)}::text::jsonb, ${text})`;
  await hold(badge, null, 'urn:json');
  await hold(draftBadge('https://college.example'), jws, 'urn:text');
  const key = await hub.makeKey({ name, role: 'LEARNER', learnerId });
  return {
    key,
    hold,
    takeClr: async () => (await hub.ask('{ exportLearner { clr } }', {}, { key })).data.exportLearner.clr,
  };
}

async function takeZip(hub: Hub, key: string): Promise<Record<string, Document>> {
  const response = await fetch(`${hub.url}/export/learner.zip`, { headers: { authorization: `Bearer ${key}` } });
  const files = readZip(Buffer.from(await response.arrayBuffer()));
  const read = (name: string) => JSON.parse(String(files.get(name))) as Document;
  return { clr: read('clr.json'), manifest: read('manifest.json') };
}

test.each([
  ['https://hub.example', 'did:web:hub.example', 'https://hub.example/.well-known/did.json'],
  ['https://Hub.Example:443', 'did:web:hub.example', 'https://hub.example/.well-known/did.json'],
  ['https://hub.example:8443', 'did:web:hub.example%3A8443', 'https://hub.example:8443/.well-known/did.json'],
  ['https://hub.example/a/b', 'did:web:hub.example:a:b', 'https://hub.example/a/b/did.json'],
  ['https://hub.example/a:b', 'did:web:hub.example:a%3Ab', 'https://hub.example/a%3Ab/did.json'],
  ['https://bücher.example', 'did:web:xn--bcher-kva.example', 'https://xn--bcher-kva.example/.well-known/did.json'],
])('the DID of a hub at %s is %s, and leads back to its document', (publicUrl, did, address) => {
  expect(didOf({ publicUrl })).toEqual({ did });
  expect(addressOf(did)).toBe(address);
});

describe('a hub with a key', () => {
  const hub = testHub({ environment: signing });
  const fetching = createGuardedFetch({ allowHosts: ['127.0.0.1'] });
  const held: { system?: Database; asked?: Database; holder?: Awaited<ReturnType<typeof makeHolder>> } = {};
  const rotate = () => rotateSigningKey((held.system as Database).db, hub.config.signingSecret as never);
  beforeAll(async () => {
    held.system = createDatabase(hub.database.url, { as: 'system' });
    held.asked = createDatabase(hub.database.url, { as: 'requests' });
    held.holder = await makeHolder(hub, 'Blue Heron');
    await rotate();
  });
  afterAll(() => Promise.all([held.system?.close(), held.asked?.close(), fetching.close()]));
  const takeClr = (): Promise<Document> => (held.holder as NonNullable<typeof held.holder>).takeClr();

  /** As anybody verifies it, who finds the hub where its public address leads. */
  const verify = (document: Document): Promise<Verification> =>
    verifyBadge(unpackDocument(document), {
      asOf: new Date(),
      resolve: (url) => fetching(url.replace('https://hub.example:8443', hub.url)),
    });
  const results = ({ verdict, checks }: Verification) => ({
    verdict,
    ...Object.fromEntries(
      checks.filter(({ result }) => result !== 'SKIPPED').map(({ name, result }) => [name, result]),
    ),
  });
  const valid = {
    ...{ verdict: 'VALID', STRUCTURE: 'PASS', CONTEXT: 'PASS', PROOF: 'PASS', ISSUER_IDENTITY: 'PASS', DATES: 'PASS' },
  };

  test('signs the record of an export, which anybody verifies by what it publishes', async () => {
    const clr = await takeClr();
    expect(clr).toMatchObject({
      issuer: { id: DID },
      proof: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022', proofPurpose: 'assertionMethod' },
    });
    const verification = await verify(clr);
    expect(results(verification)).toEqual(valid);
    expect(verification.inner?.map(({ packaging, verdict }) => [packaging, verdict])).toEqual([
      ['OB3_JSON', 'VALID'],
      ['OB3_JWT', expect.any(String)],
    ]);
  });

  test('signs the record in a zip, and the manifest names the key', async () => {
    const { clr = {}, manifest = {} } = await takeZip(hub, held.holder?.key ?? '');
    expect(results(await verify(clr))).toEqual(valid);
    const { verificationMethod } = clr.proof as Document;
    expect(manifest.clr).toEqual({ file: 'clr.json', signedWith: verificationMethod });
  });

  test.each([
    ['a name', (clr: Document) => ({ ...clr, name: 'Learner record of somebody else' })],
    ['that it is partial', (clr: Document) => ({ ...clr, partial: true })],
    [
      'a badge in it',
      (clr: Document) => {
        const subject = clr.credentialSubject as Document & { verifiableCredential: Document[] };
        const [first, ...others] = subject.verifiableCredential;
        const changed = { ...first, name: 'Doctor of Data' };
        return { ...clr, credentialSubject: { ...subject, verifiableCredential: [changed, ...others] } };
      },
    ],
    [
      'a badge taken out',
      (clr: Document) => {
        const subject = clr.credentialSubject as Document & { verifiableCredential: unknown[] };
        return {
          ...clr,
          credentialSubject: { ...subject, verifiableCredential: subject.verifiableCredential.slice(0, 1) },
        };
      },
    ],
  ])('a record changed after it was signed is found out: %s', async (_what, change) => {
    expect(results(await verify(change(await takeClr())))).toMatchObject({ verdict: 'INVALID', PROOF: 'FAIL' });
  });

  test('publishes its DID document for all to read and to keep a moment', async () => {
    const response = await fetch(`${hub.url}/badges/did.json`);
    const keys = await hub.database.sql<
      { key: string }[]
    >`select public_key_multibase as key from signing_key order by id desc`;
    expect({
      status: response.status,
      cache: response.headers.get('cache-control'),
      origin: response.headers.get('access-control-allow-origin'),
      body: await response.json(),
    }).toEqual({
      ...{ status: 200, cache: 'public, max-age=60', origin: '*' },
      body: {
        '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
        id: DID,
        verificationMethod: keys.map(({ key }) => ({
          ...{ id: `${DID}#${key}`, type: 'Multikey', controller: DID, publicKeyMultibase: key },
        })),
        assertionMethod: keys.map(({ key }) => `${DID}#${key}`),
      },
    });
    const elsewhere = await Promise.all(['/.well-known/did.json', '/did.json'].map((path) => fetch(hub.url + path)));
    expect(elsewhere.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('a record signed before a rotation stays valid, and the next one is signed with the new key', async () => {
    const before = await takeClr();
    const { publicKeyMultibase } = await rotate();
    const after = await takeClr();
    expect(await Promise.all([before, after].map(async (clr) => results(await verify(clr))))).toEqual([valid, valid]);
    expect(after.proof).toMatchObject({ verificationMethod: `${DID}#${publicKeyMultibase}` });
    expect(before.proof).not.toMatchObject({ verificationMethod: `${DID}#${publicKeyMultibase}` });
  });

  test('rotated many times at once, one key is live, and of the others no private part is kept', async () => {
    await Promise.all(Array.from({ length: 8 }, rotate));
    const [row] = await hub.database.sql`
      select count(*) filter (where retired_at is null)::int as live, count(sealed)::int as sealed,
             count(*) filter (where retired_at < created_at)::int as odd from signing_key`;
    expect(row).toEqual({ live: 1, sealed: 1, odd: 0 });
  });

  test('requests see no key, and nobody deletes or changes one', async () => {
    const { asked, system } = held as Required<typeof held>;
    expect([...(await asked.sql`select 1 from signing_key`)]).toEqual([]);
    await expect(asked.sql`insert into signing_key (public_key_multibase, sealed) values ('z', 'x')`).rejects.toThrow(
      /row-level security/u,
    );
    for (const { sql } of [asked, system]) {
      await expect(sql`delete from signing_key`).rejects.toThrow(/permission denied/u);
      await expect(sql`update signing_key set public_key_multibase = 'z'`).rejects.toThrow(/permission denied/u);
    }
  });

  const nameless = ['_:a', '_:b', '_:c', '_:d'];
  test.each([
    ['says what its contexts do not define', { favouriteColour: 'blue' }, 'favouriteColour'],
    [
      'has a context that is not known',
      { '@context': [...draftBadge('')['@context'], 'https://strange.example/v1'] },
      'strange.example',
    ],
    [
      'cannot be put in one order',
      {
        '@context': [
          ...draftBadge('')['@context'],
          { knows: { '@id': 'https://words.example/knows', '@type': '@id' } },
        ],
        evidence: nameless.map((id) => ({ id, type: ['Evidence'], knows: nameless.filter((other) => other !== id) })),
      },
      'too many ways',
    ],
  ])('a badge that %s leaves the record unsigned, and the manifest says why', async (what, more, why) => {
    const { key, hold } = await makeHolder(hub, `Grey Wolf who ${what}`);
    await hold({ ...draftBadge('https://college.example'), ...more }, null, 'urn:odd');
    const { clr, manifest } = await takeZip(hub, key);
    expect(clr?.issuer).toMatchObject({ id: signing.TESSERA_PUBLIC_URL });
    expect(clr?.proof).toBeUndefined();
    expect(manifest?.clr).toEqual({ file: 'clr.json', signedWith: null, why: expect.stringContaining(why) });
  });

  test('a learner without badges gets an unsigned record, which says that it is empty', async () => {
    const [learnerId] = (await makeLearners(hub.database.db, 'Red Fox')) as [LearnerId];
    const key = await hub.makeKey({ name: 'fox', role: 'LEARNER', learnerId });
    const { manifest } = await takeZip(hub, key);
    expect(manifest?.clr).toMatchObject({ signedWith: null, why: expect.stringContaining('no badge') });
  });

  test('a key sealed under another secret signs nothing, and the manifest says what to do', async () => {
    const sql = hub.database.sql;
    const [kept] = await sql<
      { id: number; sealed: string }[]
    >`select id, sealed from signing_key where retired_at is null`;
    await sql`update signing_key set sealed = ${Buffer.alloc(64).toString('base64')} where retired_at is null`;
    const { clr, manifest } = await takeZip(hub, held.holder?.key ?? '');
    await sql`update signing_key set sealed = ${kept?.sealed ?? ''} where id = ${kept?.id ?? 0}`;
    expect(clr?.proof).toBeUndefined();
    expect(manifest?.clr).toMatchObject({
      why: expect.stringContaining('sealed under another TESSERA_SIGNING_SECRET'),
    });
  });
});

describe.each<[string, Record<string, string>, string, string]>([
  ['a secret', { TESSERA_PUBLIC_URL: 'https://hub.example' }, 'nobody has made a key', 'set TESSERA_SIGNING_SECRET'],
  ['a public address', { TESSERA_SIGNING_SECRET: SECRET }, 'set TESSERA_PUBLIC_URL', 'set TESSERA_PUBLIC_URL'],
  ['https', { ...signing, TESSERA_PUBLIC_URL: 'http://hub.example' }, 'over https', 'over https'],
  [
    'a host with a name',
    { ...signing, TESSERA_PUBLIC_URL: 'https://192.0.2.7' },
    'host with a name',
    'host with a name',
  ],
  ['a key', signing, 'nobody has made a key', 'npx tessera keys rotate'],
])('a hub without %s', (_what, environment, told, why) => {
  const hub = testHub({ environment });

  test('signs nothing, publishes no DID document, and says what is missing', async () => {
    const response = await fetch(`${hub.url}/.well-known/did.json`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      errors: [
        { message: expect.stringContaining(told), extensions: { code: 'NOT_FOUND', requestId: expect.any(String) } },
      ],
    });
    const { key } = await makeHolder(hub, 'Blue Heron');
    const { clr, manifest } = await takeZip(hub, key);
    expect(clr?.proof).toBeUndefined();
    expect(manifest?.clr).toEqual({ file: 'clr.json', signedWith: null, why: expect.stringContaining(why) });
  });
});
