import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { unpack } from '../../src/formats/index.ts';
import { type Verification, verifyBadge } from '../../src/verification/index.ts';
import { draftBadge } from '../rig/badges/credential.ts';
import { documentOf, makeIssuer, makeJwsKey, type TestIssuer } from '../rig/badges/issuer.ts';
import { makeStatusList } from '../rig/badges/status.ts';
import { type BadgeWeb, startBadgeWeb } from '../rig/badges/web.ts';

const TODAY = new Date('2026-11-24T12:00:00Z');
const LIST = 'https://college.example/status/1';

let web: BadgeWeb;
let issuer: TestIssuer;
beforeAll(async () => {
  web = await startBadgeWeb();
  issuer = await makeIssuer('eddsa-rdfc-2022');
});
afterAll(() => web.close());
beforeEach(() => web.pages.clear());

async function verify(content: string | object): Promise<Verification> {
  const unpacked = await unpack(Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)));
  if (!unpacked.ok) throw new Error(unpacked.problem.message);
  return verifyBadge(unpacked.value, { asOf: TODAY, resolve: web.resolve });
}

/** What decided: the check that was worst, and its sentence. */
function worst({ verdict, checks }: Verification): string {
  const check = checks.find(({ result }) => result === 'FAIL') ?? checks.find(({ result }) => result === 'UNKNOWN');
  return `${verdict} ${check?.name}: ${check?.reason}`;
}

type Draft = ReturnType<typeof draftBadge>;
const at = (part: object): Draft => {
  const draft = draftBadge(issuer.id);
  return {
    ...draft,
    credentialSubject: { ...draft.credentialSubject, achievement: { ...draft.credentialSubject.achievement, ...part } },
  };
};

test.each<[string, () => Promise<object>, RegExp]>([
  [
    'a proof for another purpose',
    () => issuer.sign(draftBadge(issuer.id), { purpose: 'authentication' }),
    /^INVALID PROOF: .*for authentication/u,
  ],
  [
    'a proof from the future',
    () => issuer.sign(draftBadge(issuer.id), { created: '2030-01-01T00:00:00Z' }),
    /^INVALID PROOF: .*yet to come/u,
  ],
  [
    'a proof created at no moment',
    async () => ({
      ...(await issuer.sign(draftBadge(issuer.id))),
      proof: { ...(await issuer.sign(draftBadge(issuer.id))).proof, created: 'now' },
    }),
    /^INVALID PROOF: .*no moment/u,
  ],
  [
    'a proof that is a text',
    async () => ({ ...draftBadge(issuer.id), proof: 'trust me' }),
    /^INVALID PROOF: It is no object/u,
  ],
  [
    'a hundred proofs',
    async () => ({ ...draftBadge(issuer.id), proof: Array(100).fill({ type: 'DataIntegrityProof' }) }),
    /^INVALID PROOF: It carries 100 proofs/u,
  ],
  [
    'a key of another type',
    async () => ({
      ...(await issuer.sign(draftBadge(issuer.id))),
      proof: { ...(await issuer.sign(draftBadge(issuer.id))).proof, cryptosuite: 'ecdsa-rdfc-2019' },
    }),
    /^INVALID PROOF: /u,
  ],
  [
    'another key',
    async () => {
      const other = await makeIssuer('eddsa-rdfc-2022');
      return {
        ...(await issuer.sign(draftBadge(issuer.id))),
        proof: { ...(await issuer.sign(draftBadge(issuer.id))).proof, verificationMethod: other.method },
      };
    },
    /^INVALID PROOF: The signature/u,
  ],
  [
    'a signature of another issuer',
    async () => (await makeIssuer('eddsa-rdfc-2022')).sign(draftBadge(issuer.id)),
    /^INVALID ISSUER_IDENTITY: .*the key that signed it is of did:key/u,
  ],
  [
    'an issuer without an id',
    async () => issuer.sign({ ...draftBadge(issuer.id), issuer: { type: ['Profile'], name: 'X' } }),
    /^INVALID STRUCTURE: .*issuer/u,
  ],
  [
    'an alignment that is no list',
    () =>
      issuer.sign(
        at({ alignment: { type: ['Alignment'], targetName: 'SQL', targetUrl: 'https://skills.example/sql' } }),
      ),
    /^INVALID STRUCTURE: .*achievement\.alignment must be a list, even of one/u,
  ],
  [
    'a date that is none',
    () => issuer.sign(draftBadge(issuer.id, { validUntil: 'forever' })),
    /^INVALID DATES: validUntil is forever/u,
  ],
  [
    'an end before its beginning',
    () => issuer.sign(draftBadge(issuer.id, { validUntil: '2025-01-01T00:00:00Z' })),
    /^INVALID DATES: .*before it begins/u,
  ],
  [
    'no beginning',
    async () => {
      const { validFrom: _from, ...draft } = draftBadge(issuer.id);
      return issuer.sign(draft);
    },
    /^INVALID DATES: It does not say from when/u,
  ],
  [
    'a context nobody knows',
    async () => ({
      ...(await issuer.sign(draftBadge(issuer.id))),
      '@context': [...draftBadge('x')['@context'], 'https://stranger.example/v1'],
    }),
    /^UNKNOWN CONTEXT: The @context https:\/\/stranger\.example\/v1 is not among those/u,
  ],
  [
    'a context that gives a term another meaning',
    async () => ({
      ...(await issuer.sign(draftBadge(issuer.id))),
      '@context': [...draftBadge('x')['@context'], { achievement: 'https://stranger.example/#hobby' }],
    }),
    /^INVALID CONTEXT: .*gives the term "achievement" another meaning/u,
  ],
  [
    'the same deep inside',
    async () => ({
      ...(await issuer.sign(draftBadge(issuer.id))),
      credentialSubject: { '@context': { name: 'urn:x' } },
    }),
    /^INVALID STRUCTURE: /u,
  ],
  [
    'a context that clears all others',
    async () => ({ ...(await issuer.sign(draftBadge(issuer.id))), '@context': [...draftBadge('x')['@context'], null] }),
    /^INVALID CONTEXT: .*null/u,
  ],
  [
    'a context that reads words by a vocabulary of its own',
    async () => ({
      ...(await issuer.sign(draftBadge(issuer.id))),
      '@context': [...draftBadge('x')['@context'], { '@vocab': 'urn:x' }],
    }),
    /^INVALID CONTEXT: .*@vocab/u,
  ],
  [
    'a thousand contexts',
    async () => ({
      ...(await issuer.sign(draftBadge(issuer.id))),
      '@context': [...draftBadge('x')['@context'], ...Array(1_000).fill('https://www.w3.org/ns/credentials/v2')],
    }),
    /^INVALID CONTEXT: A @context lists 1002 entries/u,
  ],
  [
    'a term that no context defines',
    async () => ({ ...(await issuer.sign(draftBadge(issuer.id))), hobby: 'chess' }),
    /^INVALID PROOF: .*hobby/u,
  ],
  [
    '100,000 values',
    async () => ({
      ...(await issuer.sign(draftBadge(issuer.id))),
      evidence: Array(30_000).fill({ id: 'urn:1', type: ['Evidence'], name: 'x' }),
    }),
    /^INVALID STRUCTURE: It holds more than 50000 values/u,
  ],
  [
    'a status of no known kind',
    () =>
      issuer.sign(
        draftBadge(issuer.id, { credentialStatus: { id: 'urn:1', type: 'https://stranger.example/Status' } }),
      ),
    /^UNKNOWN REVOCATION: .*not known here/u,
  ],
])('%s ends in a check that names it', async (_what, make, reason) => {
  expect(worst(await verify(await make()))).toMatch(reason);
});

test('HTML and script in a description are words like any other', async () => {
  const script = '<script>alert(1)</script><img src=x onerror=alert(1)>';
  const verification = await verify(await issuer.sign(at({ description: script })));
  expect(verification.verdict).toBe('VALID');
  expect(JSON.stringify(verification.checks)).not.toContain('<script>');
});

test('terms of its own may be added in place', async () => {
  const draft = draftBadge(issuer.id);
  const signed = await issuer.sign({
    ...draft,
    '@context': [...draft['@context'], { mascot: 'https://college.example/terms#mascot' }],
    mascot: 'otter',
  });
  expect((await verify(signed)).verdict).toBe('VALID');
});

const named = (more: object) => ({
  id: `${LIST}#1`,
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '1',
  statusListCredential: LIST,
  ...more,
});

test.each<[string, object, () => Promise<object | Buffer>, RegExp]>([
  [
    'an entry before the first',
    { statusListIndex: '-1' },
    () => makeStatusList(LIST, issuer, { revoked: [] }),
    /^INVALID REVOCATION|^REVOKED|entry -1/u,
  ],
  [
    'an entry that is no number',
    { statusListIndex: '1e3' },
    () => makeStatusList(LIST, issuer, { revoked: [] }),
    /entry 1e3 of the list, which is no index/u,
  ],
  [
    'an entry after the last',
    { statusListIndex: '131072' },
    () => makeStatusList(LIST, issuer, { revoked: [] }),
    /^UNKNOWN REVOCATION: .*entry 131072 of a list of 131072/u,
  ],
  [
    'a list too short to hide in',
    {},
    () => makeStatusList(LIST, issuer, { revoked: [], size: 1024 }),
    /^UNKNOWN REVOCATION: .*has 1024 entries/u,
  ],
  [
    'a list that unpacks to gigabytes',
    {},
    async () => makeStatusList(LIST, issuer, { revoked: [], encodedList: bomb() }),
    /^UNKNOWN REVOCATION: .*larger than 8 MB/u,
  ],
  [
    'a list that is no GZIP',
    {},
    () => makeStatusList(LIST, issuer, { revoked: [], encodedList: 'uYWJj' }),
    /^UNKNOWN REVOCATION: .*no GZIP/u,
  ],
  [
    'a list for another purpose',
    {},
    () => makeStatusList(LIST, issuer, { revoked: [], purpose: 'suspension' }),
    /^UNKNOWN REVOCATION: .*is for suspension/u,
  ],
  [
    'a list of another issuer',
    {},
    async () => makeStatusList(LIST, await makeIssuer('eddsa-rdfc-2022'), { revoked: [] }),
    /^UNKNOWN REVOCATION: .*of another issuer/u,
  ],
  [
    'a list that was changed',
    {},
    async () => ({ ...(await makeStatusList(LIST, issuer, { revoked: [] })), validFrom: '2026-05-05T00:00:00Z' }),
    /^UNKNOWN REVOCATION: .*signature/u,
  ],
  [
    'a list without a proof',
    {},
    async () => ({ ...(await makeStatusList(LIST, issuer, { revoked: [] })), proof: undefined }),
    /^UNKNOWN REVOCATION: .*no proof/u,
  ],
  ['a page instead of a list', {}, async () => Buffer.from('<html>'), /^UNKNOWN REVOCATION: .*cannot be relied on/u],
])('%s never passes for "not revoked"', async (_what, status, list, reason) => {
  const made = await list();
  web.pages.set(LIST, Buffer.isBuffer(made) ? { bytes: made } : { document: made });
  const verification = await verify(await issuer.sign(draftBadge(issuer.id, { credentialStatus: named(status) })));
  expect(worst(verification)).toMatch(reason);
  expect(verification.verdict).not.toBe('VALID');
});

test.each<[string, (jws: string) => string, RegExp]>([
  [
    'alg none',
    (jws) => replaceHeader(jws, { alg: 'none' }).replace(/[^.]*$/u, ''),
    /^INVALID PROOF: The signature's algorithm is none/u,
  ],
  [
    'a shared secret',
    (jws) => replaceHeader(jws, { alg: 'HS256' }),
    /^INVALID PROOF: The signature's algorithm is HS256/u,
  ],
  [
    'another algorithm than its key',
    (jws) => replaceHeader(jws, { alg: 'RS256' }),
    /^INVALID PROOF: The signature \(RS256\) cannot be checked/u,
  ],
  [
    'another signature',
    (jws) => `${jws.slice(0, -86)}${'A'.repeat(86)}`,
    /^INVALID PROOF: The signature \(ES256\) is wrong/u,
  ],
  [
    'an extension nobody knows',
    (jws) => replaceHeader(jws, { crit: ['x'], x: 1 }),
    /^INVALID PROOF: .*cannot be checked/u,
  ],
])('a JWS with %s is refused', async (_what, change, reason) => {
  const key = await makeJwsKey('ES256');
  const id = 'https://college.example';
  web.pages.set(id, {
    document: { id, assertionMethod: [{ id: `${id}#1`, type: 'JsonWebKey', controller: id, publicKeyJwk: key.jwk }] },
  });
  const jws = await key.sign({ ...draftBadge(id), iss: id }, { kid: `${id}#1` });
  expect((await verify(jws)).verdict).toBe('VALID');
  expect(worst(await verify(change(jws)))).toMatch(reason);
});

test('a JWS whose claims say otherwise than its credential is refused', async () => {
  const key = await makeJwsKey('ES256');
  const id = 'https://college.example';
  web.pages.set(id, {
    document: { id, assertionMethod: [{ id: `${id}#1`, type: 'JsonWebKey', controller: id, publicKeyJwk: key.jwk }] },
  });
  const jws = await key.sign({ ...draftBadge(id), iss: id, sub: 'did:example:somebody-else' }, { kid: `${id}#1` });
  expect(worst(await verify(jws))).toMatch(/^INVALID PROOF: Its claim sub is did:example:somebody-else/u);
});

test('a key that its issuer withdrew, or lists for other uses, is not the issuer', async () => {
  const own = await makeIssuer('eddsa-rdfc-2022', 'https://college.example');
  const signed = await own.sign(draftBadge(own.id));
  const listed = documentOf(own) as object;
  for (const [document, reason] of [
    [{ ...listed, assertionMethod: [] }, /^INVALID ISSUER_IDENTITY: .*not for issuing/u],
    [{ ...listed, verificationMethod: [], assertionMethod: [] }, /^INVALID ISSUER_IDENTITY: .*does not list the key/u],
    [{ ...listed, id: 'https://other.example' }, /^INVALID ISSUER_IDENTITY: .*calls itself/u],
  ] as const) {
    web.pages.set(own.id, { document });
    expect(worst(await verify(signed))).toMatch(reason);
  }
});

test('a stranger who publishes a key in the name of an issuer is not that issuer', async () => {
  const forger = await makeIssuer('eddsa-rdfc-2022', 'https://stranger.example/key');
  const key = {
    id: forger.method,
    type: 'Multikey',
    controller: 'https://college.example',
    publicKeyMultibase: forger.publicKeyMultibase,
  };
  web.pages.set('https://stranger.example/key', { document: key });
  web.pages.set('https://college.example', { document: { id: 'https://college.example', assertionMethod: [] } });
  expect(worst(await verify(await forger.sign(draftBadge('https://college.example'))))).toMatch(
    /^INVALID ISSUER_IDENTITY: .*does not list the key/u,
  );
});

test('offline nobody is asked', async () => {
  const unpacked = await unpack(
    Buffer.from(JSON.stringify(await issuer.sign(draftBadge(issuer.id, { credentialStatus: named({}) })))),
  );
  if (!unpacked.ok) throw new Error(unpacked.problem.message);
  const before = web.asked.length;
  const { verdict } = await verifyBadge(unpacked.value, { asOf: TODAY, resolve: null });
  expect({ verdict, asked: web.asked.length - before }).toEqual({ verdict: 'UNKNOWN', asked: 0 });
});

function replaceHeader(jws: string, more: object): string {
  const [header = '', payload, signature] = jws.split('.');
  const changed = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), ...more };
  return [Buffer.from(JSON.stringify(changed)).toString('base64url'), payload, signature].join('.');
}

/** 100 MB of zeros, in a hundred kilobytes. */
function bomb(): string {
  return `u${gzipSync(Buffer.alloc(100 * 1024 * 1024)).toString('base64url')}`;
}
