import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { unpack } from '../../src/formats/index.ts';
import { type Identity, type Verification, verifyBadge } from '../../src/verification/index.ts';
import { makeJwsKey } from '../rig/badges/issuer.ts';
import { type BadgeWeb, startBadgeWeb } from '../rig/badges/web.ts';

const TODAY = new Date('2026-11-24T12:00:00Z');
const HOST = 'https://college.example';
const AMINA: Identity[] = [{ type: 'email', value: 'amina@example.org' }];

let web: BadgeWeb;
beforeAll(async () => {
  web = await startBadgeWeb();
});
afterAll(() => web.close());
beforeEach(() => web.pages.clear());

const assertion = (more: Readonly<Record<string, unknown>> = {}) => ({
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'Assertion',
  id: `${HOST}/assertions/1`,
  recipient: { type: 'email', hashed: false, identity: 'amina@example.org' },
  badge: `${HOST}/badge`,
  verification: { type: 'hosted' },
  issuedOn: '2026-01-01T00:00:00Z',
  expires: '2028-01-01T00:00:00Z',
  ...more,
});
const badge = {
  '@context': 'https://w3id.org/openbadges/v2',
  type: 'BadgeClass',
  id: `${HOST}/badge`,
  name: 'SQL',
  description: 'Asks data.',
  criteria: { narrative: 'A project.' },
  issuer: `${HOST}/issuer`,
};
const issuer = { '@context': 'https://w3id.org/openbadges/v2', type: 'Profile', id: `${HOST}/issuer`, name: 'College' };

async function verify(content: string | object, recipients = AMINA): Promise<Verification> {
  const unpacked = await unpack(Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)));
  if (!unpacked.ok) throw new Error(unpacked.problem.message);
  return verifyBadge(unpacked.value, { asOf: TODAY, recipients, resolve: web.resolve });
}

const told = ({ verdict, checks }: Verification) => ({
  verdict,
  failed: checks.filter(({ result }) => result === 'FAIL').map(({ name }) => name),
});

describe('a hosted assertion', () => {
  function publish(hosted: object): void {
    web.pages.set(`${HOST}/assertions/1`, { document: hosted });
    web.pages.set(`${HOST}/badge`, { document: badge });
    web.pages.set(`${HOST}/issuer`, { document: issuer });
  }

  test('is valid where its host answers the same, and comes back with class and issuer', async () => {
    publish(assertion());
    const verification = await verify(assertion());
    expect(told(verification)).toEqual({ verdict: 'VALID', failed: [] });
    expect(verification.document).toMatchObject({ badge: { name: 'SQL', issuer: { name: 'College' } } });
    expect(verification.fetchedAt).toBeInstanceOf(Date);
  });

  test('given by its address alone is fetched and verified', async () => {
    publish(assertion());
    expect(await verify(`${HOST}/assertions/1`)).toMatchObject({ packaging: 'OB2_HOSTED', verdict: 'VALID' });
  });

  test('in a picture may be its address', async () => {
    publish(assertion());
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="http://openbadges.org"><o:assertion verify="${HOST}/assertions/1"/></svg>`;
    expect(await verify(svg)).toMatchObject({ packaging: 'OB2_HOSTED', container: 'SVG', verdict: 'VALID' });
  });

  test.each([
    ['expired', { expires: '2026-06-01T00:00:00Z' }, AMINA, 'INVALID', ['DATES']],
    ['awarded to somebody else', {}, [{ type: 'email', value: 'ben@example.org' }], 'INVALID', ['RECIPIENT']],
  ])('that is %s fails by that alone', async (_what, more, recipients, verdict, failed) => {
    publish(assertion(more));
    expect(told(await verify(assertion(more), recipients))).toEqual({ verdict, failed });
  });

  test.each([
    ['its date', assertion({ issuedOn: '2020-01-01T00:00:00Z' })],
    ['its recipient', assertion({ recipient: { type: 'email', hashed: false, identity: 'ben@example.org' } })],
    ['its class, embedded', assertion({ badge: { ...badge, name: 'Doctorate' } })],
    ['its issuer, embedded', assertion({ badge: { ...badge, issuer: { ...issuer, name: 'Famous University' } } })],
  ])('that differs from what its host answers in %s fails by its proof', async (_what, given) => {
    publish(assertion());
    expect(told(await verify(given)).failed).toContain('PROOF');
  });

  test('that its host answers as revoked, or as gone for good, is revoked', async () => {
    publish({
      id: `${HOST}/assertions/1`,
      revoked: true,
      revocationReason: 'Left early',
      '@context': 'https://w3id.org/openbadges/v2',
    });
    const verification = await verify(assertion());
    expect(verification.verdict).toBe('REVOKED');
    expect(verification.checks).toContainEqual(
      expect.objectContaining({ name: 'REVOCATION', reason: expect.stringContaining('Left early') }),
    );
    web.pages.set(`${HOST}/assertions/1`, { status: 410 });
    expect((await verify(assertion())).verdict).toBe('REVOKED');
  });

  test('that its host does not have fails, and one whose host is away is unknown', async () => {
    publish(assertion());
    web.pages.set(`${HOST}/assertions/1`, { status: 404 });
    expect(told(await verify(assertion())).failed).toContain('PROOF');
    web.pages.clear();
    expect((await verify(assertion())).verdict).toBe('UNKNOWN');
  });

  test('at a stranger who names an honest issuer fails by its issuer', async () => {
    const stranger = 'https://stranger.example/assertions/1';
    const forged = assertion({
      id: stranger,
      badge: {
        ...badge,
        id: 'https://stranger.example/badge',
        issuer: { ...issuer, verification: { allowedOrigins: 'stranger.example' } },
      },
    });
    publish(assertion());
    web.pages.set(stranger, { document: forged });
    expect(told(await verify(forged)).failed).toContain('ISSUER_IDENTITY');
  });

  test('whose address leads to a stranger is not known to be of its issuer', async () => {
    publish(assertion());
    web.pages.set('https://stranger.example/1', { document: assertion() });
    web.pages.set(`${HOST}/assertions/1`, { leadsTo: 'https://stranger.example/1' });
    const { verdict, checks } = await verify(assertion());
    expect(verdict).toBe('UNKNOWN');
    expect(checks).toContainEqual(expect.objectContaining({ name: 'ISSUER_IDENTITY', result: 'UNKNOWN' }));
  });
});

describe('a signed assertion', () => {
  async function prepare() {
    const key = await makeJwsKey('RS256');
    web.pages.set(`${HOST}/key`, {
      document: { id: `${HOST}/key`, type: 'CryptographicKey', owner: `${HOST}/issuer`, publicKeyJwk: key.jwk },
    });
    web.pages.set(`${HOST}/badge`, { document: badge });
    web.pages.set(`${HOST}/issuer`, {
      document: { ...issuer, publicKey: `${HOST}/key`, revocationList: `${HOST}/revoked` },
    });
    web.pages.set(`${HOST}/revoked`, { document: { type: 'RevocationList', revokedAssertions: ['urn:uuid:other'] } });
    const sign = (more: object = {}) =>
      key.sign(assertion({ id: 'urn:uuid:1', verification: { type: 'signed', creator: `${HOST}/key` }, ...more }));
    return { sign };
  }

  test('is valid with the key its issuer lists', async () => {
    const { sign } = await prepare();
    expect(await verify(await sign())).toMatchObject({ packaging: 'OB2_SIGNED', verdict: 'VALID' });
  });

  test('that expired, or is of somebody else, fails by that alone', async () => {
    const { sign } = await prepare();
    expect(told(await verify(await sign({ expires: '2026-06-01T00:00:00Z' }))).failed).toEqual(['DATES']);
    expect(told(await verify(await sign(), [{ type: 'email', value: 'ben@example.org' }])).failed).toEqual([
      'RECIPIENT',
    ]);
  });

  test('changed after it was signed fails by its proof alone', async () => {
    const { sign } = await prepare();
    const [header, payload = '', signature] = (await sign()).split('.');
    const changed = Buffer.from(payload, 'base64url').toString().replace('2026-01-01', '2025-01-01');
    expect(
      told(await verify([header, Buffer.from(changed).toString('base64url'), signature].join('.'))).failed,
    ).toEqual(['PROOF']);
  });

  test('on the list of its issuer is revoked, with the reason it states', async () => {
    const { sign } = await prepare();
    web.pages.set(`${HOST}/revoked`, {
      document: { revokedAssertions: [{ id: 'urn:uuid:1', revocationReason: 'Cheated' }] },
    });
    const { verdict, checks } = await verify(await sign());
    expect(verdict).toBe('REVOKED');
    expect(checks).toContainEqual(
      expect.objectContaining({ name: 'REVOCATION', reason: expect.stringContaining('Cheated') }),
    );
  });

  test('with a key its issuer does not list fails by its issuer', async () => {
    const { sign } = await prepare();
    web.pages.set(`${HOST}/issuer`, { document: { ...issuer, publicKey: `${HOST}/other-key` } });
    expect(told(await verify(await sign())).failed).toEqual(['ISSUER_IDENTITY']);
  });

  test('of an issuer nobody can ask is not believed what it says of its key', async () => {
    const { sign } = await prepare();
    const own = { ...issuer, id: 'urn:uuid:famous', publicKey: `${HOST}/key` };
    expect(told(await verify(await sign({ badge: { ...badge, issuer: own } }))).failed).toContain('ISSUER_IDENTITY');
  });
});
