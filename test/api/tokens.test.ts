import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findFreePort } from '../rig/free-port.ts';
import { testHub } from '../rig/hub.ts';
import { AUDIENCE, testIssuer } from '../rig/issuer.ts';

const issuer = testIssuer(await findFreePort());
const stranger = testIssuer(await findFreePort());
const closed = await findFreePort();

const encode = (part: object | string) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
const now = () => Math.floor(Date.now() / 1000);
const claims = () => ({ iss: issuer.url, aud: AUDIENCE, sub: 'someone', exp: now() + 300 });

/** A token as no library of ours would make it. */
function forge(header: object, payload: object, sign: (input: string) => string): string {
  const input = `${encode(header)}.${encode(payload)}`;
  return `${input}.${sign(input)}`;
}

describe('tokens of people', () => {
  const hub = testHub({ environment: { TESSERA_OIDC_ISSUERS: issuer.url, TESSERA_OIDC_AUDIENCE: AUDIENCE } });
  const ask = (key: string) => hub.ask('{ viewer { role name } }', {}, { key });

  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterAll(() => {
    vi.useRealTimers();
  });
  /** Moves the clock past the time in which an unknown key is not asked for again. */
  const cool = () => vi.setSystemTime(Date.now() + 31_000);

  test.each(['RS256', 'ES256', 'EdDSA'] as const)('a token signed with %s is accepted', async (alg) => {
    const answer = await ask(await issuer.sign({ sub: alg, name: `Who signs with ${alg}` }, { alg }));
    expect(answer.data.viewer).toEqual({ role: 'GUEST', name: `Who signs with ${alg}` });
  });

  test.each([
    ['expired two minutes ago', () => issuer.sign({ exp: now() - 120 })],
    ['without an expiry', () => issuer.sign({ exp: undefined })],
    ['not valid before two minutes from now', () => issuer.sign({ nbf: now() + 120 })],
    ['for another audience', () => issuer.sign({ aud: 'another-site' })],
    ['for no audience', () => issuer.sign({ aud: undefined })],
    ['of no subject', () => issuer.sign({ sub: undefined })],
    ['of an empty subject', () => issuer.sign({ sub: '' })],
    ['of a subject that is no text', () => issuer.sign({ sub: 'victim\ud800' })],
    ['of a subject that cannot be stored', () => issuer.sign({ sub: 'x\u0000' })],
    ['of an issuer that is not trusted', () => stranger.sign()],
    ['that names our issuer and is signed by another', () => stranger.sign({ iss: issuer.url })],
    ['of no issuer', () => issuer.sign({ iss: undefined })],
    ['with an unknown key id', () => issuer.sign({}, { kid: 'nobody knows it' })],
    ['signed by our issuer with an algorithm off the list', () => issuer.sign({}, { alg: 'PS256' })],
    ['with alg none', async () => forge({ alg: 'none' }, claims(), () => '')],
    ['with alg none in odd letters', async () => forge({ alg: 'nOnE', kid: 'RS256' }, claims(), () => '')],
    [
      'signed with HS256 and the public key as its secret',
      async () => {
        const secret = JSON.stringify(await issuer.publicKeyOf('RS256'));
        return forge({ alg: 'HS256', kid: 'RS256' }, claims(), (input) =>
          createHmac('sha256', secret).update(input).digest('base64url'),
        );
      },
    ],
    [
      'that brings its own key',
      async () => {
        const [, payload, signature] = (await stranger.sign({ iss: issuer.url })).split('.');
        const header = {
          alg: 'RS256',
          jwk: await stranger.publicKeyOf('RS256'),
          jku: `${stranger.url}/jwks`,
          kid: 'RS256',
        };
        return `${encode(header)}.${payload}.${signature}`;
      },
    ],
    [
      'whose subject was changed after signing',
      async () => {
        const [header, , signature] = (await issuer.sign()).split('.');
        return `${header}.${encode({ ...claims(), sub: 'somebody else' })}.${signature}`;
      },
    ],
    ['without its signature', async () => `${(await issuer.sign()).split('.').slice(0, 2).join('.')}.`],
    ['that is no JSON', async () => `${encode('x')}.${encode('y')}.${encode('z')}`],
  ])('a token %s is refused as a whole', async (_case, make) => {
    const { status, data, errors } = await ask(await make());
    expect([status, data, errors?.map(({ extensions }) => extensions.code)]).toEqual([
      401,
      undefined,
      ['UNAUTHENTICATED'],
    ]);
    expect(JSON.stringify(errors)).not.toMatch(/jose|JW[ST]|node_modules/u);
  });

  test.each([
    ['expired half a minute ago', () => issuer.sign({ exp: now() - 30 })],
    ['valid from half a minute from now', () => issuer.sign({ nbf: now() + 30 })],
    ['for us among others', () => issuer.sign({ aud: ['another-site', AUDIENCE] })],
  ])('a token %s is accepted', async (_case, make) => {
    expect((await ask(await make())).status).toBe(200);
  });

  test('a renewed key is fetched once and accepted, the withdrawn one is not', async () => {
    const withdrawn = await issuer.sign({}, { alg: 'ES256' });
    expect((await ask(withdrawn)).status).toBe(200);
    const kid = await issuer.rotate('ES256');
    cool();
    const before = issuer.fetches;
    const renewed = await issuer.sign({}, { alg: 'ES256', kid });
    expect((await ask(renewed)).status).toBe(200);
    expect((await ask(withdrawn)).status).toBe(401);
    expect(issuer.fetches).toBe(before + 1);
  });

  test('unknown key ids do not make us ask the issuer at will', async () => {
    cool();
    const before = issuer.fetches;
    const forged = await Promise.all(Array.from({ length: 20 }, (_, at) => issuer.sign({}, { kid: `unknown ${at}` })));
    for (const token of forged) expect((await ask(token)).status).toBe(401);
    expect(issuer.fetches).toBe(before + 1);
  });

  test('while the keys cannot be read a token is answered 503, and accepted when they can be again', async () => {
    const kid = await issuer.rotate('EdDSA');
    const token = await issuer.sign({}, { alg: 'EdDSA', kid });
    cool();
    issuer.isAway = true;
    const response = await fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ viewer { role } }' }),
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] });
    issuer.isAway = false;
    expect((await ask(token)).status).toBe(200);
  });

  test('a person is one account, however often they come and whatever their issuer calls them', async () => {
    const named = (name: string) => issuer.sign({ sub: 'noor', name });
    await Promise.all(Array.from({ length: 8 }, async () => ask(await named('Noor'))));
    expect((await ask(await named('Noor Haddad'))).data.viewer.name).toBe('Noor Haddad');
    const rows = await hub.database.sql`select issuer, display_name as name from account where subject = 'noor'`;
    expect([...rows]).toEqual([{ issuer: issuer.url, name: 'Noor Haddad' }]);
  });
});

describe('an issuer that cannot be reached at all', () => {
  const away = `http://127.0.0.1:${closed}/realm`;
  const hub = testHub({ environment: { TESSERA_OIDC_ISSUERS: away, TESSERA_OIDC_AUDIENCE: AUDIENCE } });

  test('is told as 503, never as a wrong token', async () => {
    const { status, errors } = await hub.ask('{ viewer { role } }', {}, { key: await issuer.sign({ iss: away }) });
    expect([status, errors?.[0]?.extensions.code]).toEqual([503, 'SERVICE_UNAVAILABLE']);
  });
});
