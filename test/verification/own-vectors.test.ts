import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { unpack } from '../../src/formats/index.ts';
import { type Identity, type Verification, verifyBadge } from '../../src/verification/index.ts';
import {
  draftBadge,
  draftBadge11,
  draftEndorsement,
  draftRecord,
  png,
  RECIPIENT,
  svg,
  textChunk,
} from '../rig/badges/credential.ts';
import { documentOf, makeIssuer, makeJwsKey } from '../rig/badges/issuer.ts';
import { publishStatus } from '../rig/badges/status.ts';
import { type BadgeWeb, startBadgeWeb } from '../rig/badges/web.ts';

const TODAY = new Date('2026-11-24T12:00:00Z');
const LIST = 'https://college.example/status/1';
const LEARNER: Identity[] = [
  { type: 'did', value: RECIPIENT },
  { type: 'email', value: 'Amina@Example.org' },
];

let web: BadgeWeb;
beforeAll(async () => {
  web = await startBadgeWeb();
});
afterAll(() => web.close());
beforeEach(() => web.pages.clear());

async function verify(
  content: Uint8Array | string | object,
  options: { asOf?: Date; recipients?: Identity[] } = {},
): Promise<Verification> {
  const bytes =
    content instanceof Uint8Array
      ? content
      : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const unpacked = await unpack(bytes);
  if (!unpacked.ok) throw new Error(unpacked.problem.message);
  return verifyBadge(unpacked.value, { asOf: TODAY, recipients: LEARNER, resolve: web.resolve, ...options });
}

const failuresOf = ({ checks }: Verification) =>
  checks.filter(({ result }) => result === 'FAIL').map(({ name }) => name);

/** One way in which a badge is packed: makes it, from what differs, and breaks it where asked. */
interface Packing {
  make(more?: Readonly<Record<string, unknown>>): Promise<Uint8Array | string | object>;
}

const revocable = {
  credentialStatus: {
    id: `${LIST}#7`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '7',
    statusListCredential: LIST,
  },
};

async function json(suite: 'eddsa-rdfc-2022' | 'ecdsa-rdfc-2019'): Promise<Packing> {
  const issuer = await makeIssuer(suite);
  await publishStatus(web, LIST, issuer, { revoked: [9] });
  return { make: (more = {}) => issuer.sign(draftBadge(issuer.id, more)) };
}

async function jwt(alg: string): Promise<Packing> {
  const key = await makeJwsKey(alg);
  const id = 'https://college.example/issuer';
  const issuer = await makeIssuer('eddsa-rdfc-2022', id);
  const document = documentOf(issuer) as { verificationMethod: object[]; assertionMethod: string[] };
  document.verificationMethod.push({ id: `${id}#jws`, type: 'JsonWebKey', controller: id, publicKeyJwk: key.jwk });
  document.assertionMethod.push(`${id}#jws`);
  web.pages.set(id, { document });
  await publishStatus(web, LIST, issuer, { revoked: [9] });
  return { make: (more = {}) => key.sign({ ...draftBadge(id, more), iss: id }, { kid: `${id}#jws`, typ: 'JWT' }) };
}

const PACKINGS: Readonly<Record<string, () => Promise<Packing>>> = {
  'OB3 with eddsa-rdfc-2022': () => json('eddsa-rdfc-2022'),
  'OB3 with ecdsa-rdfc-2019': () => json('ecdsa-rdfc-2019'),
  'OB3 with Ed25519Signature2020': async () => {
    const issuer = await makeIssuer('Ed25519Signature2020');
    return {
      make: ({ validUntil, ...more } = {}) =>
        issuer.sign(
          draftBadge11(issuer.id, { ...more, ...(validUntil !== undefined && { expirationDate: validUntil }) }),
        ),
    };
  },
  'OB3 of a did:web issuer': async () => {
    const issuer = await makeIssuer('eddsa-rdfc-2022', 'did:web:college.example:badges');
    web.pages.set('https://college.example/badges/did.json', { document: documentOf(issuer) });
    await publishStatus(web, LIST, issuer, { revoked: [9] });
    return { make: (more = {}) => issuer.sign(draftBadge(issuer.id, more)) };
  },
  'VC-JWT with ES256': () => jwt('ES256'),
  'VC-JWT with EdDSA': () => jwt('EdDSA'),
  'VC-JWT with RS256': () => jwt('RS256'),
  'baked PNG': async () => {
    const { make } = await json('eddsa-rdfc-2022');
    return { make: async (more) => png(textChunk(JSON.stringify(await make(more)))) };
  },
  'baked SVG': async () => {
    const { make } = await json('eddsa-rdfc-2022');
    return { make: async (more) => svg(JSON.stringify(await make(more))) };
  },
  'JWS in an SVG': async () => {
    const { make } = await jwt('ES256');
    return { make: async (more) => svg(String(await make(more)), true) };
  },
  CLR: async () => {
    const issuer = await makeIssuer('eddsa-rdfc-2022');
    await publishStatus(web, LIST, issuer, { revoked: [9] });
    const inner = await issuer.sign(draftBadge(issuer.id));
    return {
      make: ({ credentialSubject, ...more } = {}) =>
        issuer.sign(
          draftRecord(
            issuer.id,
            [inner],
            credentialSubject
              ? {
                  ...more,
                  credentialSubject: { id: 'did:example:other', type: ['ClrSubject'], verifiableCredential: [inner] },
                }
              : more,
          ),
        ),
    };
  },
};

/** The same content with one word of it changed, whatever it is packed in. */
function tamper(content: Uint8Array | string | object): Uint8Array | string | object {
  if (content instanceof Uint8Array) {
    const text = /iTXt[\s\S]*?\0\0\0\0\0([\s\S]*\})/u.exec(Buffer.from(content).toString('latin1'))?.[1] ?? '';
    return png(textChunk(text.replace('Riverside', 'Riverbank')));
  }
  if (typeof content === 'object') return JSON.parse(JSON.stringify(content).replaceAll('Riverside', 'Riverbank'));
  if (content.includes('Riverside')) return content.replaceAll('Riverside', 'Riverbank');
  return content.replace(/(eyJ[\w-]+)\.([\w-]+)\.([\w-]+)/u, (_all, header, payload, signature) => {
    const text = Buffer.from(payload, 'base64url').toString().replaceAll('Riverside', 'Riverbank');
    return `${header}.${Buffer.from(text).toString('base64url')}.${signature}`;
  });
}

describe.each(Object.entries(PACKINGS))('%s', (name, prepare) => {
  test('a good one is valid', async () => {
    const { make } = await prepare();
    expect(await verify(await make())).toMatchObject({ verdict: 'VALID' });
  });

  test('an expired one fails by its dates alone', async () => {
    const { make } = await prepare();
    const verification = await verify(await make({ validUntil: '2026-06-01T00:00:00Z' }));
    expect({ verdict: verification.verdict, failed: failuresOf(verification) }).toEqual({
      verdict: 'INVALID',
      failed: ['DATES'],
    });
  });

  test('one changed after it was signed fails by its proof alone', async () => {
    const { make } = await prepare();
    const verification = await verify(tamper(await make()));
    expect({ verdict: verification.verdict, failed: failuresOf(verification) }).toEqual({
      verdict: 'INVALID',
      failed: ['PROOF'],
    });
  });

  test('one awarded to somebody else fails by its recipient alone', async () => {
    const { make } = await prepare();
    const verification = await verify(await make(), { recipients: [{ type: 'email', value: 'ben@example.org' }] });
    expect({ verdict: verification.verdict, failed: failuresOf(verification) }).toEqual({
      verdict: 'INVALID',
      failed: ['RECIPIENT'],
    });
  });

  test.skipIf(name.includes('2020'))('a revoked one is revoked, and not before', async () => {
    const { make } = await prepare();
    expect((await verify(await make(revocable))).verdict).toBe('VALID');
    const status = { ...revocable.credentialStatus, id: `${LIST}#9`, statusListIndex: '9' };
    expect((await verify(await make({ credentialStatus: status }))).verdict).toBe('REVOKED');
  });
});

test('a suspended badge is told from a revoked one', async () => {
  const issuer = await makeIssuer('eddsa-rdfc-2022');
  await publishStatus(web, LIST, issuer, { revoked: [9], purpose: 'suspension' });
  const credentialStatus = { ...revocable.credentialStatus, statusPurpose: 'suspension', statusListIndex: 9 };
  const { verdict, checks } = await verify(await issuer.sign(draftBadge(issuer.id, { credentialStatus })));
  expect(verdict).toBe('REVOKED');
  expect(checks).toContainEqual({
    name: 'REVOCATION',
    result: 'FAIL',
    reason: expect.stringContaining('suspended it, which is not for good'),
  });
});

test.each([
  ['plain', { hashed: false, identityHash: 'amina@example.org' }, 'PASS'],
  ['mailto', { hashed: false, identityHash: 'mailto:amina%40example.org' }, 'PASS'],
  ['hashed', { hashed: true, identityHash: hash('sha256', 'amina@example.org') }, 'PASS'],
  [
    'hashed with salt',
    { hashed: true, salt: 'deadsea', identityHash: hash('sha256', 'amina@example.orgdeadsea') },
    'PASS',
  ],
  ['hashed by MD5 with salt', { hashed: true, salt: 'x', identityHash: hash('md5', 'amina@example.orgx') }, 'PASS'],
  [
    'hashed with another salt',
    { hashed: true, salt: 'y', identityHash: hash('sha256', 'amina@example.orgdeadsea') },
    'FAIL',
  ],
  ['of somebody else', { hashed: true, identityHash: hash('sha256', 'ben@example.org') }, 'FAIL'],
])('a recipient named by e-mail, %s, is told', async (_how, identity, result) => {
  const issuer = await makeIssuer('eddsa-rdfc-2022');
  const draft = draftBadge(issuer.id);
  const { id: _id, ...subject } = draft.credentialSubject;
  const identifier = [{ type: 'IdentityObject', identityType: 'emailAddress', ...identity }];
  const { checks } = await verify(await issuer.sign({ ...draft, credentialSubject: { ...subject, identifier } }));
  expect(checks).toContainEqual(expect.objectContaining({ name: 'RECIPIENT', result }));
});

test('a badge that names nobody is of nobody in particular', async () => {
  const issuer = await makeIssuer('eddsa-rdfc-2022');
  const { credentialSubject, ...draft } = draftBadge(issuer.id);
  const { id: _id, ...subject } = credentialSubject;
  const { verdict } = await verify(await issuer.sign({ ...draft, credentialSubject: subject }));
  expect(verdict).toBe('UNKNOWN');
});

test.each(['badge', 'achievement', 'issuer'] as const)(
  'an endorsement of the %s is verified where it stands',
  async (level) => {
    const [issuer, endorser] = [await makeIssuer('eddsa-rdfc-2022'), await makeIssuer('eddsa-rdfc-2022')];
    const draft = draftBadge(issuer.id);
    const { credentialSubject: subject } = draft;
    const about = { badge: draft.id, achievement: subject.achievement.id, issuer: issuer.id }[level];
    const endorsed = (endorsement: object) => {
      const at = { endorsement: [endorsement] };
      if (level === 'badge') return { ...draft, ...at };
      if (level === 'issuer') return { ...draft, issuer: { ...draft.issuer, ...at } };
      return { ...draft, credentialSubject: { ...subject, achievement: { ...subject.achievement, ...at } } };
    };
    const resultOf = async (endorsement: object) => {
      const { checks } = await verify(await issuer.sign(endorsed(endorsement)));
      return checks.find(({ name }) => name === 'ENDORSEMENTS');
    };
    const good = await endorser.sign(draftEndorsement(endorser.id, about));
    expect(await resultOf(good)).toMatchObject({ result: 'PASS' });
    expect(await resultOf({ ...good, name: 'Glowing endorsement' })).toMatchObject({
      result: 'FAIL',
      reason: expect.stringContaining('signature'),
    });
    expect(await resultOf(await endorser.sign(draftEndorsement(endorser.id, 'urn:other')))).toMatchObject({
      result: 'FAIL',
      reason: expect.stringContaining('something else'),
    });
  },
);

test('two proofs of the issuer must both hold', async () => {
  const issuer = await makeIssuer('eddsa-rdfc-2022');
  const [one, two] = [
    await issuer.sign(draftBadge(issuer.id)),
    await issuer.sign(draftBadge(issuer.id), { created: '2026-02-01T00:00:00Z' }),
  ];
  expect((await verify({ ...one, proof: [one.proof, two.proof] })).verdict).toBe('VALID');
  const broken = { ...two.proof, created: '2026-03-01T00:00:00Z' };
  const { verdict, checks } = await verify({ ...one, proof: [one.proof, broken] });
  expect(verdict).toBe('INVALID');
  expect(checks.find(({ name }) => name === 'PROOF')?.reason).toMatch(
    /Proof 2 of 2: The signature .* is wrong.*Proof 1 of 2: .* is right/u,
  );
});

test('an issuer in a registry is named by it, and one in none loses nothing', async () => {
  const issuer = await makeIssuer('eddsa-rdfc-2022');
  const unpacked = await unpack(Buffer.from(JSON.stringify(await issuer.sign(draftBadge(issuer.id)))));
  if (!unpacked.ok) throw new Error(unpacked.problem.message);
  const options = { asOf: TODAY, resolve: null };
  const listed = await verifyBadge(unpacked.value, {
    ...options,
    knownIssuers: new Map([[issuer.id, 'the registry of Ontario']]),
  });
  expect(listed.checks).toContainEqual({
    name: 'KNOWN_ISSUER',
    result: 'PASS',
    reason: 'The issuer is listed by the registry of Ontario.',
  });
  expect((await verifyBadge(unpacked.value, { ...options, knownIssuers: new Map() })).verdict).toBe('VALID');
});

function hash(algorithm: string, text: string): string {
  return `${algorithm}$${createHash(algorithm).update(text).digest('hex')}`;
}
